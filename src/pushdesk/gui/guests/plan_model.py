"""What an import would do or has refused, a row a line of the file."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import icons
from pushdesk.i18n import _
from pushdesk.services.guest_lists import PlannedLine, What

Index = QModelIndex | QPersistentModelIndex
LINE, DEED, SENTENCE = range(3)


@dataclass(frozen=True)
class Look:
    """`colour` is a field of the theme's Colours."""

    word: str
    icon: str
    colour: str


def look(what: What) -> Look:
    return {
        What.CREATE: Look(_("create"), "plus-circle", "green"),
        What.UPDATE: Look(_("update"), "arrows-clockwise", "blue"),
        What.SKIP: Look(_("skip"), "minus-circle", "grey"),
        What.REFUSE: Look(_("refuse"), "x-circle", "red"),
    }[what]


class PlanModel(QAbstractTableModel):
    """All the lines, or those of one kind."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heads = (_("Line"), _("Would"), _("Which means"))
        self._lines: tuple[PlannedLine, ...] = ()
        self._shown: tuple[PlannedLine, ...] = ()
        self.counts: Counter[What] = Counter()

    def show_lines(self, lines: tuple[PlannedLine, ...]) -> None:
        """`counts` tells how many of each kind there are."""
        self._lines = lines
        self.counts = Counter(line.what for line in lines)
        self.show_only(None)

    def show_only(self, what: object) -> None:
        """A What, or None for all."""
        self.beginResetModel()
        self._shown = (
            self._lines
            if what is None
            else tuple(line for line in self._lines if line.what == what)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        if index.column() == DEED:
            return self._deed(look(line.what), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return str(line.number) if index.column() == LINE else line.sentence
        return None

    def _deed(self, seen: Look, role: int) -> object:
        colour: str = getattr(self._theme.colours, seen.colour)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return seen.word
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon(seen.icon, colour)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(colour)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(True)
                return font
        return None
