"""The guests that were found, a page at a time: a row a guest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from pushdesk.gui.guests import words
from pushdesk.i18n import _
from pushdesk.services.guest_records import Found

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
GUEST_ID = Qt.ItemDataRole.UserRole
NAME, TAIL, LANGUAGE, DEVICES, SEEN = range(5)


@dataclass(frozen=True)
class Column:
    head: str
    text: Callable[[Found, datetime], str]


def columns() -> tuple[Column, ...]:
    """In the order of NAME … SEEN."""
    return (
        Column(_("Name"), lambda guest, _now: guest.name or _("no name")),
        Column(_("ID ends in"), lambda guest, _now: guest.pushed_id[-5:]),
        Column(_("Language"), lambda guest, _now: words.language(guest.language)),
        Column(_("Devices"), lambda guest, _now: words.devices(guest.devices)),
        Column(_("Last seen"), lambda guest, now: words.moment(guest.last_seen_at, now)),
    )


class FoundGuests(QAbstractTableModel):
    """`more_wanted` asks for the page that begins at this row; `add_page` answers it."""

    more_wanted = Signal(int)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._columns = columns()
        self._rows: list[Found] = []
        self._may_have_more = False
        self._asked = False

    @property
    def guest_ids(self) -> list[int]:
        return [guest.id for guest in self._rows]

    def guest_at(self, row: int) -> Found | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_guests(self, rows: Sequence[Found], *, may_have_more: bool) -> None:
        """Keeps selection and scroll position where the guests are the same."""
        self._may_have_more, self._asked = may_have_more, False
        if [guest.id for guest in rows] == self.guest_ids:
            self.update_guests(rows)
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def update_guests(self, rows: Sequence[Found]) -> None:
        """What is told of them may have changed; nobody comes, goes or moves."""
        news = {guest.id: guest for guest in rows}
        self._rows = [news.get(guest.id, guest) for guest in self._rows]
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def add_page(self, rows: Sequence[Found], *, may_have_more: bool) -> None:
        """A guest who has moved down since must not stand here twice."""
        self._may_have_more, self._asked = may_have_more, False
        known = set(self.guest_ids)
        new = [guest for guest in rows if guest.id not in known]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._may_have_more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(len(self._rows))

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
        guest = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._columns[index.column()].text(guest, self._now())
            case Qt.ItemDataRole.FontRole if index.column() == NAME:
                return _bold() if guest.name else None
            case _ if role == GUEST_ID:
                return guest.id
        return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
