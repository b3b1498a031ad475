"""The list at the left of the guests' screen: search, table, and what to do where it is empty."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.guests.model import DEVICES, LANGUAGE, SEEN, columns
from pushdesk.gui.guests.nobody import Nobody
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.paging import PagedModel
from pushdesk.i18n import _
from pushdesk.services.guest_records import Found

# Pixels of the whole list below which a column gives way.
_NEEDED = {LANGUAGE: 760, DEVICES: 480, SEEN: 600}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Listing(QFrame):
    """`searched` carries the text as somebody types; `opened` the guest who was picked."""

    searched = Signal(str)
    opened = Signal(int)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.model: PagedModel[Found] = PagedModel(
            columns(now), lambda guest: guest.id, theme, self
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, end of the ID, own ID or e-mail"))
        self.search.setAccessibleName(_("Find a guest"))
        self.search.setMaxLength(120)
        self.import_ = button(theme, _("Import …"), "upload-simple", keys="Ctrl+I")
        self.export = button(theme, _("Export …"), "download-simple", keys="Ctrl+S")
        self.table = paging.table(self.model, _("Guests"))
        self.none = Nobody(theme)
        self._lay_out()
        self._connect()

    @property
    def nothing(self) -> str:
        """What stands in the table's place; empty where guests are shown."""
        return "" if self.none.isHidden() else self.none.sentence

    @property
    def is_at_the_top(self) -> bool:
        return self.table.verticalScrollBar().value() == 0

    def type(self, character: str) -> None:
        """A key that was pressed while no field had the focus begins a search."""
        self.search.setFocus()
        self.search.setText(character)

    def show_whether_empty(self) -> None:
        empty = self.model.rowCount() == 0
        self.none.explain(self.search.text().strip())
        self.none.setVisible(empty)
        self.table.setHidden(empty)

    def select(self, guest_id: int) -> None:
        if guest_id in self.model.keys:
            self.table.selectRow(self.model.keys.index(guest_id))

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
        layout = column(head, self.none, self.table, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.none.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.table.clicked.connect(self._open)
        for watched in (self.search, self.table):
            watched.installEventFilter(self)

    def _open(self, index: QModelIndex) -> None:
        """Without a row, the first: who types and presses Enter means the best match."""
        found = self.model.row_at(index.row() if index.isValid() else 0)
        if found is not None:
            self.opened.emit(found.id)
