"""What the guest's own page reports: that it has shown the call to somebody."""

from datetime import datetime

from pushdesk.domain.visits import State
from pushdesk.services import audits, calling
from pushdesk.services.context import Context
from pushdesk.store import events
from pushdesk.store import visits as rows
from pushdesk.store.visits import Visit

SOURCE = "page"


def record(ctx: Context, guest_id: int, call: datetime) -> None:
    """`call` is the moment of the call that was shown. One that doesn't stand any more counts
    nothing, nor does a repeat.
    """
    now = ctx.clock.now()
    with ctx.store.write() as session:
        visit = rows.open_visit(session, guest_id)
        if visit is None or unshown(visit) != call:
            return
        rows.change(session, visit.id, page_shown_at=now)
        template = calling.template_of(visit.times_called)
        properties = {"visit": visit.public_id, "template": template}
        events.insert(session, guest_id, "shown", properties, SOURCE, now)
    audits.tell(ctx, guest_id, "shown")


def unshown(visit: Visit) -> datetime | None:
    """The call that the page has yet to report, by its moment; None where none waits for it."""
    waits = visit.standing is State.CALLED and visit.page_shown_at is None
    return visit.called_at if waits else None
