"""Calls that stand, what was done about each, and how far it has come: in four queries at most."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.escalation import STEPS, Taken
from pushdesk.domain.visits import State
from pushdesk.store import tables
from pushdesk.store.visits import COLUMNS, Visit, record


@dataclass(frozen=True)
class Call:
    """`can_ring`: the guest is subscribed, with a phone that still listens."""

    visit: Visit
    hold_until: datetime
    taken: tuple[Taken, ...]
    can_ring: bool


def standing(session: Session, now: datetime, visit_id: int | None = None) -> list[Call]:
    """Those whose table is held, who have not answered and whose own page has not shown it; of all
    visits, or of that one.
    """
    visit = tables.Visit
    query = select(*COLUMNS).where(
        visit.ended_at.is_(None),
        visit.state == State.CALLED.value,
        visit.hold_until > now,
        visit.page_shown_at.is_(None),
    )
    if visit_id is not None:
        query = query.where(visit.id == visit_id)
    called = [record(row) for row in session.execute(query)]
    if not called:
        return []
    taken = _taken(session, [one.id for one in called])
    able = _able_to_ring(session, [one.guest_id for one in called])
    return [
        Call(one, one.hold_until, tuple(taken[one.id]), one.guest_id in able)
        for one in called
        if one.hold_until is not None
    ]


def _taken(session: Session, visit_ids: Collection[int]) -> dict[int, list[Taken]]:
    audit = tables.Audit
    rows = session.execute(
        select(audit.visit_id, audit.action, audit.at, audit.message_id)
        .where(audit.visit_id.in_(visit_ids), audit.action.in_(STEPS), audit.undone_at.is_(None))
        .order_by(audit.id)
    ).all()
    phones = _phones(session, [row.message_id for row in rows if row.message_id is not None])
    found: dict[int, list[Taken]] = defaultdict(list)
    for visit_id, action, at, message_id in rows:
        states = None if message_id is None else tuple(phones[message_id])
        if visit_id is not None:
            found[visit_id].append(Taken(action, at, states))
    return found


def _phones(session: Session, message_ids: Collection[int]) -> dict[int, list[DeliveryState]]:
    delivery = tables.Delivery
    rows = session.execute(
        select(delivery.message_id, delivery.state).where(delivery.message_id.in_(message_ids))
    )
    found: dict[int, list[DeliveryState]] = defaultdict(list)
    for message_id, state in rows:
        found[message_id].append(DeliveryState(state))
    return found


def _able_to_ring(session: Session, guest_ids: Collection[int]) -> set[int]:
    device, subscription = tables.Device, tables.Subscription
    subscribed = select(subscription.guest_id).where(
        subscription.guest_id.in_(guest_ids), subscription.left_at.is_(None)
    )
    return set(
        session.scalars(
            select(device.guest_id).where(device.guest_id.in_(subscribed), device.gone_at.is_(None))
        )
    )
