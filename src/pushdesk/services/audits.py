"""Every change of a visit: by the table, and written down with what was before, to be undone."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from pushdesk.domain.events import EventRecorded, GuestChanged, VisitChanged
from pushdesk.domain.visits import Action, Outcome, State, after, allowed
from pushdesk.errors import Refused
from pushdesk.i18n import _
from pushdesk.services import quiet
from pushdesk.services.context import Context
from pushdesk.store import Session, audit, guests
from pushdesk.store import visits as visit_rows
from pushdesk.store.audit import Deed
from pushdesk.store.guests import Guest
from pushdesk.store.visits import Visit

__all__ = ["Deed", "Done", "Stamp", "acting", "as_staff", "change", "recent"]

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Done:
    """For the undo bar. `correction`: a push is out, and undoing it may need `visits.correct`."""

    change_id: int
    sentence: str
    correction: bool = False


@dataclass(frozen=True)
class Stamp:
    """When and by whom; None: by nobody who has a PIN, by a guest or by the program."""

    at: datetime
    staff_id: int | None = None


def as_staff(ctx: Context, staff_id: int | None) -> Context:
    """What is done with it is written down as this person's; None: nobody's."""
    return replace(ctx, staff_id=staff_id)


def acting(ctx: Context) -> int | None:
    return ctx.staff_id


def stamp(ctx: Context) -> Stamp:
    return Stamp(ctx.clock.now(), acting(ctx))


def change(
    session: Session,
    by: Stamp,
    visit: Visit,
    action: str,
    values: Mapping[str, Any],
    message_id: int | None = None,
) -> int:
    """Part of the caller's transaction: the columns of the visit, and what they were."""
    visit_rows.change(session, visit.id, **values, changed_at=by.at)
    before = columns(visit, values)
    return audit.insert(session, by.at, by.staff_id, visit.id, action, before, values, message_id)


def new_visit(session: Session, change_id: int, at: datetime) -> None:
    """The change has begun the visit: undone, it is over, as if nobody had come."""
    audit.amend(
        session,
        change_id,
        before={"ended_at": at, "outcome": Outcome.LEFT.value},
        after={"ended_at": None, "outcome": ""},
    )


def renamed(session: Session, change_id: int, guest: Guest, name: str) -> None:
    """The change has also given the guest a name; part of the caller's transaction."""
    guests.rename(session, guest.id, name)
    audit.amend(session, change_id, before={"name": guest.name}, after={"name": name})


def columns(visit: Visit, names: Mapping[str, Any]) -> dict[str, Any]:
    """The visit's own values of these columns, as they stand in the table."""
    values = {name: getattr(visit, name) for name in names}
    return values | ({"notes": json.dumps(visit.notes)} if "notes" in values else {})


def enter(session: Session, now: datetime, guest_id: int, day: datetime, **values: Any) -> Visit:
    """A new visit with today's next ticket; part of the caller's transaction."""
    return visit_rows.insert(
        session,
        public_id=secrets.token_hex(8),
        guest_id=guest_id,
        opened_at=now,
        number=visit_rows.last_number(session, day) + 1,
        **{"state": State.WAITING.value, **values},
    )


def move(session: Session, by: Stamp, visit: Visit, action: Action, **values: Any) -> int:
    """Part of the caller's transaction: what `action` makes of the visit. Raises Refused."""
    if not allowed(visit.standing, action):
        raise not_now(visit)
    standing = after(visit.standing, action)
    if isinstance(standing, Outcome):
        values |= {"ended_at": by.at, "outcome": standing.value}
    else:
        values |= {"state": standing.value}
    return change(session, by, visit, action, values)


def on_the_list(session: Session, guest_id: int) -> Visit:
    """Raises Refused."""
    return the_one(visit_rows.open_visit(session, guest_id), "")


def tell(ctx: Context, guest_id: int, event: str = "") -> None:
    """After the commit."""
    ctx.bus.publish(GuestChanged(guest_id))
    ctx.bus.publish(VisitChanged(guest_id))
    if event:
        ctx.bus.publish(EventRecorded(guest_id, event))


def today(ctx: Context) -> datetime:
    """When tickets began with 1: at four in the morning, when the last guests have gone."""
    local = ctx.clock.now().astimezone(quiet.zone(ctx)) - timedelta(hours=4)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=4)


def recent(ctx: Context, limit: int = 50, first: int = 0) -> list[Deed]:
    """The latest first, a page at a time."""
    with ctx.store.read() as session:
        return audit.deeds(session, limit, first)


def the_one(visit: Visit | None, visit_id: str) -> Visit:
    if visit is None or visit_id not in {"", visit.public_id}:
        raise not_waiting()
    return visit


def not_now(visit: Visit) -> Refused:
    sentences = {
        State.PENDING: _("This guest has not been let on the list yet."),
        State.WAITING: _("This guest is waiting and has not been called."),
        State.CANCELLED: _("This guest has cancelled."),
    }
    if visit.ended_at is not None:
        return not_waiting()
    what = sentences.get(visit.state, _("This guest has been called."))
    return Refused(what, _("Somebody else may have changed it just now."), _("Look at the list."))


def not_waiting() -> Refused:
    return Refused(
        _("This guest is not waiting any more."),
        _("The visit is over, or nobody has called the guest."),
        _("Call the guest first."),
    )
