"""The current channel's subscribe QR, small, at the corner of the floor."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.qr_view import QrView
from pushdesk.i18n import _
from pushdesk.services import codes
from pushdesk.services.channels import Channel

_PIXELS = 512
_NARROW, _ROOMY = 100, 120


class SubscribeCode(QFrame):
    """`large_wanted` carries the channel's alias."""

    large_wanted = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._channels: Sequence[Channel] = ()
        self._alias = ""
        self.setProperty("role", "card")
        self.view = QrView(_("Subscribe code"), _NARROW)
        self._name = ElidedLabel(role="strong")
        self.large = button(parts.theme, _("Large"), "arrows-out")
        self.large.clicked.connect(lambda: self.large_wanted.emit(self._alias))
        self.next = button(parts.theme, _("Next"), "caret-right")
        self.next.setAccessibleName(_("Next channel"))
        self.next.clicked.connect(self._turn)
        self._icon = self.large.iconSize()
        buttons = column(self.large, self.next, 1)
        beside = row(self.view, buttons)
        beside.setStretch(0, 1)
        self.setLayout(column(self._name, beside, margin=SIZES.grid))
        self.hide()

    def make_narrow(self, *, narrow: bool) -> None:
        """Words need the room more than pictures do."""
        for each in (self.large, self.next):
            each.setIconSize(QSize(0, 0) if narrow else self._icon)
        self.view.setMinimumHeight(0 if narrow else _ROOMY)

    @property
    def alias(self) -> str:
        """Empty where there is no channel."""
        return self._alias

    def show_channels(self, channels: Sequence[Channel]) -> None:
        self._channels = channels
        aliases = [channel.alias for channel in channels]
        self.setVisible(bool(channels))
        self.next.setVisible(len(channels) > 1)
        if channels:
            self._show(channels[aliases.index(self._alias) if self._alias in aliases else 0])
        else:
            self._alias = ""

    def _turn(self) -> None:
        aliases = [channel.alias for channel in self._channels]
        following = (aliases.index(self._alias) + 1) % len(aliases)
        self._show(self._channels[following])

    def _show(self, channel: Channel) -> None:
        self._alias = channel.alias
        self._name.say(channel.name)
        self.view.setAccessibleDescription(channel.name)
        ctx, alias = self._parts.ctx, channel.alias
        self._parts.background.run(
            lambda: codes.channel_png(ctx, alias, _PIXELS), self.view.show_png, self
        )
