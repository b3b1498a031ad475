"""A table for any screen whose rows come a page at a time: columns, model, view.

A screen says what its columns are, and `widgets.pages.Pages` brings the rows:

    model = PagedModel(columns, key=lambda guest: guest.id, theme=theme, parent=self)
    table = paging.table(model, _("Guests"))
    pages = Pages(parts.background, model, lambda first, number: service.some(ctx, first, number))
    pages.again()
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import icons
from pushdesk.gui.widgets.patient_table import PatientTable

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
PAGE = 100
# The whole row, for proxies and whoever has an index only.
ROW = Qt.ItemDataRole.UserRole
_ICON = QSize(20, 20)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Dress:
    """`colour` is a field of the theme's Colours."""

    icon: str = ""
    colour: str = "ink"
    bold: bool = True


@dataclass(frozen=True)
class Column(Generic[T]):
    """`width` in pixels; None takes what the others leave. `dress` may give None: plain.

    Numbers stand at the right, one below the other.
    """

    head: str
    text: Callable[[T], str]
    width: int | None = None
    dress: Callable[[T], Dress | None] | None = None
    is_number: bool = False


class PagedModel(QAbstractTableModel, Generic[T]):
    """`more_wanted` asks for the page that begins at this row; `add_page` answers it.

    `key` tells rows apart: one that has moved down since must not stand here twice. `late` tells
    whether the rows that were asked for are long in coming.
    """

    more_wanted = Signal(int)
    late = Signal(bool)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._theme = theme
        self._rows: list[T] = []
        self._may_have_more = self._asked = False
        theme.changed.connect(self.look_again)

    @property
    def keys(self) -> list[Hashable]:
        return [self._key(row) for row in self._rows]

    def row_at(self, number: int) -> T | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rename_columns(self, columns: Sequence[Column[T]]) -> None:
        """As many as before, with other heads or texts."""
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.look_again()

    def show_rows(self, rows: Sequence[T], *, may_have_more: bool = False) -> None:
        """Keeps selection and scroll position where the rows are the same."""
        self._may_have_more, self._asked = may_have_more, False
        if [self._key(row) for row in rows] == self.keys:
            self.update_rows(rows)
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def update_rows(self, rows: Sequence[T]) -> None:
        """What is told of them may have changed; none comes, goes or moves."""
        news = {self._key(row): row for row in rows}
        self._rows = [news.get(self._key(row), row) for row in self._rows]
        self.look_again()

    def add_page(self, rows: Sequence[T], *, may_have_more: bool) -> None:
        self._may_have_more, self._asked = may_have_more, False
        known = set(self.keys)
        new = [row for row in rows if self._key(row) not in known]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def look_again(self) -> None:
        """Words and colours may have changed with the time or the theme."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._may_have_more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(len(self._rows))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else None
            case _ if role == ROW:
                return row
        dress = column.dress(row) if column.dress else None
        return self._dressed(dress, role) if dress else None

    def _dressed(self, dress: Dress, role: int) -> object:
        colour: str = getattr(self._theme.colours, dress.colour)
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon(dress.icon, colour) if dress.icon else None
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(colour)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(dress.bold)
                return font
        return None


def table(
    model: QAbstractItemModel, name: str, widths: Sequence[int | None] | None = None
) -> PatientTable:
    """A list for fingers and arrows, a row a thing; `widths` default to those of the columns."""
    made = PatientTable()
    made.setModel(model)
    made.setAccessibleName(name)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setIconSize(_ICON)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows = made.verticalHeader()
    rows.hide()
    rows.setDefaultSectionSize(SIZES.target)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    if isinstance(model, PagedModel):
        model.late.connect(made.wait)
        widths = widths or [column.width for column in model.columns]
    _size(made.horizontalHeader(), widths or ())
    return made


def _size(heads: QHeaderView, widths: Sequence[int | None]) -> None:
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setHighlightSections(False)
    heads.ensurePolished()  # the theme decides how wide a head is
    for number, width in enumerate(widths):
        if width is None:
            heads.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        else:
            heads.resizeSection(number, max(width, heads.sectionSizeHint(number)))
