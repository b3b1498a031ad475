"""What an owner sets of a channel: its welcome message, and who finds it."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.channels.welcome import Welcome
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.channels import Channel


class SettingsPage(QWidget):
    """`public.chosen` carries True or False."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.public = ChipRow(
            _("who finds it"), ((True, _("Listed on your page")), (False, _("By link only")))
        )
        self._told = label(role="small", wrap=True)
        self.welcome = Welcome(theme)
        who = column(
            label(_("Who finds it"), "strong"), row(self.public, 1), self._told, gap=SIZES.grid
        )
        inside = column(who, self.welcome, gap=SIZES.grid * 3)
        inside.setContentsMargins(0, 0, SIZES.grid, 0)
        self.setLayout(column(scroller(inside)))

    def show_channel(self, channel: Channel) -> None:
        self.public.choose(channel.is_public)
        self._told.setText(
            _("Guests find it on the venue's page, by its link and by its code.")
            if channel.is_public
            else _("Only who has its link or its code finds it.")
        )
        self.welcome.show_channel(channel)
