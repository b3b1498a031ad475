"""One channel: its name, and pages with its code, its subscribers and its settings."""

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from pushdesk.gui.channels.code_page import CodePage
from pushdesk.gui.channels.lookup import Shown
from pushdesk.gui.channels.settings_page import SettingsPage
from pushdesk.gui.channels.subscribers import Subscribers
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.title_field import TitleField
from pushdesk.i18n import _
from pushdesk.services.channels import Channel


class Page(IntEnum):
    CODE = 0
    SUBSCRIBERS = 1
    SETTINGS = 2


class Detail(QFrame):
    """The parts are public; who owns this widget gives them their work."""

    renamed = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._alias = self._stored_name = ""
        self.setProperty("role", "card")
        self.name = TitleField(parts.theme, _("Name of the channel"))
        self.name.editingFinished.connect(self._rename)
        self.code = CodePage(parts.theme)
        self.subscribers = Subscribers(parts)
        self.subscribers.none.wanted.connect(lambda: self.turn_to(Page.CODE))
        self.settings = SettingsPage(parts.theme)
        self.pages = ChipRow(
            _("of this channel"),
            (
                (Page.CODE, _("Code")),
                (Page.SUBSCRIBERS, _("Subscribers")),
                (Page.SETTINGS, _("Settings")),
            ),
        )
        self._lay_out()

    def turn_to(self, page: Page) -> None:
        self.pages.choose(page)
        self._stack.setCurrentIndex(page)

    def show_channel(self, channel: Channel, shown: Shown) -> None:
        if channel.alias != self._alias or not self.name.hasFocus():
            self.name.setText(channel.name)
            self.name.setCursorPosition(0)
        self._alias, self._stored_name = channel.alias, channel.name
        self.code.show_code(
            shown.link,
            shown.png,
            archived=channel.archived,
            reaches_phones=shown.reaches_phones,
        )
        self.subscribers.show_channel(channel)
        self.settings.show_channel(channel)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.code, self.subscribers, self.settings):
            self._stack.addWidget(page)
        self.pages.chosen.connect(lambda page: self.turn_to(Page(page)))
        self.turn_to(Page.CODE)
        head = row(self.name, self.name.pencil, self.pages)
        head.setStretch(0, 1)
        layout = column(head, self._stack, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._stored_name:
            self.renamed.emit(name)
