"""One party on the waiting list: edge, name, state, timer, and the button that never moves."""

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton

from pushdesk.gui.floor import row_look
from pushdesk.gui.floor.row_look import Deed, Offer, RowLook
from pushdesk.gui.floor.row_words import RowState, Spare, tally
from pushdesk.gui.theme import SIZES, Theme, figures
from pushdesk.gui.widgets import states
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.state_mark import StateBar
from pushdesk.gui.widgets.states import Look
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Row

MAIN_WIDTH = 120
MAIN_HEIGHT = 56
_TIMER_WIDTH = 98
_SIZE_WIDTH = 30
# Nobody reads a button's new word in less: a tap that comes sooner was meant for the old one, or
# for the row that stood here.
_GUARD_MS = 500


class WaitingRow(QFrame):
    """`wanted` carries a Deed; a press anywhere else on the row is `chosen`.

    `held` tells that a pointer is down on any part of it, or up again.
    """

    wanted = Signal(object)
    chosen = Signal()
    held = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._row: Row | None = None
        self._look: RowLook | None = None
        self._busy = ""
        self._can_stop = self._is_stale = False
        self._gone = False
        self._narrow = False
        self._changed, self._moved = QElapsedTimer(), QElapsedTimer()
        self.setProperty("role", "party")
        self.bar, self.state = StateBar(theme), RowState(theme)
        self.name, self._times, self._more = ElidedLabel(role="name"), tally(), Spare()
        self._size = label(role="party")
        self._size.setFixedWidth(_SIZE_WIDTH)
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.timer = label(role="timer")
        self.timer.setFont(figures(SIZES.timer))
        self._timer_word = label(role="small")
        self.main, self.other = _key("primary"), _key("danger")
        for key in (self.main, self.other):
            key.pressed.connect(lambda: self.held.emit(True))
            key.released.connect(lambda: self.held.emit(False))
        self.main.setFixedSize(MAIN_WIDTH, MAIN_HEIGHT)
        self.main.clicked.connect(lambda: self._press(self.offer))
        self.other.clicked.connect(lambda: self._press(self.other_offer))
        self._lay_out()

    @property
    def offer(self) -> Offer | None:
        return self._look.main if self._look else None

    @property
    def other_offer(self) -> Offer | None:
        return self._look.other if self._look else None

    @property
    def offers(self) -> frozenset[Deed]:
        """What its buttons do now."""
        other = None if self._narrow else self.other_offer
        return frozenset(offer.deed for offer in (self.offer, other) if offer is not None)

    def show_row(self, shown: Row, now: datetime) -> None:
        self._row = shown
        self._gone = False
        self.tick(now)

    def show_busy(self, word: str) -> None:
        """The click has been seen; empty: what the row says holds again."""
        self._busy = word
        self._is_stale = True
        self._can_stop = False
        if word:
            self._tell_state(Look(word, "paper-plane-tilt", "grey"))
            self.main.setText(word)
            self._wake(self.main, ready=False)

    def show_waits(self) -> None:
        """The call goes out in a moment; until then the same button takes it back."""
        self.show_busy(_("sending …"))
        self._can_stop = True
        self.main.setText(_("Stop"))
        self.main.setAccessibleName(_("Don't call"))
        self._wake(self.main, ready=True)

    def show_moved(self) -> None:
        """It stands where another row was."""
        self._moved.start()

    def show_gone(self) -> None:
        """It is off the list, and stays where it is while a finger is near."""
        self._gone = True
        self._tell_state(states.Look(_("off the list"), "check", "grey"))
        self.main.setText("")
        self.main.setAccessibleName(_("Nothing to do"))
        self._wake(self.main, ready=False)
        self.other.hide()

    def show_chosen(self, *, chosen: bool, has_keys: bool = False) -> None:
        """`has_keys`: Space and the letters go to it."""
        mark(self, "chosen", ("keys" if has_keys else "yes") if chosen else "no")
        policy = Qt.FocusPolicy.TabFocus if chosen else Qt.FocusPolicy.NoFocus
        for button in (self.main, self.other):
            button.setFocusPolicy(policy)

    def make_narrow(self, *, narrow: bool) -> None:
        """With fewer columns the size leads the first line, the timer ends the second."""
        self._narrow = narrow
        for part in (self._more, self._timer_word):
            part.setHidden(narrow)
        self._across.setSpacing(3 if narrow else SIZES.grid)
        self._below.setSpacing(4 if narrow else 10)
        if narrow:
            self._head.insertWidget(0, self._size)
            self._below.addWidget(self.timer)
        else:
            self._across.insertWidget(1, self._size)
            self._count.insertWidget(1, self.timer)
        self.other.setVisible(self.other_offer is not None and not narrow)

    def tick(self, now: datetime) -> None:
        if self._row is None or self._gone:
            return
        look = row_look.look(self._row, now)
        if look == self._look and not self._is_stale:
            return
        before, self._look = self._look, look
        self._tell(look)
        if not self._busy:
            self._is_stale = False
            self._tell_state(look.state)
            self._tell_buttons(look, before)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.held.emit(True)
        self.chosen.emit()
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.held.emit(False)
        super().mouseReleaseEvent(event)

    def _press(self, offer: Offer | None) -> None:
        self.chosen.emit()
        if offer is None or self._gone or _is_fresh(self._moved):
            return
        if self._can_stop and offer is self.offer:
            self.wanted.emit(offer.deed)
            return
        if not offer.ready or self._busy:
            return
        if offer is self.offer and _is_fresh(self._changed):
            return
        self.wanted.emit(offer.deed)

    def _tell(self, look: RowLook) -> None:
        self.name.say(look.name)
        self._size.setText(look.size.split()[0])
        self._size.setAccessibleName(look.size)
        self._times.setText(look.times)
        self._times.setVisible(bool(look.times))
        self._more.say(look.more)
        self.timer.setText(look.timer)
        self._timer_word.setText(look.timer_word)
        mark(self.timer, "tone", look.tone)
        mark(self, "age", str(look.age))
        self.setAccessibleName(look.spoken)

    def _tell_state(self, look: Look) -> None:
        if (self.state.word, self.bar.colour) != (look.word, look.colour):
            self.bar.show_look(look)
            self.state.show_look(look)

    def _tell_buttons(self, look: RowLook, before: RowLook | None) -> None:
        if before is not None and before.main.deed is not look.main.deed:
            self._changed.start()
        self.main.setText(look.main.text)
        self.main.setAccessibleName(_spoken(look.main, look.name))
        self._wake(self.main, ready=look.main.ready)
        self.other.setVisible(look.other is not None and not self._narrow)
        if look.other is not None:
            self.other.setText(look.other.text)
            self.other.setAccessibleName(_spoken(look.other, look.name))

    def _wake(self, button: QPushButton, *, ready: bool) -> None:
        mark(button, "cooling", "no" if ready else "yes")

    def _lay_out(self) -> None:
        self._timer_word.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.timer.setAlignment(Qt.AlignmentFlag.AlignRight)
        for part in (self.timer, self._timer_word):
            part.setFixedWidth(_TIMER_WIDTH)
        self.other.hide()
        self.other.setMinimumHeight(SIZES.target)
        self._times.hide()
        self._head = row(self.name, self._times, 1)
        self._below = row(self.state, self._more, 0, gap=10)
        self._below.setStretch(1, 1)
        words = column(1, self._head, self._below, 1, gap=0)
        self._count = column(1, self.timer, self._timer_word, 1, gap=0)
        # What ends a visit keeps away from the main button, and the timers stand in one column.
        self._across = row(self.bar, self._size, words, self.other, self._count, self.main)
        self._across.setStretch(2, 1)
        self._across.setContentsMargins(2, 0, 4, 0)
        self.setLayout(self._across)
        self.setFixedHeight(SIZES.row)


def _key(kind: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("kind", kind)
    made.setProperty("role", "deed")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def _is_fresh(since: QElapsedTimer) -> bool:
    return since.isValid() and since.elapsed() < _GUARD_MS


def _spoken(offer: Offer, name: str) -> str:
    return f"{offer.text}: {name}"
