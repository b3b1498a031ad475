"""The channels that a guest is on and the devices that ring, in the record."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.guests import Card, Device, Membership


class ReachedOn(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._lines = column(gap=6)
        self.setLayout(self._lines)

    def show_card(self, card: Card) -> None:
        if (card.channels, card.devices) == self._shown:
            return
        self._shown = (card.channels, card.devices)
        empty(self._lines)
        for channel in card.channels:
            self._add_channel(channel)
        for device in card.devices:
            self._add_device(device)
        if not (card.channels or card.devices):
            text = _("Not subscribed: let the guest scan a channel's code.")
            self._lines.addWidget(label(text, "small", wrap=True))

    def _add_channel(self, channel: Membership) -> None:
        since = _("since {day}").format(day=words.day(channel.since.astimezone()))
        self._add("qr-code", "soft", channel.name, since)

    def _add_device(self, device: Device) -> None:
        alive = device.gone_at is None
        name = f"{device.browser} · {device.platform}"
        icon, tone = ("bell", "green") if alive else ("bell-slash", "red")
        self._add(icon, tone, name, _("rings") if alive else _("gone"))

    def _add(self, icon: str, tone: str, name: str, more: str) -> None:
        line = row(IconLabel(self._theme, icon, tone, 20), ElidedLabel(name), label(more, "small"))
        line.setStretch(1, 1)
        self._lines.addLayout(line)
