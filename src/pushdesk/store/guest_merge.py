"""Two records of one person become one."""

from datetime import datetime

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from pushdesk.store import double_visits, own_ids, tables, visits
from pushdesk.store.guest_records import of_a_guest
from pushdesk.store.membership import BY_GUEST
from pushdesk.store.own_ids import FORMER_ID, OwnId


def merge(session: Session, into: int, other: int, now: datetime, staff_id: int | None) -> None:
    """Everything of the other guest's becomes the kept one's, who wins where both have it."""
    _settle(session, into, other, now)
    _wait_once(session, into, other, now, staff_id)
    for table in of_a_guest():
        session.execute(update(table).where(table.c.guest_id == other).values(guest_id=into))
    kept, gone = session.get_one(tables.Guest, into), session.get_one(tables.Guest, other)
    _fill(kept, gone)
    own_ids.give(session, into, [OwnId(FORMER_ID, gone.pushed_id)])
    session.delete(gone)
    session.flush()


def _settle(session: Session, into: int, other: int, now: datetime) -> None:
    """Takes away what both can't have; the other's time on a channel ends, and stays on record."""
    field, member, code = tables.OwnField, tables.AudienceMember, tables.EmailCode
    names = select(field.name).where(field.guest_id == into)
    session.execute(delete(field).where(field.guest_id == other, field.name.in_(names)))
    _drop_unticked(session, into, other)
    _keep_ticks(session, into, other)
    audiences = select(member.audience_id).where(member.guest_id == into)
    session.execute(
        delete(member).where(member.guest_id == other, member.audience_id.in_(audiences))
    )
    if session.get(code, into) is not None:
        session.execute(delete(code).where(code.guest_id == other))
    _leave_twice(session, into, other, now)
    _end_younger_runs(session, into, other, now)


def _drop_unticked(session: Session, into: int, other: int) -> None:
    """What the person has said last counts: who has unticked a category has no tick left."""
    consent, later = tables.Consent, aliased(tables.Consent)
    both = (into, other)
    superseded = exists().where(
        later.guest_id.in_(both), later.category == consent.category, later.id > consent.id
    )
    unticked = select(consent.category).where(
        consent.guest_id.in_(both), consent.category != "", consent.given.is_(False), ~superseded
    )
    member, audience = tables.AudienceMember, tables.Audience
    audiences = select(audience.id).where(audience.name.in_(unticked))
    session.execute(
        delete(member).where(
            member.guest_id.in_(both),
            member.source == BY_GUEST,
            member.audience_id.in_(audiences),
        )
    )


def _keep_ticks(session: Session, into: int, other: int) -> None:
    """Where only the other one has ticked a category, the person has."""
    member = tables.AudienceMember
    ticked = select(member.audience_id).where(member.guest_id == other, member.source == BY_GUEST)
    session.execute(
        update(member)
        .where(member.guest_id == into, member.audience_id.in_(ticked))
        .values(source=BY_GUEST)
    )


def _leave_twice(session: Session, into: int, other: int, now: datetime) -> None:
    on = tables.Subscription
    channels = select(on.channel_id).where(on.guest_id == into, on.left_at.is_(None))
    session.execute(
        update(on)
        .where(on.guest_id == other, on.left_at.is_(None), on.channel_id.in_(channels))
        .values(left_at=now)
    )


def _wait_once(
    session: Session, into: int, other: int, now: datetime, staff_id: int | None
) -> None:
    first, second = (visits.open_visit(session, each) for each in (into, other))
    if first is not None and second is not None:
        double_visits.join(session, first, second, now, staff_id)


def _end_younger_runs(session: Session, into: int, other: int, now: datetime) -> None:
    """Of two guests on the way through one rule, the older run goes on."""
    run, twin = aliased(tables.RuleRun), aliased(tables.RuleRun)
    same = and_(twin.rule_id == run.rule_id, twin.slot == run.slot)
    older = or_(
        twin.started_at < run.started_at,
        and_(twin.started_at == run.started_at, twin.id < run.id),
    )
    both = (into, other)
    younger = select(run.id).where(
        run.guest_id.in_(both),
        run.ended_at.is_(None),
        exists().where(
            twin.guest_id.in_(both),
            twin.guest_id != run.guest_id,
            twin.ended_at.is_(None),
            same,
            older,
        ),
    )
    ended = session.scalars(younger).all()
    session.execute(
        update(tables.RuleRun).where(tables.RuleRun.id.in_(ended)).values(ended_at=now, due_at=None)
    )


def _fill(kept: tables.Guest, gone: tables.Guest) -> None:
    if not kept.name:
        kept.name, kept.name_key = gone.name, gone.name_key
    if not kept.email:
        kept.email, kept.email_proven_at = gone.email, gone.email_proven_at
    elif kept.email == gone.email:
        kept.email_proven_at = kept.email_proven_at or gone.email_proven_at
    kept.country = kept.country or gone.country
    kept.recognised = kept.recognised and gone.recognised
    kept.last_seen_at = max(kept.last_seen_at, gone.last_seen_at)
