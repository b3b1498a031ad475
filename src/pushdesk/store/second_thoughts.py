"""Guests who leave or untick after they were looked up for a message: it doesn't go to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pushdesk.domain.requests import Purpose, Request
from pushdesk.store import tables, targeting
from pushdesk.store.conditions import Guests


def kept(
    session: Session,
    devices: Sequence[int],
    since: datetime,
    whom: Request,
    venue_id: int,
    purpose: Purpose,
) -> Sequence[int]:
    """Without those whose guests have withdrawn a consent `since` then and are not meant now.

    Asking once more for the few costs little; asking for everybody would be another broadcast.
    """
    device, consent = tables.Device, tables.Consent
    theirs = consent.guest_id == device.guest_id
    withdrew = exists().where(theirs, consent.given.is_(False), consent.at >= since)
    doubtful = session.scalars(select(device.id).where(among(device.id, devices), withdrew)).all()
    if not doubtful:
        return devices
    meant = device.guest_id.in_(_reached(session, whom, venue_id, since))
    sure = [among(device.id, doubtful), meant]
    if purpose is Purpose.NEWS:
        sure.append(device.guest_id.in_(targeting.ticked()))
    gone = {*doubtful} - {*session.scalars(select(device.id).where(*sure))}
    return [one for one in devices if one not in gone]


def is_meant(session: Session, guest_id: int, whom: Request, venue_id: int, now: datetime) -> bool:
    """Still; who was named in person is not in what is kept of the request."""
    if not whom.to:
        return True
    subscribed = _reached(session, whom, venue_id, now)
    theirs = subscribed.where(tables.Subscription.guest_id == guest_id)
    return session.scalar(theirs.limit(1)) is not None


def among(column: InstrumentedAttribute[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """The numbers stand in the statement: there are more of them than it may have parameters."""
    listed: BindParameter[Any] = bindparam("among", numbers, expanding=True, literal_execute=True)
    return column.in_(listed)


def _reached(session: Session, whom: Request, venue_id: int, now: datetime) -> Guests:
    """How far the cap on guests goes was settled with the plan."""
    return targeting.reached_by(
        session, whom.to, whom.exclude, now, whom.subscribed, venue_id=venue_id
    )
