"""The list of channels at the left of their screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QScrollArea, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label
from pushdesk.i18n import _, ngettext
from pushdesk.services.channels import Channel

_NAME_WIDTH = 190


class Listing(QFrame):
    """`chosen` and `wanted` carry the alias chosen and the name of the channel to create."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._aliases: list[str] = []
        self.setProperty("role", "card")
        self.setFixedWidth(280)
        self._group = QButtonGroup(self)
        self.entries: list[QPushButton] = []
        self._list = column(gap=SIZES.grid)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name of a new channel"))
        self.name.setAccessibleName(_("Name of a new channel"))
        self.name.setMaxLength(80)
        self.name.returnPressed.connect(self._want)
        self.add = button(theme, _("Add channel"), "plus", keys="Ctrl+N")
        self.add.clicked.connect(self._want)
        self.setLayout(
            column(
                label(_("Channels"), "name"), self._scroller(), self.name, self.add,
                gap=12, margin=SIZES.grid * 2,
            )
        )  # fmt: skip

    def show_channels(self, channels: Sequence[Channel], chosen: str) -> None:
        """Keeps the buttons, and with them the focus, while the channels are the same."""
        aliases = [channel.alias for channel in channels]
        if aliases != self._aliases:
            self._aliases = aliases
            empty(self._list)
            self.entries = [self._entry(alias) for alias in aliases]
        for entry, channel in zip(self.entries, channels, strict=True):
            _fill(entry, channel)
            entry.setChecked(channel.alias == chosen)

    def created(self) -> None:
        self.name.clear()

    def _want(self) -> None:
        if self.name.text().strip():
            self.wanted.emit(self.name.text())
        else:
            self.name.setFocus()

    def _entry(self, alias: str) -> QPushButton:
        made = QPushButton()
        made.setCheckable(True)
        made.setProperty("role", "entry")
        made.setMinimumHeight(64)
        made.clicked.connect(lambda: self.chosen.emit(alias))
        self._group.addButton(made)
        self._list.addWidget(made)
        return made

    def _scroller(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(column(self._list, 1))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area


def _fill(entry: QPushButton, channel: Channel) -> None:
    count = ngettext("{n} guest", "{n} guests", channel.subscribers)
    words = count.format(n=channel.subscribers)
    name = entry.fontMetrics().elidedText(channel.name, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
    entry.setText(f"{name}\n{words}")
    entry.setAccessibleName(f"{channel.name}, {words}")
