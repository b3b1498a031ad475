"""What a guest has done and what was done, kind by kind, the latest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, select, true, union_all
from sqlalchemy.orm import Session

from pushdesk.store import tables


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
