"""What the centre shows while no guest is there: the three steps of a call."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _


class Welcome(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        head = label(_("Scan a guest's code"), "title", wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        steps = (
            ("qr-code", _("The guest scans your code and taps “Notify me”.")),
            ("device-mobile", _("The guest's phone then shows a code of its own. Scan that one.")),
            ("bell-ringing", _("When the table is free, press “Notify” on the row.")),
        )
        lines = [_step(theme, icon, text) for icon, text in steps]
        inside = column(1, head, *lines, 2, gap=SIZES.grid * 3, margin=SIZES.grid * 5)
        self.setLayout(inside)


def _step(theme: Theme, icon: str, text: str) -> QWidget:
    made = QWidget()
    words = label(text, wrap=True)
    layout = row(IconLabel(theme, icon, "accent", 40), words, gap=SIZES.grid * 2)
    layout.setStretch(1, 1)
    made.setLayout(layout)
    return made
