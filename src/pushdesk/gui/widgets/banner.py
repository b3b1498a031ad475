"""The banner below the header: what went wrong or needs a look, without taking the focus."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame

from pushdesk.gui.notices import Notice, Tone
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

_ICONS = {
    Tone.INFO: ("info", "blue"),
    Tone.CAUTION: ("warning", "amber"),
    Tone.ALARM: ("warning", "red"),
}
_GOES_AFTER_MS = 8_000


class Banner(QFrame):
    """An alarm stays until it is closed or followed; the rest goes by itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._icon = IconLabel(theme, "info", "blue", 28)
        self._what = label(role="strong", wrap=True)
        self._more = label(role="more", wrap=True)
        close = icon_button(theme, "x", _("Close this notice"), "ink")
        close.clicked.connect(self.hide)
        words = column(self._what, self._more, gap=2)
        layout = row(self._icon, words, close, gap=SIZES.grid * 2)
        layout.setStretch(1, 1)
        layout.setContentsMargins(SIZES.grid * 2, 4, SIZES.grid, 4)
        self.setLayout(layout)
        self._tone = Tone.INFO
        self._timer = QTimer(self, singleShot=True, interval=_GOES_AFTER_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now; empty where nothing is."""
        return f"{self._what.text()} {self._more.text()}".strip() if not self.isHidden() else ""

    def tell(self, notice: Notice) -> None:
        if notice.tone is not Tone.ALARM and self._alarm_is_up():
            return
        self._tone = notice.tone
        self._what.setText(notice.what)
        self._more.setText(notice.more)
        self._more.setVisible(bool(notice.more))
        self._icon.change(*_ICONS[notice.tone])
        mark(self, "tone", notice.tone.value)
        self.setAccessibleName(notice.sentence)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if notice.tone is Tone.ALARM:
            self._timer.stop()
        else:
            self._timer.start()

    def _alarm_is_up(self) -> bool:
        return not self.isHidden() and self._tone is Tone.ALARM
