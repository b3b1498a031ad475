"""What all rules did, and why or why not."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.program import Parts
from pushdesk.gui.rules.log import Log
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _


class Everything(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.back = icon_button(parts.theme, "arrow-left", _("Back to all rules"), "ink")
        self.log = Log(parts, of_all=True)
        head = row(self.back, label(_("What ran and why"), "title"), 1, gap=12)
        layout = column(head, self.log, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)
