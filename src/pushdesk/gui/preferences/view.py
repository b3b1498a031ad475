"""The preferences' screen: a page for each thing that an owner sets."""

from enum import IntEnum

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.preferences import stored
from pushdesk.gui.preferences.desk_page import Cameras, DeskPage
from pushdesk.gui.preferences.mail_page import MailPage
from pushdesk.gui.preferences.news_page import NewsPage
from pushdesk.gui.preferences.phones_page import PhonesPage
from pushdesk.gui.preferences.silence_page import SilencePage
from pushdesk.gui.preferences.staff_page import StaffPage
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.preferences.venue_page import VenuePage
from pushdesk.gui.preferences.waiting_page import WaitingPage
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import card, column, row
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _

_WIDTH = 720
_TABLE_WIDTH = 1000


class Page(IntEnum):
    VENUE = 0
    PHONES = 1
    NEWS = 2
    MAIL = 3
    DESK = 4
    WAITING = 5
    SILENCE = 6
    STAFF = 7


class Preferences(QWidget):
    def __init__(self, parts: Parts, cameras: Cameras) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.venue = VenuePage(parts)
        self.phones = PhonesPage(parts)
        self.news = NewsPage(parts)
        self.mail = MailPage(parts)
        self.desk = DeskPage(parts, cameras)
        self.waiting = WaitingPage(parts)
        self.silence = SilencePage(parts)
        self.staff = StaffPage(parts)
        self._pages = (
            self.venue, self.phones, self.news, self.mail, self.desk,
            self.waiting, self.silence, self.staff,
        )  # fmt: skip
        self._lay_out()
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: stored.look_up(ctx), self._show, self)
        parts.events.settings_changed.connect(self._refresh.ask)
        parts.events.everything_changed.connect(self._refresh.ask)
        self.venue.changed.connect(self._refresh.ask)
        self._refresh.ask()

    def turn_to(self, page: Page) -> None:
        self.pages.choose(page)
        self._stack.setCurrentIndex(page)
        self._list_cameras()

    def ask_public_address(self) -> None:
        self.turn_to(Page.PHONES)
        self.phones.public_url.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_cameras()

    def _list_cameras(self) -> None:
        if self.isVisible() and self._stack.currentIndex() == Page.DESK:
            self.desk.list_cameras()

    def _lay_out(self) -> None:
        names = (
            (Page.VENUE, _("Your venue")),
            (Page.PHONES, _("Phones")),
            (Page.NEWS, _("News")),
            (Page.MAIL, _("Mail")),
            (Page.DESK, _("This desk")),
            (Page.WAITING, _("Waiting list")),
            (Page.SILENCE, _("No answer")),
            (Page.STAFF, _("Staff")),
        )
        self.pages = ChipRow(_("preferences"), names)
        self.pages.chosen.connect(lambda page: self.turn_to(Page(page)))
        self._stack = QStackedWidget()
        for page in self._pages:
            widest = _TABLE_WIDTH if page is self.staff else _WIDTH
            self._stack.addWidget(scroller(_framed(page, widest)))
        layout = column(row(self.pages, 1), self._stack, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.turn_to(Page.VENUE)

    def _show(self, stored: Stored) -> None:
        for page in self._pages:
            page.show_stored(stored)


def _framed(page: QWidget, widest: int) -> QWidget:
    """Lines that are too long can't be read."""
    frame, made = card(), QWidget()
    frame.setLayout(column(page, margin=SIZES.grid * 3))
    frame.setMaximumWidth(widest)
    beside = row(frame, 1)
    beside.setStretch(0, 100)
    made.setLayout(column(beside, 1))
    return made
