"""What stands in the table's place while it has no guest: why, and what to do."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

_WIDTH = 400


class Nobody(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "address-book", "accent", 56)
        self._what = label(role="title", wrap=True)
        self._more = label(role="soft", wrap=True)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(column(self._icon, self._what, self._more, gap=SIZES.grid * 2))
        layout = row(1, inside, 1)
        layout.setStretch(1, 100)
        self.setLayout(column(1, layout, 1))

    @property
    def sentence(self) -> str:
        return f"{self._what.text()} {self._more.text()}"

    def explain(self, text: str) -> None:
        """`text` is what somebody looks for; empty where there are no guests at all."""
        if text:
            self._icon.change("magnifying-glass", "accent")
            self._what.setText(_("Nobody matches “{text}”.").format(text=text))
            self._more.setText(
                _("Try how the name or the e-mail begins, an own ID, or the last five of the ID.")
            )
        else:
            self._icon.change("address-book", "accent")
            self._what.setText(_("No guests yet."))
            self._more.setText(
                _("Let them scan a channel's code, or import a list that you already have.")
            )
