"""What a guest has done and what was done, kind by kind, the latest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, false, or_, select, true, union_all
from sqlalchemy.orm import Session

from pushdesk.store import tables
from pushdesk.store.guest_records import ANYBODY


@dataclass(frozen=True)
class VisitPast:
    """`outcome` is empty while it lasts, and where its hold ran out."""

    at: datetime
    times_called: int
    outcome: str


@dataclass(frozen=True)
class Move:
    """Onto a channel or into a category, or out of it."""

    at: datetime
    name: str
    into: bool
    source: str


def visits(session: Session, guest_id: int, limit: int) -> list[VisitPast]:
    visit = tables.Visit
    rows = session.execute(
        select(visit.opened_at, visit.times_called, visit.outcome)
        .where(visit.guest_id == guest_id)
        .order_by(visit.id.desc())
        .limit(limit)
    )
    return [VisitPast(*row) for row in rows]


def channels(session: Session, guest_id: int, limit: int) -> list[Move]:
    """A subscription that has ended is two moves."""
    on, channel = tables.Subscription, tables.Channel
    theirs = (
        select(on.since, on.left_at, channel.name, on.source)
        .join(channel, channel.id == on.channel_id)
        .where(on.guest_id == guest_id)
        .subquery()
    )
    mine = theirs.c
    joined = select(mine.since.label("at"), mine.name, true().label("into"), mine.source)
    left = select(mine.left_at, mine.name, false(), mine.source).where(mine.left_at.is_not(None))
    both = union_all(joined, left).subquery()
    rows = session.execute(select(both).order_by(both.c.at.desc()).limit(limit))
    return [Move(*row) for row in rows]


def categories(session: Session, guest_id: int, limit: int) -> list[Move]:
    consent = tables.Consent
    rows = session.execute(
        select(consent.at, consent.category, consent.given)
        .where(consent.guest_id == guest_id, consent.category != "")
        .order_by(consent.id.desc())
        .limit(limit)
    )
    return [Move(at, name, given, "") for at, name, given in rows]


def wordy_visits(session: Session, until: datetime, limit: int) -> list[int]:
    """Visits that ended before `until` and still hold more than numbers."""
    visit, audit = tables.Visit, tables.Audit
    written = exists().where(audit.visit_id == visit.id, audit.after != "{}")
    says = or_(visit.notes != "[]", visit.answer != "", visit.place != "", written)
    query = select(visit.id).where(visit.ended_at < until, says).order_by(visit.id)
    return list(session.scalars(query.limit(limit)))


def named_at_visits(session: Session, until: datetime, limit: int) -> list[int]:
    """Guests who are no regulars, whose last visit ended before `until`, and who have a name."""
    guest = tables.Guest
    query = select(guest.id).where(guest.name != "", *_passed_by(until))
    return list(session.scalars(query.limit(limit)))


def without_a_phone(
    session: Session, until: datetime, limit: int, guest_id: int | None = None
) -> list[int]:
    """Of these guests those who never had a phone that could ring, and were never on a channel.

    With `guest_id`, that guest or nobody.
    """
    guest, device, on = tables.Guest, tables.Device, tables.Subscription
    never = (~exists().where(device.guest_id == guest.id), ~exists().where(on.guest_id == guest.id))
    query = select(guest.id).where(*never, *_passed_by(until), *_the_one(guest_id))
    return list(session.scalars(query.limit(limit)))


def idle_since(
    session: Session, since: datetime, limit: int, guest_id: int | None = None
) -> list[int]:
    """Guests who are no regulars and of whom nothing was seen or heard from then on.

    With `guest_id`, that guest or nobody.
    """
    guest, visit, on = tables.Guest, tables.Visit, tables.Subscription
    came = exists().where(
        visit.guest_id == guest.id,
        or_(visit.ended_at.is_(None), visit.opened_at >= since),
    )
    joined = exists().where(on.guest_id == guest.id, on.since >= since)
    quiet = (guest.last_seen_at < since, guest.created_at < since, ~came, ~joined)
    query = select(guest.id).where(*quiet, *_no_regular(), *_the_one(guest_id))
    return list(session.scalars(query.limit(limit)))


def _the_one(guest_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if guest_id is None else (tables.Guest.id == guest_id,)


def _passed_by(until: datetime) -> tuple[ColumnElement[bool], ...]:
    guest, visit = tables.Guest, tables.Visit
    theirs = visit.guest_id == guest.id
    later = exists().where(theirs, or_(visit.ended_at.is_(None), visit.ended_at >= until))
    return (exists().where(theirs), ~later, *_no_regular())


def _no_regular() -> tuple[ColumnElement[bool], ...]:
    """In no audience, without an own ID or a proven address."""
    guest, member, own = tables.Guest, tables.AudienceMember, tables.OwnId
    return (
        guest.pushed_id != ANYBODY,
        guest.email_proven_at.is_(None),
        ~exists().where(member.guest_id == guest.id),
        ~exists().where(own.guest_id == guest.id),
    )
