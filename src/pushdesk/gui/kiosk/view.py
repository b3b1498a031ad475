"""The kiosk: one code that a guest reads from two metres, who waits, and a way in without phone."""

import logging
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from pushdesk.errors import Unavailable, UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.kiosk import lookup, words
from pushdesk.gui.kiosk.guide import Guide
from pushdesk.gui.kiosk.leaving import Leaving
from pushdesk.gui.kiosk.lookup import Code, Joined, Waiting
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.qr_view import QrView
from pushdesk.i18n import NAMES, STANDARD, _

log = logging.getLogger(__name__)

IDLE_MS = 20_000
_LOOK_AGAIN_MS = 10_000
_RETRY_MS = 2_000
# From here on the venue's name and six languages share a line.
_WIDE = 1200


class Kiosk(QWidget):
    """Esc leaves, or the PIN. Without an alias the first channel is shown.

    `standard` is the language that each guest finds; `check_portal` raises UserError while nobody
    answers the phones that scan the code.
    """

    closed = Signal()

    def __init__(
        self,
        parts: Parts,
        alias: str | None = None,
        idle_ms: int = IDLE_MS,
        standard: str = STANDARD,
        check_portal: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._check_portal = check_portal
        self._parts, self._alias, self._standard = parts, alias, standard
        self._code: Code | None = None
        self._waiting: Waiting | None = None
        self.setProperty("role", "kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("PushDesk: subscribe code"))
        self._make(parts)
        self._lay_out()
        self.leaving = Leaving(parts.theme, self)
        self.leaving.allowed.connect(self.close)
        self.leave.clicked.connect(self._wants_to_leave)
        self._idle = QTimer(self, singleShot=True, interval=idle_ms)
        self._idle.timeout.connect(self.reset)
        self._refresh()
        self.reset()
        self._ask_code.ask()

    def reset(self) -> None:
        """As the next guest finds it."""
        self._idle.stop()
        self.leaving.pad.hide()
        self.languages.choose(self._standard)
        self.guide.reset()
        self._show_list_code()
        self._speak()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._wants_to_leave()
        elif self.guide.currentWidget() is not self.guide.check_in or not (
            self.guide.check_in.type(event.text())
        ):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A guest with a keyboard can't close it; the program itself always can."""
        if event.spontaneous() and self.leaving.needs_pin:
            event.ignore()
            self._wants_to_leave()
            return
        for timer in (self._idle, self._beat, self._pulse):
            timer.stop()
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Upright screens have the code above the words, narrow ones a line for the languages."""
        super().resizeEvent(event)
        self._body.setDirection(_way(down=self.height() > self.width()))
        self._top.setDirection(_way(down=self.width() < _WIDE))

    def _make(self, parts: Parts) -> None:
        self.view = QrView(_("Subscribe code"), 360)
        self.venue = ElidedLabel(role="poster")
        self.channel = label(role="title", wrap=True)
        self.ahead = label(role="title", wrap=True)
        self.quote = label(role="title", wrap=True)
        self.note = label(role="amber", wrap=True)
        self.note.hide()
        self.guide = Guide(parts.theme)
        self.guide.touched.connect(self._touched)
        self.guide.done.connect(self.reset)
        self.guide.check_in.joined.connect(self._join)
        self.languages = ChipRow(_("language"), tuple(NAMES.items()))
        self.languages.chosen.connect(lambda _code: self._choose_language())
        self.leave = icon_button(parts.theme, "lock", _("Leave the kiosk"))

    def _lay_out(self) -> None:
        name = row(self.venue, self.leave, gap=SIZES.grid * 2)
        name.setStretch(0, 1)
        self._top = row(name, self.languages, gap=SIZES.grid)
        self._top.setStretch(0, 1)
        waits = column(self.ahead, self.quote, gap=0)
        code = column(self.channel, self.view, waits, self.note, gap=SIZES.grid * 2)
        code.setStretch(1, 1)
        self._body = row(code, self.guide, gap=SIZES.grid * 4)
        self._body.setStretch(0, 1)
        self._body.setStretch(1, 1)
        layout = column(self._top, self._body, gap=SIZES.grid * 2, margin=SIZES.grid * 3)
        layout.setStretch(1, 1)
        # An upright screen is narrower than the words beside the code would be.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def _refresh(self) -> None:
        parts, ctx = self._parts, self._parts.ctx
        background = parts.background
        self._ask_code = Refresh(
            background, lambda: lookup.code(ctx, self._alias), self._show_code, self, self.away
        )
        self._ask_waiting = Refresh(
            background, self._look_who_waits, self._show_waiting, self, self.away
        )
        self._beat = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._beat.timeout.connect(self._ask_code.ask)
        self._pulse = QTimer(self, interval=_RETRY_MS)
        self._pulse.timeout.connect(self._ask_waiting.ask)
        self._pulse.start()
        events = parts.events
        for changed in (events.channels_changed, events.settings_changed):
            changed.connect(self._ask_code.ask)
        for changed in (events.visits_changed, events.everything_changed):
            changed.connect(self._ask_waiting.ask)

    def _look_who_waits(self) -> Waiting | None:
        self._check_portal()
        return lookup.waiting(self._parts.ctx, self._code.channel.alias) if self._code else None

    def _show_code(self, code: Code | None) -> None:
        self._beat.start(_LOOK_AGAIN_MS)
        if self._code is None and code is not None:
            log.info("The kiosk shows the code of %s", code.channel.alias)
        self._code = code
        if code is None:
            self.venue.say(_("There is no channel yet"))
            self.channel.setText(_("Create one at the desk first."))
            return
        self.venue.say(code.channel.venue)
        self.channel.setText(code.channel.name)
        self._show_list_code()
        self.leaving.show_pin(code.pin)
        self._ask_waiting.ask()

    def _show_waiting(self, waiting: Waiting | None) -> None:
        self._waiting = waiting
        if not self.note.isHidden():
            log.info("The kiosk has the desk back")
        self.note.hide()
        self._tell_waiting()

    def away(self, error: UserError) -> None:
        """What is shown stays while the database is away for a moment."""
        self._beat.start(_RETRY_MS)
        if isinstance(error, Unavailable) and self._code is not None:
            if self.note.isHidden():
                log.info("The kiosk misses the desk: %s", error)
            self.note.setText(self._words().away)
            self.note.show()
            return
        self.venue.say(error.what)
        self.channel.setText(error.what_to_do)
        self.view.clear()

    @property
    def _language(self) -> str:
        return str(self.languages.value or self._standard)

    def _join(self, size: int, name: str) -> None:
        if self._code is None:
            return
        ctx, alias, language = self._parts.ctx, self._code.channel.alias, self._language
        self._idle.stop()  # the answer is for this guest, however long it takes
        self._parts.background.run(
            lambda: lookup.join(ctx, alias, size, name, language), self._joined, self, self._refused
        )

    def _refused(self, error: UserError) -> None:
        self.guide.check_in.refuse(str(error))
        self._touched()

    def _joined(self, made: Joined) -> None:
        """The guest's own code in the place of the list's: two of them would be one too many."""
        self.guide.thank(made.name, made.number)
        self.view.show_png(made.png)
        self.view.setAccessibleName(self._words().take_along)

    def _show_list_code(self) -> None:
        if self._code is not None and not self.guide.thanks:
            self.view.show_png(self._code.png)
            self.view.setAccessibleName(_("Subscribe code"))

    def _words(self) -> words.Words:
        return words.of(self._language)

    def _choose_language(self) -> None:
        self._speak()
        self._touched()

    def _speak(self) -> None:
        self.guide.speak(self._words())
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        if self._waiting is None:
            return
        size = self.guide.check_in.people
        ahead, quote = self._words().queue(size, *self._waiting.for_party(size))
        self.ahead.setText(ahead)
        self.quote.setText(quote)

    def _wants_to_leave(self) -> None:
        self._touched()
        self.leaving.ask()

    def _touched(self) -> None:
        self._idle.start()
        self._tell_waiting()


def _way(*, down: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
