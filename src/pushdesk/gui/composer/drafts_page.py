"""Drafts and scheduled messages, one a row: open, take out of the schedule, delete."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import words
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services import drafts
from pushdesk.services.context import Context
from pushdesk.services.drafts import Draft

_ICONS = {"draft": "note-pencil", "scheduled": "calendar-check", "done": "check"}
_MOST = 200


class DraftRow(QFrame):
    """`told` is where it stands."""

    def __init__(self, theme: Theme, draft: Draft, now: datetime) -> None:
        super().__init__()
        self.setProperty("role", "row")
        request = draft.request
        self.name = words.headline(request.title, request.body, request.template)
        self.told = words.draft(draft, now)
        self.open = self._button(theme, _("Open"), "pencil-simple")
        self.unschedule = self._button(theme, _("Don't send"), "calendar-x")
        self.unschedule.setVisible(draft.state == "scheduled")
        self.delete = self._button(theme, _("Delete"), "trash", "danger")
        texts = column(ElidedLabel(self.name, "strong"), ElidedLabel(self.told, "small"), gap=2)
        icon = IconLabel(theme, _ICONS[draft.state], "accent")
        layout = row(icon, texts, self.open, self.unschedule, self.delete, gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _button(self, theme: Theme, text: str, icon: str, kind: str = "quiet") -> QPushButton:
        made = button(theme, text, icon, kind)
        made.setAccessibleName(f"{text}: {self.name}")
        return made


class DraftsPage(QFrame):
    """`opened` and the others carry a Draft."""

    opened = Signal(object)
    unscheduled = Signal(object)
    deleted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._theme = theme
        self._shown: tuple[Draft, ...] = ()
        self.rows: list[DraftRow] = []
        self._list = column()
        self.none = Nothing(
            theme,
            "note-pencil",
            _("Nothing is waiting"),
            _("What you write is kept here until it is sent, and so is what goes out later."),
            _("Write a message"),
            "pencil-line",
        )
        self.none.hide()
        self._area = scroller(self._list)
        self.setLayout(column(self.none, self._area, margin=SIZES.grid * 2))

    @property
    def is_empty(self) -> bool:
        return not self.none.isHidden()

    def show_drafts(self, drafts: Sequence[Draft], now: datetime) -> None:
        """Keeps the rows, and with them the focus, while the drafts are the same."""
        if tuple(drafts) != self._shown:
            self._shown = tuple(drafts)
            for gone in self.rows:
                gone.hide()
                gone.deleteLater()
            self.rows = [self._row(draft, now) for draft in drafts]
        self.none.setHidden(bool(drafts))
        self._area.setVisible(bool(drafts))

    def _row(self, draft: Draft, now: datetime) -> DraftRow:
        made = DraftRow(self._theme, draft, now)
        made.open.clicked.connect(lambda: self.opened.emit(draft))
        made.unschedule.clicked.connect(lambda: self.unscheduled.emit(draft))
        made.delete.clicked.connect(lambda: self.deleted.emit(draft))
        self._list.addWidget(made)
        return made


class DraftsList(QObject):
    """`listed` carries the drafts, the latest first; `deleted` the id of one."""

    listed = Signal(object)
    deleted = Signal(str)

    def __init__(self, parts: Parts, page: DraftsPage) -> None:
        super().__init__(page)
        self._parts, self._page = parts, page
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: _look(ctx), self._show, self)
        page.unscheduled.connect(self._unschedule)
        page.deleted.connect(self._delete)

    def again(self) -> None:
        self._refresh.ask()

    def _show(self, found: list[Draft]) -> None:
        self._page.show_drafts(found, self._parts.ctx.clock.now())
        self.listed.emit(found)

    def _unschedule(self, draft: Draft) -> None:
        ctx, at = self._parts.ctx, draft.send_at
        if at is not None:
            self._do(
                lambda: drafts.unschedule(ctx, draft.id),
                lambda: drafts.schedule(ctx, draft.id, at, draft.repeats, draft.zone),
                _("“{name}” will not go out.").format(name=_name(draft)),
            )

    def _delete(self, draft: Draft) -> None:
        ctx = self._parts.ctx
        self._do(
            lambda: drafts.delete(ctx, draft.id),
            lambda: drafts.restore(ctx, draft),
            _("“{name}” is deleted.").format(name=_name(draft)),
        )
        self.deleted.emit(draft.id)

    def _do(self, deed: Callable[[], Draft], back: Callable[[], Draft], told: str) -> None:
        background, notices = self._parts.background, self._parts.notices

        def undo() -> None:
            background.run(back, lambda _draft: self.again(), self)

        def done(_draft: Draft) -> None:
            notices.undoable.emit(told, undo)
            self.again()

        background.run(deed, done, self)


def _look(ctx: Context) -> list[Draft]:
    """What has gone out for good is in the history; what could not go out has a note."""
    found = drafts.every(ctx)
    return [draft for draft in found if draft.state != "done" or draft.note][:_MOST]


def _name(draft: Draft) -> str:
    request = draft.request
    return words.headline(request.title, request.body, request.template)
