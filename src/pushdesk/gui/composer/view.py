"""The composer's screen: writing, drafts and templates as pages, and the preview beside them."""

from enum import IntEnum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import lookup
from pushdesk.gui.composer.drafts_page import DraftsList, DraftsPage
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.preview import Previewing, PreviewPanel
from pushdesk.gui.composer.strips import Strips
from pushdesk.gui.composer.templates_page import TemplatesPage
from pushdesk.gui.composer.write_page import WritePage
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.drafts import Draft

# During a broadcast thousands of guests change in a second; what is shown follows after this.
_SETTLES_MS = 1000
_PREVIEW_WIDTH = 320
_ROOM_FOR_THREE = 1080


class Page(IntEnum):
    WRITE = 0
    DRAFTS = 1
    TEMPLATES = 2


class Composer(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self._restored = False
        self.tabs = ChipRow(
            _("Page"),
            (
                (Page.WRITE, _("Write")),
                (Page.DRAFTS, _("Drafts and scheduled")),
                (Page.TEMPLATES, _("Templates")),
            ),
        )
        self.new = button(parts.theme, _("New message"), "plus")
        self._kept = ElidedLabel(role="small")
        self.strips = Strips(parts)
        self.write = WritePage(parts)
        self.drafts = DraftsPage(parts.theme)
        self.drafts_list = DraftsList(parts, self.drafts)
        self.templates = TemplatesPage(parts)
        self.preview = PreviewPanel(parts.theme)
        self.previewing = Previewing(parts, self.preview)
        self._lay_out()
        self._make_refreshes()
        self._connect()
        self.go_to(Page.WRITE)

    @property
    def page(self) -> int:
        return self._pages.currentIndex()

    @property
    def kept(self) -> str:
        """Whether what is typed is stored."""
        return self._kept.accessibleName()

    def go_to(self, page: int) -> None:
        self.tabs.choose(page)
        self._pages.setCurrentIndex(page)
        self._make_room()
        self._follow()

    def send(self) -> None:
        """The key that calls on the floor; with a question asked, it answers yes."""
        if self.page == Page.WRITE and self.write.bar.question:
            self.write.bar.yes.click()
        elif self.page == Page.WRITE:
            self.write.sending.want()

    def take(self, text: str) -> bool:
        """A scan or a paste puts the guest among those whom it is for."""
        if not (self.isVisible() and self.page == Page.WRITE):
            return False
        self.write.add_code(text)
        return True

    def finish(self) -> None:
        """The program ends: what is typed is kept."""
        self.write.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self.write.bar.question:
            self.write.bar.back.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.write.stop()
        self.previewing.stop()
        self.strips.stop()
        self._settling.stop()

    def _make_room(self) -> None:
        """A list of templates and an editor leave none for the preview in a small window."""
        small = self.page == Page.TEMPLATES and self.width() < _ROOM_FOR_THREE
        self.preview.setHidden(small or self.page == Page.DRAFTS)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for page in (self.write, self.drafts, self.templates):
            self._pages.addWidget(page)
        self.preview.setFixedWidth(_PREVIEW_WIDTH)
        both = row(self._pages, self.preview, gap=SIZES.grid)
        both.setStretch(0, 1)
        head = row(self.tabs, self._kept, self.new, gap=SIZES.grid * 2)
        head.setStretch(1, 1)
        layout = column(head, self.strips, margin=SIZES.grid * 2)
        layout.addLayout(both, 1)
        self.setLayout(layout)

    def _make_refreshes(self) -> None:
        ctx, background = self._parts.ctx, self._parts.background
        self._refresh = Refresh(background, lambda: lookup.look_up(ctx), self._show, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._ask)

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (
            events.channels_changed,
            events.audiences_changed,
            events.messages_changed,
            events.deliveries_changed,
            events.drafts_changed,
            events.settings_changed,
            events.everything_changed,
        ):
            changed.connect(self._soon)
        self.tabs.chosen.connect(self.go_to)
        self.new.clicked.connect(self._begin)
        self.write.changed.connect(self._follow)
        self.write.drafting.told.connect(self._kept.say)
        self.write.sending.done.connect(self.strips.again)
        self.templates.changed.connect(self._follow)
        self.drafts.opened.connect(self._open)
        self.drafts.none.wanted.connect(lambda: self.go_to(Page.WRITE))
        self.drafts_list.listed.connect(self._restore)
        self.drafts_list.deleted.connect(self._forget)
        for editor in (self.write.form.words.editor, self.templates.editor.editor):
            editor.language_chosen.connect(self.previewing.show_language)
        self.previewing.missing.connect(self.write.form.words.values.ask_for)

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _ask(self) -> None:
        self._refresh.ask()
        self.drafts_list.again()
        self.strips.again()
        self.write.reaching.again()

    def _show(self, choices: Choices) -> None:
        self.write.offer(choices)
        self.templates.offer(choices)
        self.previewing.offer(choices)

    def _follow(self) -> None:
        """The preview shows the page that is open."""
        if self.page == Page.TEMPLATES:
            self.previewing.follow(self.templates.request, None)
        else:
            person = self.write.person
            self.previewing.follow(self.write.form.request, person.id if person else None)

    def _begin(self) -> None:
        self.go_to(Page.WRITE)
        self.write.begin()

    def _open(self, draft: Draft) -> None:
        self.write.open(draft)
        self.go_to(Page.WRITE)

    def _forget(self, draft_id: str) -> None:
        """What is deleted in the list must not be kept again from the form."""
        if self.write.drafting.id == draft_id:
            self.write.drafting.forget()
            self.write.begin()

    def _restore(self, drafts: list[Draft]) -> None:
        """The first time: what was being written when the program ended, however it ended."""
        if self._restored:
            return
        self._restored = True
        latest = next((draft for draft in drafts if draft.state == "draft"), None)
        if latest is not None and self.write.form.is_empty:
            self.write.open(latest)
