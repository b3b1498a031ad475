"""The list of channels at the left of their screen: in the owner's order, the archived on wish."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.entries import Entries, Entry, Item
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.i18n import _, ngettext
from pushdesk.services.channels import Channel
from pushdesk.services.venues import Venue


class Listing(QFrame):
    """`chosen` and `wanted` carry the alias chosen and the name of the channel to create,
    `venue_chosen` a venue's id, `reordered` the aliases in their new order.
    """

    chosen = Signal(str)
    wanted = Signal(str)
    venue_chosen = Signal(int)
    reordered = Signal(object)
    archived_wanted = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._channels: dict[str, Channel] = {}
        self.setProperty("role", "card")
        self.setFixedWidth(280)
        self.venue = DropDown(_("Venue"))
        self.venue.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list = Entries(theme, movable=True)
        self.up = icon_button(theme, "arrow-up", _("Move the channel up"))
        self.down = icon_button(theme, "arrow-down", _("Move the channel down"))
        self.archived = _switch(_("Archived"), _("Show the archived channels too"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name of a new channel"))
        self.name.setAccessibleName(_("Name of a new channel"))
        self.name.setMaxLength(80)
        self.add = button(theme, _("Add channel"), "plus", keys="Ctrl+N")
        self._connect()
        foot = row(self.up, self.down, 1, self.archived)
        self.setLayout(
            column(
                label(_("Channels"), "name"), self.venue, self._list, foot, self.name, self.add,
                gap=12, margin=SIZES.grid * 2,
            )
        )  # fmt: skip

    @property
    def entries(self) -> list[Entry]:
        return self._list.buttons

    @property
    def aliases(self) -> list[str]:
        return self._list.keys

    def show_venues(self, venues: Sequence[Venue], chosen: Venue) -> None:
        """Whoever has one venue doesn't choose."""
        self.venue.setVisible(len(venues) > 1)
        self.venue.show_choices((venue.id, venue.name) for venue in venues)
        self.venue.setCurrentIndex(self.venue.findData(chosen.id))

    def show_channels(
        self, channels: Sequence[Channel], chosen: str, *, any_archived: bool
    ) -> None:
        self._channels = {channel.alias: channel for channel in channels}
        self._list.show_items([_item(channel) for channel in channels], chosen)
        self.archived.setVisible(any_archived or self.archived.isChecked())
        open_ = [channel.alias for channel in channels if not channel.archived]
        several = len(open_) > 1
        for arrow, end in ((self.up, 0), (self.down, -1)):
            arrow.setVisible(several)
            arrow.setEnabled(several and chosen in open_ and chosen != open_[end])
        self._chosen = chosen

    def created(self) -> None:
        self.name.clear()

    def _connect(self) -> None:
        self._chosen = ""
        self._list.chosen.connect(self.chosen)
        self._list.reordered.connect(self._reorder)
        self.up.clicked.connect(lambda: self._list.step(self._chosen, -1))
        self.down.clicked.connect(lambda: self._list.step(self._chosen, 1))
        self.archived.toggled.connect(self.archived_wanted)
        self.venue.activated.connect(
            lambda number: self.venue_chosen.emit(self.venue.itemData(number))
        )
        self.name.returnPressed.connect(self._want)
        self.add.clicked.connect(self._want)

    def _reorder(self, aliases: list[str]) -> None:
        """The archived have no place of their own."""
        open_ = [alias for alias in aliases if not self._channels[alias].archived]
        self.reordered.emit(open_)

    def _want(self) -> None:
        if self.name.text().strip():
            self.wanted.emit(self.name.text())
        else:
            self.name.setFocus()


def _switch(text: str, name: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("kind", "chip")
    made.setCheckable(True)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def _item(channel: Channel) -> Item:
    if channel.archived:
        return Item(channel.alias, channel.name, _("archived"), "archive")
    count = ngettext("{n} guest", "{n} guests", channel.subscribers)
    words = count.format(n=f"{channel.subscribers:,}")
    return Item(channel.alias, channel.name, words, "" if channel.is_public else "link")
