"""What stands in the place of a list without a line: what it is, and what to do next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel

_WIDTH = 440


class Nothing(QWidget):
    """`wanted` tells that the button was pressed; without `deed` there is no button."""

    wanted = Signal()

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, deed: str = "", deed_icon: str = ""
    ) -> None:
        super().__init__()
        self._title, self._text = label(role="title", wrap=True), label(wrap=True)
        self.deed = button(theme, deed, deed_icon, "primary")
        self.deed.clicked.connect(self.wanted)
        self._has_deed = bool(deed)
        self._icon = IconLabel(theme, icon, "accent", 56)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(
            column(
                self._icon, self._title, self._text, row(self.deed, 1),
                gap=SIZES.grid * 2,
            )
        )  # fmt: skip
        across = row(1, inside, 1)
        across.setStretch(1, _WIDTH)
        self.setLayout(column(1, across, 1))
        self.say(icon, title, text)

    @property
    def told(self) -> str:
        """Empty while it is hidden."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}"

    def say(self, icon: str, title: str, text: str, *, has_deed: bool = True) -> None:
        self._icon.change(icon, "accent")
        self._title.setText(title)
        self._text.setText(text)
        self.deed.setVisible(self._has_deed and has_deed)
