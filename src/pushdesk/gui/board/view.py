"""The board: who is called now and where to go, large; who was called before, small."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.board import lookup
from pushdesk.gui.board.card import CallCard, RecentCall
from pushdesk.gui.board.lookup import Shown
from pushdesk.gui.board.speaker import Speaker
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import STANDARD, _, translation
from pushdesk.services.live import Called

# Of the screen's height: the letters of a call, and how many calls fit.
_LETTERS = 0.085
_MOST = 4
_RECENT = 5
_LOOK_AGAIN_MS = 5_000
_RETRY_MS = 2_000


class Board(QWidget):
    """Esc leaves. `language` is that of the room."""

    closed = Signal()

    def __init__(self, parts: Parts, speaker: Speaker, language: str = STANDARD) -> None:
        super().__init__()
        self._speaker = speaker
        self._words = words = translation(language)
        self._known: set[tuple[object, ...]] | None = None
        self._spoken: set[tuple[object, ...]] = set()
        self.cards: list[CallCard] = []
        self.setProperty("role", "kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("PushDesk: board"))
        self._lay_out()
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: lookup.look_up(ctx, words), self._show, self, self._fault
        )
        self._beat = QTimer(self, singleShot=True)
        self._beat.timeout.connect(self._refresh.ask)
        events = parts.events
        for changed in (events.visits_changed, events.settings_changed, events.everything_changed):
            changed.connect(self._refresh.ask)
        self._refresh.ask()

    @property
    def recent(self) -> int:
        """How many have been called before."""
        return sum(not line.isHidden() for line in self._recent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for each in self.cards:
            each.write_in(self._letters)

    @property
    def _letters(self) -> int:
        return max(SIZES.poster, round(self.height() * _LETTERS))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._beat.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        self.venue = ElidedLabel(role="title")
        self.note = label(role="amber", wrap=True)
        say = self._words.gettext
        self.none = label(say("Nobody is called right now"), "poster", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._calls = column(gap=SIZES.grid)
        head = label(say("Now called"), "title")
        now = column(head, self._calls, self.none, 1, gap=SIZES.grid * 2)
        now.setStretch(2, 4)
        self._recent = [RecentCall() for _each in range(_RECENT)]
        before = card()
        head = label(say("Before"), "title")
        before.setLayout(column(head, *self._recent, 1, gap=SIZES.grid * 2, margin=SIZES.grid * 3))
        body = row(now, before, gap=SIZES.grid * 4)
        body.setStretch(0, 7)
        body.setStretch(1, 3)
        layout = column(self.venue, body, self.note, gap=SIZES.grid * 2, margin=SIZES.grid * 4)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _show(self, shown: Shown) -> None:
        self._beat.start(_LOOK_AGAIN_MS)
        self.note.hide()
        self.venue.say(shown.board.venue)
        called = shown.board.now_called[:_MOST]
        self.none.setVisible(not called)
        new = self._new_ones(called)
        self._show_calls(called, new)
        self._show_recent(shown.board.recent[:_RECENT])
        if new and shown.sounds:
            self._speaker.chime()
        if shown.voice:
            self._call_aloud(called)

    def _new_ones(self, called: tuple[Called, ...]) -> set[tuple[object, ...]]:
        """None at the first look: what was called before the board began is no news."""
        here = {lookup.call_of(each) for each in called}
        new = set() if self._known is None else here - self._known
        self._known = here
        return new

    def _show_calls(self, called: tuple[Called, ...], new: set[tuple[object, ...]]) -> None:
        """The cards stay while calls come and go, so that a flash isn't cut short."""
        while len(self.cards) > len(called):
            self.cards.pop().deleteLater()
        while len(self.cards) < len(called):
            made = CallCard(self._letters)
            self.cards.append(made)
            self._calls.addWidget(made)
        say = self._words.gettext
        for each, shown in zip(called, self.cards, strict=True):
            shown.show_call(each, each.place or say("Please come to the desk"))
            if lookup.call_of(each) in new:
                shown.flash()

    def _show_recent(self, recent: tuple[Called, ...]) -> None:
        for number, line in enumerate(self._recent):
            called = recent[number] if number < len(recent) else None
            line.setVisible(called is not None)
            if called is not None:
                line.show_call(called)

    def _call_aloud(self, called: tuple[Called, ...]) -> None:
        """Once each."""
        say = self._words.gettext
        for each in called:
            call = lookup.call_of(each)
            if each.spoken and call not in self._spoken:
                self._spoken.add(call)
                place = each.place or say("please come to the desk")
                self._speaker.say(say("{who}, {place}.").format(who=each.label, place=place))

    def _fault(self, error: UserError) -> None:
        """What is shown stays while the database is away for a moment."""
        self._beat.start(_RETRY_MS)
        self.note.setText(error.what)
        self.note.show()
