"""The history's screen: calls, messages, and the overview, one beside the other."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QTableView, QWidget

from pushdesk.errors import Cancelled
from pushdesk.gui.history.calls import Calls
from pushdesk.gui.history.listing import Listing
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.i18n import _
from pushdesk.services import exports

if TYPE_CHECKING:
    from pushdesk.gui.history.detail import MessageDetail
    from pushdesk.gui.history.overview import OverviewPage

# The longest period that the overview shows.
_DAYS = 365


class Page(StrEnum):
    CALLS = "calls"
    MESSAGES = "messages"
    OVERVIEW = "overview"


class History(QWidget):
    """`overview` and `detail` are made when they are first wanted: charts take time to load.

    `floor_wanted` and `composer_wanted` lead on from an empty list.
    """

    floor_wanted = Signal()
    composer_wanted = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self.calls = Calls(parts)
        self.messages = Listing(parts)
        self.overview: OverviewPage | None = None
        self.detail: MessageDetail | None = None
        self.pages = ChipRow(
            _("history"),
            (
                (Page.CALLS, _("Calls")),
                (Page.MESSAGES, _("Messages")),
                (Page.OVERVIEW, _("Overview")),
            ),
        )
        self.export = button(parts.theme, _("Export …"), "download-simple", keys="Ctrl+S")
        self._stack = QStackedLayout()
        self._lay_out()
        self.pages.chosen.connect(self.show_page)
        self.messages.opened.connect(self.open_message)
        self.calls.none.wanted.connect(self.floor_wanted)
        self.messages.none.wanted.connect(self.composer_wanted)
        self.export.clicked.connect(self.save)
        self.show_page(Page.CALLS)

    @property
    def search(self) -> QLineEdit:
        return self.calls.search

    @property
    def table(self) -> QTableView:
        return self.calls.table

    def show_page(self, page: object) -> None:
        self.pages.choose(page)
        self.export.setHidden(page == Page.CALLS)
        if page == Page.OVERVIEW:
            self._stack.setCurrentWidget(self._made_overview())
        else:
            self._stack.setCurrentWidget(self.messages if page == Page.MESSAGES else self.calls)

    def open_message(self, message_id: str) -> None:
        self.pages.choose(Page.MESSAGES)
        detail = self._made_detail()
        detail.open(message_id)
        self._stack.setCurrentWidget(detail)
        detail.back.setFocus()

    def save(self) -> None:
        """As CSV: the days where the overview is open, else the messages."""
        ctx = self._parts.ctx
        days = self.pages.value == Page.OVERVIEW
        name = _("days.csv") if days else _("messages.csv")
        try:
            file = self._parts.files.save_as(self, name, _("Tables (*.csv)"))
        except Cancelled:
            return
        write = exports.days(ctx, _DAYS) if days else exports.messages(ctx)
        self._parts.background.run(
            lambda: exports.save(file, write, marked=True), lambda _lines: self._saved(file), self
        )

    def _lay_out(self) -> None:
        for page in (self.calls, self.messages):
            self._stack.addWidget(page)
        head = row(self.pages, 1, self.export)
        layout = column(head, self._stack, gap=SIZES.grid, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _made_overview(self) -> "OverviewPage":
        if self.overview is None:
            from pushdesk.gui.history.overview import OverviewPage  # noqa: PLC0415 - see the class

            self.overview = OverviewPage(self._parts)
            self._stack.addWidget(self.overview)
        return self.overview

    def _made_detail(self) -> "MessageDetail":
        if self.detail is None:
            from pushdesk.gui.history.detail import MessageDetail  # noqa: PLC0415 - see the class

            self.detail = MessageDetail(self._parts)
            self.detail.closed.connect(self._back_to_the_list)
            self._stack.addWidget(self.detail)
        return self.detail

    def _back_to_the_list(self) -> None:
        self.show_page(Page.MESSAGES)
        self.messages.table.setFocus()

    def _saved(self, file: Path) -> None:
        self._parts.notices.say(Tone.INFO, _("Saved as {name}.").format(name=file.name))
