"""The foot of the composer: whom it reaches, Send, and the one question before many are rung."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pushdesk.gui.composer.in_place import InPlace
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.i18n import _


class SendBar(QFrame):
    """`wanted` is the click on Send, `confirmed` the answer yes where it was asked."""

    wanted = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._reach = label(role="strong", wrap=True)
        self.send = button(theme, _("Send"), "paper-plane-tilt", "primary")
        self.yes = button(theme, _("Send"), "paper-plane-tilt", "primary")
        self.back = button(theme, _("Back"), "arrow-left")
        calm = row(self._reach, self.send, gap=SIZES.grid * 2)
        calm.setStretch(0, 1)
        self._asking = InPlace(calm, self.yes, self.back)
        layout = column(self._asking)
        layout.setContentsMargins(SIZES.grid * 2, SIZES.grid, SIZES.grid * 2, SIZES.grid)
        self.setLayout(layout)
        self.send.clicked.connect(self.wanted)
        self.back.clicked.connect(self.send.setFocus)
        self._asking.confirmed.connect(self.confirmed)

    @property
    def told(self) -> str:
        return self._reach.text()

    @property
    def question(self) -> str:
        """Empty while nothing is asked."""
        return self._asking.question

    def tell(self, text: str, tone: str = "") -> None:
        """`tone` amber for what keeps it from being sent."""
        self._reach.setText(text)
        mark(self._reach, "role", "amber" if tone == "amber" else "strong")

    def name_deed(self, text: str) -> None:
        """What the button does now: Send, or Schedule."""
        self.send.setText(text)
        self.send.setAccessibleName(text)

    def ask(self, question: str, yes: str) -> None:
        self._asking.say(question)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        self._asking.ask(self.yes)

    def calm_down(self) -> None:
        self._asking.calm_down()
