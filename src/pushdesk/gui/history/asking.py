"""Which messages are wanted: by text, channel and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import row
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.i18n import _
from pushdesk.services.channels import Channel

_DAYS = 366


@dataclass(frozen=True)
class Asked:
    """`alias` is empty for all channels, `day` None for any."""

    text: str = ""
    alias: str = ""
    day: date | None = None


class Asking(QWidget):
    """`changed` tells that another question is asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Words of the message"))
        self.search.setAccessibleName(_("Find a message"))
        self.search.setMaxLength(120)
        self.channel = _combo(_("Channel"), _("All channels"))
        self.day = _combo(_("Day"), _("Any day"))
        layout = row(self.search, self.channel, self.day, gap=SIZES.grid)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        for combo in (self.channel, self.day):
            combo.currentIndexChanged.connect(lambda _number: self.changed.emit())

    @property
    def asked(self) -> Asked:
        return Asked(self.search.text(), self.channel.currentData() or "", self.day.currentData())

    def offer_channels(self, channels: Sequence[Channel]) -> None:
        _fill(self.channel, [(channel.name, channel.alias) for channel in channels])

    def offer_days(self, today: date) -> None:
        if self.day.count() < 2 or self.day.itemData(1) != today:
            days = [today - timedelta(days=number) for number in range(_DAYS)]
            _fill(self.day, [(f"{day:%a %d %b %Y}", day) for day in days])


def _combo(name: str, all_: str) -> QComboBox:
    made = DropDown(name)
    made.addItem(all_, None)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(14)
    made.setMaxVisibleItems(12)
    return made


def _fill(combo: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """What is chosen stays so while it is there."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(combo.count() - 1)
    for text, value in choices:
        combo.addItem(text, value)
    values = [combo.itemData(number) for number in range(combo.count())]
    combo.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    combo.blockSignals(False)
    if combo.currentData() != chosen:
        combo.currentIndexChanged.emit(combo.currentIndex())
