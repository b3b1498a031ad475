"""What the page of drafts shows, and what its buttons do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import words
from pushdesk.gui.composer.drafts_page import DraftsPage
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import drafts
from pushdesk.services.context import Context
from pushdesk.services.drafts import Draft

_MOST = 200


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
