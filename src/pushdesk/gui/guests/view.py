"""The guests' screen: list at the left, the record that is open at the right."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pushdesk.errors import Cancelled
from pushdesk.gui.files import list_kinds
from pushdesk.gui.guests import files
from pushdesk.gui.guests.finding import Finding
from pushdesk.gui.guests.importing import Importing
from pushdesk.gui.guests.listing import Listing
from pushdesk.gui.guests.merging import Merging
from pushdesk.gui.guests.open_record import OpenRecord
from pushdesk.gui.guests.record import Record
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.deferred import Deferred
from pushdesk.gui.widgets.dressing import row
from pushdesk.i18n import _
from pushdesk.services import erasure

_ROOMY = 1160
_RECORD_WIDTH = 480


class Guests(QWidget):
    """`call_wanted` carries the guest for the floor; `shown` whose record is open, or 0.

    `code_wanted`: there is no guest yet, and a channel's code would bring the first.
    """

    call_wanted = Signal(int)
    code_wanted = Signal()
    shown = Signal(int)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self.listing = Listing(parts.theme, parts.ctx.clock.now)
        self.record = Record(parts.theme)
        self.importing = Importing(parts)
        self.erasing = Deferred[int](parts, self, lambda one: erasure.erase(parts.ctx, one))
        self.finding = Finding(parts, self.listing, self.erasing.hides)
        self.open_record = OpenRecord(parts, self.record)
        self.merging = Merging(parts, self.record.merge, lambda: self.open_record.guest_id)
        self._lay_out()
        self._connect()
        self.finding.again()

    def open_guest(self, guest_id: int) -> None:
        self.open_record.open(guest_id)

    def close_record(self) -> None:
        self.open_record.close()
        self.listing.search.setFocus()

    def finish(self) -> None:
        """The program ends: an erasure that still waits is done now, an import stops."""
        self.importing.stop()
        self.erasing.finish()

    def take(self, text: str) -> bool:
        """A scan finds the other record where somebody merges two."""
        if not (self.isVisible() and self.record.isVisible() and self.record.merge.is_open):
            return False
        self.record.merge.take(text)
        return True

    def choose_list(self) -> None:
        """Picks a file and shows what it would do."""
        try:
            file = self._parts.files.open_list(self)
        except Cancelled:
            return
        self.begin_import(file)

    def begin_import(self, file: Path) -> None:
        self._stack.setCurrentIndex(1)
        self.importing.begin(file)

    def save_list(self) -> None:
        try:
            file = self._parts.files.save_as(self, _("guests.csv"), list_kinds())
        except Cancelled:
            return
        ctx = self._parts.ctx
        self._parts.background.run(lambda: files.write(ctx, file), self._saved, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.finding.again()
        self.open_record.again()
        self.listing.search.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.finding.stop()

    def _lay_out(self) -> None:
        both = QWidget()
        self._columns = row(self.listing, self.record, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        self._columns.setStretch(0, 1)
        both.setLayout(self._columns)
        alone = QWidget()
        alone.setLayout(row(self.importing, margin=SIZES.grid * 2))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(both)
        self._stack.addWidget(alone)
        self.record.hide()

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (events.guest_changed, events.device_gone):
            changed.connect(self._guest_changed)
        events.everything_changed.connect(self.finding.soon)
        events.everything_changed.connect(self.open_record.again)
        self.listing.opened.connect(self.open_guest)
        self.listing.none.wanted.connect(self.code_wanted)
        self.listing.import_.clicked.connect(self.choose_list)
        self.listing.export.clicked.connect(self.save_list)
        self.importing.ended.connect(self._import_ended)
        self.importing.another_wanted.connect(self.choose_list)
        self.record.close_.clicked.connect(self.close_record)
        self.record.call.clicked.connect(lambda: self.call_wanted.emit(self.open_record.guest_id))
        self.record.erase.clicked.connect(self._erase)
        self.open_record.changed.connect(self.finding.soon)
        self.erasing.changed.connect(self.finding.anew)
        self.merging.done.connect(self.open_record.again)
        self.merging.done.connect(self.finding.anew)
        self.open_record.shown.connect(self._record_shown)

    def _guest_changed(self, guest_id: int) -> None:
        self.finding.soon()
        if guest_id == self.open_record.guest_id:
            self.open_record.again()

    def _record_shown(self, guest_id: int) -> None:
        self._make_room()
        self.listing.select(guest_id)
        self.shown.emit(guest_id)

    def _make_room(self) -> None:
        """A small screen has room for the list or the record."""
        is_open, roomy = self.open_record.known is not None, self.width() >= _ROOMY
        self.record.setVisible(is_open)
        if is_open and not roomy and self.listing.isVisible():
            self.record.call.setFocus()
        self.listing.setVisible(roomy or not is_open)
        self._columns.setStretch(1, 0 if roomy else 1)
        if roomy:
            self.record.setFixedWidth(_RECORD_WIDTH)
        else:
            self.record.setMinimumWidth(0)
            self.record.setMaximumWidth(16_777_215)

    def _erase(self) -> None:
        known = self.open_record.known
        if known is not None:
            guest = known.card.guest
            who = words.who(guest.name, guest.pushed_id)
            self.erasing.ask(
                guest.id,
                _("“{guest}” will be erased.").format(guest=who),
                _("“{guest}” is erased.").format(guest=who),
            )
            self.close_record()

    def _import_ended(self) -> None:
        self._stack.setCurrentIndex(0)
        self.finding.anew()
        self.listing.search.setFocus()

    def _saved(self, file: Path) -> None:
        self._parts.notices.say(Tone.INFO, _("Saved as {name}.").format(name=file.name))
