"""The list at the left of the guests' screen: search, table, and what to do where it is empty."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView

from pushdesk.gui.guests.model import DEVICES, LANGUAGE, NAME, SEEN, TAIL, FoundGuests
from pushdesk.gui.guests.nobody import Nobody
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.i18n import _

# Pixels of the whole list below which a column gives way.
_NEEDED = {LANGUAGE: 760, DEVICES: 480, SEEN: 600}
_WIDTHS = {TAIL: 128, LANGUAGE: 152, DEVICES: 120, SEEN: 168}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Listing(QFrame):
    """`searched` carries the text as somebody types; `opened` the guest who was picked."""

    searched = Signal(str)
    opened = Signal(int)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.model = FoundGuests(now, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, end of the ID, own ID or e-mail"))
        self.search.setAccessibleName(_("Find a guest"))
        self.search.setMaxLength(120)
        self.import_ = button(theme, _("Import …"), "upload-simple", keys="Ctrl+I")
        self.export = button(theme, _("Export …"), "download-simple", keys="Ctrl+S")
        self.table = _table(self.model)
        self._none = Nobody(theme)
        self._lay_out()
        self._connect()

    @property
    def nothing(self) -> str:
        """What stands in the table's place; empty where guests are shown."""
        return "" if self._none.isHidden() else self._none.sentence

    @property
    def is_at_the_top(self) -> bool:
        return self.table.verticalScrollBar().value() == 0

    def type(self, character: str) -> None:
        """A key that was pressed while no field had the focus begins a search."""
        self.search.setFocus()
        self.search.setText(character)

    def show_whether_empty(self) -> None:
        empty = self.model.rowCount() == 0
        self._none.explain(self.search.text().strip())
        self._none.setVisible(empty)
        self.table.setHidden(empty)

    def select(self, guest_id: int) -> None:
        if guest_id in self.model.guest_ids:
            self.table.selectRow(self.model.guest_ids.index(guest_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside an open record the name matters most."""
        super().resizeEvent(event)
        for number, needed in _NEEDED.items():
            self.table.setColumnHidden(number, event.size().width() < needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens a guest; the arrow leads from the search into the table."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _OPENS:
            self._open(self.table.currentIndex() if watched is self.table else QModelIndex())
            return True
        if watched is self.search and event.key() == Qt.Key.Key_Down:
            self.table.setFocus()
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            return True
        return False

    def _lay_out(self) -> None:
        head = row(self.search, self.import_, self.export, gap=SIZES.grid)
        head.setStretch(0, 1)
        layout = column(head, self._none, self.table, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._none.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.table.clicked.connect(self._open)
        for watched in (self.search, self.table):
            watched.installEventFilter(self)

    def _open(self, index: QModelIndex) -> None:
        """Without a row, the first: who types and presses Enter means the best match."""
        found = self.model.guest_at(index.row() if index.isValid() else 0)
        if found is not None:
            self.opened.emit(found.id)


def _table(model: FoundGuests) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setAccessibleName(_("Guests"))
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(SIZES.target)
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = made.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for number, width in _WIDTHS.items():
        header.resizeSection(number, width)
    header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    return made
