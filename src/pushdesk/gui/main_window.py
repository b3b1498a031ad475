"""The window: frames and navigates, and leaves the rest to the screens."""

from collections.abc import Callable
from enum import IntEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from pushdesk.gui.audiences.view import Audiences
from pushdesk.gui.channels.view import Channels
from pushdesk.gui.composer.view import Composer
from pushdesk.gui.floor.lanes import FIRST_KEY, LANE_KEYS
from pushdesk.gui.floor.view import Floor
from pushdesk.gui.guests.view import Guests
from pushdesk.gui.header import Header
from pushdesk.gui.help import Help
from pushdesk.gui.history.view import History
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.preferences.view import Preferences
from pushdesk.gui.program import Parts, Training
from pushdesk.gui.rail import Rail
from pushdesk.gui.rules.view import Rules
from pushdesk.gui.scan.keyboard import KeyboardScanner
from pushdesk.gui.scan.panel import ScanPanel
from pushdesk.gui.scan.sources import FrameSource
from pushdesk.gui.sounds import Play, Sounds
from pushdesk.gui.theme import SIZES
from pushdesk.gui.training import TrainingStrip
from pushdesk.gui.widgets.banner import Banner
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.undo_bar import UndoBar
from pushdesk.i18n import _
from pushdesk.services import venues


class Screen(IntEnum):
    FLOOR = 0
    CHANNELS = 1
    HISTORY = 2
    PREFERENCES = 3
    GUESTS = 4
    AUDIENCES = 5
    COMPOSER = 6
    RULES = 7


class MainWindow(QMainWindow):
    closed = Signal()

    def __init__(
        self,
        parts: Parts,
        make_camera: Callable[[], FrameSource],
        scanner: KeyboardScanner,
        training: Training | None = None,
        play: Play | None = None,
    ) -> None:
        super().__init__()
        self._parts = parts
        self.sounds = Sounds(parts, play, self)
        self._kiosk: Kiosk | None = None
        self.setWindowTitle(_("PushDesk"))
        self.setMinimumSize(1024, 700)
        self.setAcceptDrops(True)
        with parts.theme.put_on_last():
            self._build(make_camera, training)
        self._connect(scanner)
        self._add_keys()
        self.go_to(Screen.FLOOR)
        self._ask_venue()

    def go_to(self, screen: int) -> None:
        self.help.hide()
        self._stack.setCurrentIndex(screen)
        self.rail.choose(screen)

    def show_kiosk(self, alias: str) -> None:
        if self._kiosk is not None:
            self._kiosk.close()
        self._kiosk = Kiosk(self._parts, alias or None)
        self._kiosk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kiosk.closed.connect(self._kiosk_closed)
        self._to_the_guests_screen(self._kiosk)
        self._kiosk.showFullScreen()

    @property
    def kiosk(self) -> Kiosk | None:
        return self._kiosk

    def come_forward(self) -> None:
        """Somebody has started the program a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.scan_panel.viewfinder.stop()
        for screen in (self.guests, self.audiences, self.composer, self.rules):
            screen.finish()
        if self._kiosk is not None:
            self._kiosk.close()
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasImage() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.scan_panel.take(event.mimeData()):
            event.acceptProposedAction()
            self.go_to(Screen.FLOOR)

    def _build(self, make_camera: Callable[[], FrameSource], training: Training | None) -> None:
        theme = self._parts.theme
        self.rail = Rail(theme)
        self.banner = Banner(theme)
        self.undo_bar = UndoBar(theme)
        self.header = Header(theme, self.banner, self.undo_bar)
        self._make_screens(make_camera)
        self._lay_out(self._strip(training))
        self.help = Help(theme, self)

    def _make_screens(self, make_camera: Callable[[], FrameSource]) -> None:
        self.scan_panel = ScanPanel(self._parts, make_camera)
        self.floor = Floor(self._parts, self.scan_panel)
        self.channels = Channels(self._parts)
        self.history = History(self._parts)
        self.preferences = Preferences(
            self._parts, lambda: [(device.id, device.name) for device in make_camera().devices()]
        )
        self.guests = Guests(self._parts)
        self.audiences = Audiences(self._parts)
        self.composer = Composer(self._parts)
        self.rules = Rules(self._parts)
        self._stack = QStackedWidget()
        for screen in (
            self.floor,
            self.channels,
            self.history,
            self.preferences,
            self.guests,
            self.audiences,
            self.composer,
            self.rules,
        ):
            self._stack.addWidget(screen)

    def _strip(self, training: Training | None) -> TrainingStrip | None:
        if training is None:
            return None
        strip = TrainingStrip(self._parts.theme, training.practice_guests())
        strip.scanned.connect(self._scanned)
        return strip

    def _lay_out(self, strip: TrainingStrip | None) -> None:
        top = (self.header, strip) if strip else (self.header,)
        beside = column(*top, self._stack, gap=0)
        beside.setContentsMargins(0, 0, 0, SIZES.grid)
        beside.setStretchFactor(self._stack, 1)
        whole = QWidget()
        whole.setLayout(row(self.rail, beside, gap=0))
        self.setCentralWidget(whole)

    def _connect(self, scanner: KeyboardScanner) -> None:
        parts = self._parts
        scanner.scanned.connect(self._scanned)
        scanner.lone_key.connect(self._lone_key)
        self.scan_panel.found.connect(self._scan_found)
        self.scan_panel.typed.connect(self.floor.finding.search)
        self.scan_panel.entered.connect(self._entered)
        self.scan_panel.viewfinder.turned.connect(self.floor.make_room)
        self.rail.chosen.connect(self.go_to)
        self.rail.help_wanted.connect(self.help.toggle)
        self.floor.finding.taken.connect(self.scan_panel.field.clear)
        self.floor.stepped_back.connect(self.scan_panel.forget)
        self.floor.large_wanted.connect(self.show_kiosk)
        self.floor.offered.connect(self._offer)
        self.floor.heard.connect(lambda each: self.sounds.hear(each.sound.value))
        self.floor.mute_wanted.connect(self.sounds.toggle)
        self.sounds.muted.connect(self.floor.summary.show_mute)
        self.channels.kiosk_wanted.connect(self.show_kiosk)
        self.channels.none_yet.connect(self._begin)
        self.channels.address_wanted.connect(lambda: self.go_to(Screen.PREFERENCES))
        self.channels.address_wanted.connect(self.preferences.ask_public_address)
        self.history.floor_wanted.connect(lambda: self.go_to(Screen.FLOOR))
        self.history.composer_wanted.connect(lambda: self.go_to(Screen.COMPOSER))
        self.guests.call_wanted.connect(self._found)
        self.guests.code_wanted.connect(lambda: self.go_to(Screen.CHANNELS))
        self.guests.shown.connect(self.audiences.offer_guest)
        parts.notices.said.connect(self.banner.tell)
        parts.notices.undoable.connect(self.undo_bar.offer)
        parts.background.failed.connect(parts.notices.fault)
        parts.events.settings_changed.connect(self._ask_venue)
        parts.events.connection_changed.connect(
            lambda online, _sentence: self.header.show_connection(online=online)
        )

    def _add_keys(self) -> None:
        for keys, action in (
            ("F1", self.help.toggle),
            ("Ctrl+Return", self._call),
            ("F11", self._whole_screen),
            ("Ctrl+K", self.scan_panel.camera.click),
            ("Ctrl+O", self.scan_panel.picture.click),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._paste),
            (QKeySequence(QKeySequence.StandardKey.Quit), self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        for number in range(FIRST_KEY, FIRST_KEY + LANE_KEYS):
            QShortcut(QKeySequence(f"F{number}"), self).activated.connect(
                partial(self._next, number - FIRST_KEY)
            )

    def _lone_key(self, key: str) -> None:
        if key == "/":
            self.go_to(Screen.FLOOR)
            self.scan_panel.field.setFocus()
        elif self._stack.currentIndex() == Screen.GUESTS:
            self.guests.listing.type(key)
        elif self._stack.currentIndex() == Screen.FLOOR and not self.floor.key(key):
            self.scan_panel.begin(key)

    def _next(self, lane: int) -> None:
        if self._stack.currentIndex() == Screen.FLOOR:
            self.floor.lanes.press_next(lane)

    def _entered(self, text: str) -> None:
        """What was typed is a party on the list, else a code."""
        self.floor.finding.take(text, self.scan_panel.look_up)

    def _offer(self, what: str, word: str, undo: Callable[[], None]) -> None:
        self.undo_bar.offer(what, undo, word if word != _("Undo") else "")

    def _begin(self) -> None:
        """A new venue begins with its channel, unless somebody has gone elsewhere already."""
        if self._stack.currentIndex() == Screen.FLOOR:
            self.go_to(Screen.CHANNELS)

    def _call(self) -> None:
        match self._stack.currentIndex():
            case Screen.FLOOR:
                self.floor.call()
            case Screen.COMPOSER:
                self.composer.send()

    def _whole_screen(self) -> None:
        on_floor = self._stack.currentIndex() == Screen.FLOOR
        self.show_kiosk(self.floor.code.alias if on_floor else self.channels.alias)

    def _paste(self) -> None:
        """What is pasted while no field has the focus."""
        text = QGuiApplication.clipboard().text().strip()
        if text and self._stack.currentIndex() == Screen.COMPOSER and self.composer.take(text):
            return
        self.go_to(Screen.FLOOR)
        self.scan_panel.paste()

    def _scanned(self, text: str) -> None:
        """Where a list that is kept by hand, a message or a merger is open, it takes the guest."""
        takers = {
            Screen.AUDIENCES: self.audiences.take,
            Screen.COMPOSER: self.composer.take,
            Screen.GUESTS: self.guests.take,
        }
        take = takers.get(Screen(self._stack.currentIndex()))
        if take is not None and take(text):
            return
        self.go_to(Screen.FLOOR)
        self.scan_panel.look_up(text)

    def _found(self, guest_id: int) -> None:
        self.go_to(Screen.FLOOR)
        self.floor.open_guest(guest_id)
        self.audiences.offer_guest(guest_id)

    def _scan_found(self, guest_id: int) -> None:
        self.go_to(Screen.FLOOR)
        self.floor.scanned(guest_id)
        self.audiences.offer_guest(guest_id)

    def _to_the_guests_screen(self, kiosk: Kiosk) -> None:
        """A second screen, where there is one, faces the guests."""
        for screen in QGuiApplication.screens():
            if screen is not self.screen():
                kiosk.setGeometry(screen.geometry())
                return

    def _kiosk_closed(self) -> None:
        self._kiosk = None

    def _ask_venue(self) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: venues.get(ctx), lambda venue: self.header.show_venue(venue.name), self
        )
