"""The guest's devices and channels, at the foot of the card."""

from PySide6.QtWidgets import QGridLayout, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.guests import Card, Device

_MOBILE = frozenset({"Android", "iPhone", "iPad"})


class Devices(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(SIZES.grid)
        self._grid.setHorizontalSpacing(12)
        self._tags = row()
        self.setLayout(column(self._grid, self._tags, gap=12))

    def show_card(self, card: Card) -> None:
        if (card.devices, card.channels) == self._shown:
            return
        self._shown = (card.devices, card.channels)
        empty(self._grid)
        empty(self._tags)
        for number, device in enumerate(card.devices):
            self._add(number, device)
        for channel in card.channels:
            self._tags.addWidget(ElidedLabel(channel.name, "tag"))
        self._tags.addStretch(1)

    def _add(self, number: int, device: Device) -> None:
        alive = device.gone_at is None
        icon = "device-mobile" if device.platform in _MOBILE else "monitor"
        since = device.since.astimezone()
        words = (
            _("rings since {time:%H:%M}").format(time=since)
            if alive
            else _("gone {time:%H:%M}").format(time=(device.gone_at or since).astimezone())
        )
        name = ElidedLabel(f"{device.browser} · {device.platform}", "strong")
        state = row(
            IconLabel(self._theme, *(("bell", "green") if alive else ("bell-slash", "red")), 18),
            label(words, "small"),
            1,
            gap=4,
        )
        self._grid.addWidget(IconLabel(self._theme, icon, "soft", 24), number, 0)
        self._grid.addLayout(column(name, state, gap=2), number, 1)
        self._grid.setColumnStretch(1, 1)
