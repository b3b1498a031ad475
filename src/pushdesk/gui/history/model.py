"""The latest deliveries as a table; a row a delivery, a column a question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import icons, states
from pushdesk.i18n import _
from pushdesk.services.guests import Progress

Index = QModelIndex | QPersistentModelIndex
STATE_COLUMN = 4
FINDABLE = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column:
    head: str
    text: Callable[[Progress], str]


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Time"), lambda p: f"{p.created_at.astimezone():%H:%M:%S}"),
        Column(_("Guest"), lambda p: p.guest_name or p.pushed_id[-5:]),
        Column(_("Message"), lambda p: p.title),
        Column(_("Phone"), lambda p: p.device),
        Column(_("State"), lambda _p: ""),
        Column(_("How far, how soon"), lambda p: p.reason or states.in_words(states.ladder(p))),
    )


class Deliveries(QAbstractTableModel):
    def __init__(
        self, theme: Theme, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._columns = columns()
        self._rows: Sequence[Progress] = ()

    def show_deliveries(self, rows: Sequence[Progress]) -> None:
        """Keeps selection and scroll position where only states have changed."""
        same = [row.delivery_id for row in rows] == [row.delivery_id for row in self._rows]
        if same:
            self._rows = rows
            self.states_may_have_changed()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def states_may_have_changed(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        progress = self._rows[index.row()]
        if role == FINDABLE:
            return f"{progress.guest_name} {progress.pushed_id} {progress.title}".casefold()
        if role == GROUP:
            return states.group(progress, self._now())
        if index.column() == STATE_COLUMN:
            return self._state(progress, role)
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._columns[index.column()].text(progress) if is_text else None

    def _state(self, progress: Progress, role: int) -> object:
        look = states.look(progress, self._now())
        colour: str = getattr(self._theme.colours, look.colour)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return look.word
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon(look.icon, colour)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(colour)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(True)
                return font
        return None


class Filtered(QSortFilterProxyModel):
    """By group (see `states.Group`, None for all) and by what somebody types."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._group: object = None
        self._text = ""

    def show_group(self, group: object) -> None:
        self.beginFilterChange()
        self._group = group
        self.endFilterChange()

    def find(self, text: str) -> None:
        self.beginFilterChange()
        self._text = text.casefold().strip()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        fits = self._group is None or index.data(GROUP) == self._group
        return fits and self._text in str(index.data(FINDABLE))
