"""The right side of the kiosk: the steps, the check-in, and what was answered; one at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pushdesk.gui.kiosk.check_in import CheckIn
from pushdesk.gui.kiosk.steps import Steps
from pushdesk.gui.kiosk.words import Words
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel


class Guide(QStackedWidget):
    """`touched` tells that a guest is at it, `done` that the next one may come."""

    touched = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words: Words | None = None
        self.steps, self.check_in = Steps(theme), CheckIn(theme)
        self.without = button(theme, "", "hand-waving")
        self.without.setMinimumHeight(SIZES.main)
        self._free = label(role="soft", wrap=True)
        self._who = label(role="poster", wrap=True)
        self._next, self._take_along = label(role="name", wrap=True), label(role="name", wrap=True)
        self.finish = button(theme, "", "check", "primary")
        self.finish.setMinimumHeight(SIZES.main)
        self.finish.clicked.connect(self.done)
        self._first = QWidget()
        self._first.setLayout(
            column(self.steps, self._free, self.without, gap=SIZES.grid * 2)
        )  # fmt: skip
        thanks = column(
            1, IconLabel(theme, "check-circle", "green", 72), self._who, self._next,
            self._take_along, 1, self.finish,
            gap=SIZES.grid * 2,
        )  # fmt: skip
        self._thanks = QWidget()
        self._thanks.setLayout(column(row(thanks)))
        for page in (self._first, self.check_in, self._thanks):
            self.addWidget(page)
        self.without.clicked.connect(self.begin)
        self.check_in.left.connect(self.reset)
        self.check_in.touched.connect(self.touched)
        self.steps.phones.chosen.connect(lambda _phone: self.touched.emit())

    @property
    def thanks(self) -> str:
        """Whom the desk will call; empty where nobody has just joined."""
        return self._who.text() if self.currentWidget() is self._thanks else ""

    def speak(self, words: Words) -> None:
        self._words = words
        self.steps.speak(words)
        self.check_in.speak(words)
        self._free.setText(words.free)
        self._take_along.setText(words.take_along)
        for made, text in ((self.without, words.without), (self.finish, words.done)):
            made.setText(text)
            made.setAccessibleName(text)

    def begin(self) -> None:
        self.check_in.reset()
        self.setCurrentWidget(self.check_in)
        self.check_in.join.setFocus()
        self.touched.emit()

    def reset(self) -> None:
        self.steps.reset()
        self.check_in.reset()
        self.setCurrentWidget(self._first)

    def thank(self, name: str, number: int) -> None:
        if self._words is not None:
            who, what_next = self._words.joined(name, number)
            self._who.setText(who)
            self._next.setText(what_next)
        self.setCurrentWidget(self._thanks)
        self.finish.setFocus()
        self.touched.emit()
