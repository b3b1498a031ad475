"""Where the program can't start: three sentences instead of a window."""

from PySide6.QtWidgets import QDialog

from pushdesk.errors import UserError
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _


class Problem(QDialog):
    def __init__(self, theme: Theme, error: UserError) -> None:
        super().__init__()
        self.setWindowTitle(_("PushDesk can't start"))
        self.setMinimumWidth(560)
        close = button(theme, _("Close"), kind="primary")
        close.clicked.connect(self.accept)
        sentences = [label(error.what, "title", wrap=True)]
        sentences += [label(text, wrap=True) for text in (error.why, error.what_to_do) if text]
        self.setLayout(
            column(
                IconLabel(theme, "warning", "amber", 48),
                *sentences,
                row(1, close),
                gap=SIZES.grid * 2,
                margin=SIZES.grid * 4,
            )
        )

    @classmethod
    def tell(cls, theme: Theme, error: UserError) -> None:
        cls(theme, error).exec()
