"""Three steps in pictures, for the phone that the guest has."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.kiosk.words import Words
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

ANDROID = "android"
IPHONE = "iphone"
_STEPS = 3


class Steps(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words: Words | None = None
        self.phones = ChipRow(_("phone"), ((ANDROID, "Android"), (IPHONE, "iPhone")))
        self.phones.chosen.connect(lambda _phone: self._tell())
        self._icons = [IconLabel(theme, "camera", "accent", 64) for _each in range(_STEPS)]
        self.told = [label(role="title", wrap=True) for _each in range(_STEPS)]
        cards = []
        for icon, words in zip(self._icons, self.told, strict=True):
            layout = row(icon, words, gap=SIZES.grid * 2, margin=12)
            layout.setStretch(1, 1)
            cards.append(card())
            cards[-1].setLayout(layout)
        lines = column(row(self.phones, 1), *cards, gap=12)
        for number in range(1, _STEPS + 1):
            lines.setStretch(number, 1)
        self.setLayout(lines)

    def speak(self, words: Words) -> None:
        self._words = words
        self._tell()

    def reset(self) -> None:
        """Most phones first."""
        self.phones.choose(ANDROID)
        self._tell()

    def _tell(self) -> None:
        if self._words is None:
            return
        steps = self._words.iphone() if self.phones.value == IPHONE else self._words.android()
        for number, (icon, text) in enumerate(steps):
            self._icons[number].change(icon, "accent")
            self.told[number].setText(text)
            self.told[number].setAccessibleName(f"{number + 1}. {text}")
