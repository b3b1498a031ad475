"""What stands at the right while the venue has no audience."""

from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

_WIDTH = 440


class First(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        inside.setLayout(
            column(
                IconLabel(theme, "users-three", "accent", 56),
                label(_("No audiences yet"), "title", wrap=True),
                label(_("An audience is whom you write to: regulars, lost guests."), wrap=True),
                label(
                    _("Type a name at the left, then choose how guests come into it."), wrap=True
                ),
                _line(theme, "funnel", _("Found by conditions: whoever fits when you send.")),
                _line(theme, "hand", _("Kept by hand: you scan guests in and take them out.")),
                gap=SIZES.grid * 2,
            )
        )
        self.setLayout(column(1, row(1, inside, 1), 1))


def _line(theme: Theme, icon: str, text: str) -> QWidget:
    made = QWidget()
    layout = row(IconLabel(theme, icon, "accent", 24), label(text, "strong", wrap=True), gap=12)
    layout.setStretch(1, 1)
    made.setLayout(layout)
    return made
