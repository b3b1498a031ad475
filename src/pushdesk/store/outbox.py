"""The outbox: deliveries are claimed under a lease, and every outcome is written down."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    RowMapping,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, DeliveryState, advance
from pushdesk.domain.lanes import HELD, Lane
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button
from pushdesk.domain.visits import State
from pushdesk.i18n import _
from pushdesk.store import tables, templates
from pushdesk.store.under_way import is_under_way


@dataclass(frozen=True)
class Claimed:
    """All that one attempt needs.

    `title` and `body` are the standard text; `fields` are the guest's own, where it may name one.
    `site_id` is the Pushed ID for the owner's own sites, empty where they may not know the guest.
    """

    delivery_id: int
    attempts: int
    shortened: bool
    lane: int
    device_gone: bool
    guest_id: int
    endpoint: str
    p256dh: bytes
    auth: bytes
    pass_token: str
    language: str
    guest_name: str
    fields: Mapping[str, str]
    venue: str
    message_id: str
    title: str
    body: str
    translations: Mapping[str, Wording]
    variables: Mapping[str, str]
    url: str
    urgency: str
    topic: str
    created_at: datetime
    expires_at: datetime
    icon: str = ""
    image: str = ""
    buttons: tuple[Button, ...] = ()
    site_id: str = ""


@dataclass(frozen=True)
class News:
    """What an attempt has brought; `due_at` only for a delivery that waits for another one."""

    delivery_id: int
    state: DeliveryState
    reason: str = ""
    due_at: datetime | None = None
    shortened: bool = False


@dataclass(frozen=True)
class Change:
    delivery_id: int
    message_id: str
    guest_id: int
    device_id: int
    state: DeliveryState


def claim(
    session: Session, now: datetime, lanes: Mapping[Lane, int], lease: timedelta
) -> list[Claimed]:
    """So many due deliveries of each lane, nobody else's until the lease ends.

    Each is counted as attempted. A sender that dies leaves its rows to whoever comes after.
    What is paused or cancelled meanwhile doesn't leave, nor what belongs to a visit that is over.
    """
    due = [row for lane, limit in lanes.items() for row in _due(session, now, lane, limit)]
    if over := [row.id for row in due if row.over]:
        end(session, over, now, _("The visit was over before it could be sent."))
        due = [row for row in due if not row.over]
    ids = [row.id for row in due if not row.held and not row.cancelled]
    if len(ids) < len(due):
        set_aside(session, [row.id for row in due if row.held and not row.cancelled])
        take_back(session, [row.id for row in due if row.cancelled], now)
    session.execute(
        those(ids).values(
            state=DeliveryState.SENDING.value,
            attempts=tables.Delivery.attempts + 1,
            due_at=now + lease,
        )
    )
    return _claimed(session, ids)


def those(ids: Sequence[int]) -> Update:
    return update(tables.Delivery).where(_among(ids))


def set_aside(session: Session, ids: Sequence[int]) -> None:
    """Into the lane where those of a paused message wait."""
    held = those(ids).where(tables.Delivery.lane < HELD)
    session.execute(held.values(state=DeliveryState.QUEUED.value, lane=tables.Delivery.lane + HELD))


def take_back(session: Session, ids: Sequence[int], now: datetime) -> None:
    """What has never been attempted goes without a trace, the rest ends."""
    session.execute(delete(tables.Delivery).where(_among(ids), tables.Delivery.attempts == 0))
    end(session, ids, now, _("It was cancelled before a push service took it."))


def end(session: Session, ids: Sequence[int], now: datetime, reason: str) -> None:
    session.execute(
        those(ids).values(state=DeliveryState.EXPIRED.value, reason=reason, ended_at=now)
    )


def _among(ids: Sequence[int]) -> ColumnElement[bool]:
    # The numbers stand in the statement: there may be more of them than it may have parameters.
    return tables.Delivery.id.in_(bindparam("ids", ids, expanding=True, literal_execute=True))


def _due(session: Session, now: datetime, lane: Lane, limit: int) -> Iterable[Row[Any]]:
    message = tables.Message
    return session.execute(
        select(
            tables.Delivery.id,
            and_(message.paused_at.is_not(None), message.expires_at > now).label("held"),
            message.cancelled_at.is_not(None).label("cancelled"),
            _over().label("over"),
        )
        .join(message, message.id == tables.Delivery.message_id)
        .outerjoin(tables.Visit, tables.Visit.id == message.visit_id)
        .where(
            is_under_way(),
            tables.Delivery.lane == lane,
            tables.Delivery.due_at <= now,
        )
        .order_by(tables.Delivery.due_at, tables.Delivery.id)
        .limit(limit)
        .with_for_update(of=tables.Delivery, skip_locked=True)
    )


def _over() -> ColumnElement[bool]:
    """Written before the visit ended, or before the guest cancelled; what comes after is news."""
    visit, written = tables.Visit, tables.Message.created_at
    cancelled = and_(visit.state == State.CANCELLED.value, visit.answered_at > written)
    return func.coalesce(or_(visit.ended_at > written, cancelled), False)


def _claimed(session: Session, ids: Sequence[int]) -> list[Claimed]:
    rows = session.execute(
        select(
            tables.Delivery.id.label("delivery_id"),
            tables.Delivery.attempts,
            tables.Delivery.shortened,
            tables.Delivery.lane,
            tables.Device.gone_at.is_not(None).label("device_gone"),
            tables.Guest.id.label("guest_id"),
            tables.Device.endpoint,
            tables.Device.p256dh,
            tables.Device.auth,
            tables.Guest.pass_token,
            case((tables.Guest.recognised, tables.Guest.pushed_id), else_="").label("site_id"),
            tables.Guest.language,
            tables.Guest.name.label("guest_name"),
            tables.Venue.name.label("venue"),
            tables.Message.public_id.label("message_id"),
            tables.Message.title,
            tables.Message.body,
            tables.Message.translations,
            tables.Message.variables,
            tables.Message.url,
            tables.Message.icon,
            tables.Message.image,
            tables.Message.buttons,
            tables.Message.urgency,
            tables.Message.topic,
            tables.Message.created_at,
            tables.Message.expires_at,
        )
        .join(tables.Message, tables.Message.id == tables.Delivery.message_id)
        .join(tables.Venue, tables.Venue.id == tables.Message.venue_id)
        .join(tables.Device, tables.Device.id == tables.Delivery.device_id)
        .join(tables.Guest, tables.Guest.id == tables.Delivery.guest_id)
        .where(tables.Delivery.id.in_(ids))
        .order_by(tables.Delivery.id)
    )
    found = rows.mappings().all()
    personal = {row["guest_id"] for row in found if _may_be_personal(row)}
    fields = templates.fields(session, personal) if personal else {}
    return [_claim(row, fields.get(row["guest_id"], {})) for row in found]


def _may_be_personal(row: RowMapping) -> bool:
    return row["translations"] != "{}" or "{" in row["title"] or "{" in row["body"]


def _claim(row: RowMapping, fields: Mapping[str, str]) -> Claimed:
    read = {
        "fields": fields,
        "translations": templates.wordings_from_json(row["translations"]),
        "variables": json.loads(row["variables"]),
        "buttons": tuple(Button(**button) for button in json.loads(row["buttons"])),
    }
    return Claimed(**{**row, **read})


def next_due(session: Session, lanes: Iterable[Lane]) -> datetime | None:
    """One look into the index for each lane."""
    moments = [
        session.scalar(
            select(func.min(tables.Delivery.due_at)).where(
                is_under_way(), tables.Delivery.lane == lane
            )
        )
        for lane in lanes
    ]
    return min((moment for moment in moments if moment), default=None)


def record(session: Session, news: Iterable[News], now: datetime) -> list[Change]:
    return [change for item in news if (change := _record(session, item, now)) is not None]


def receipt(
    session: Session, delivery_id: int, state: DeliveryState, now: datetime
) -> Change | None:
    """A phone's own word; None where it says nothing new."""
    return _record(session, News(delivery_id, state), now)


def close(session: Session, delivery_id: int, now: datetime) -> None:
    """The guest swiped the notification away."""
    session.execute(
        update(tables.Delivery)
        .where(tables.Delivery.id == delivery_id, tables.Delivery.closed_at.is_(None))
        .values(closed_at=now)
    )


def _record(session: Session, news: News, now: datetime) -> Change | None:
    row = session.get(tables.Delivery, news.delivery_id)
    if row is None:
        return None
    state = advance(DeliveryState(row.state), news.state)
    if state is DeliveryState(row.state) and news.due_at is None:
        return None
    row.state = state.value
    row.reason = news.reason
    row.shortened = row.shortened or news.shortened
    row.due_at = news.due_at or row.due_at
    _stamp(row, news.state, now)
    message_id = session.get_one(tables.Message, row.message_id).public_id
    return Change(row.id, message_id, row.guest_id, row.device_id, state)


def _stamp(row: tables.Delivery, news: DeliveryState, now: datetime) -> None:
    """A phone that shows or opens has been reached by the push service, whoever said so first."""
    if news is DeliveryState.ACCEPTED or news in ON_THE_PHONE:
        row.accepted_at = row.accepted_at or now
    if news in ON_THE_PHONE:
        row.shown_at = row.shown_at or now
    if news is DeliveryState.OPENED:
        row.opened_at = row.opened_at or now
    if news in ENDS:
        row.ended_at = row.ended_at or now


def end_silent(session: Session, now: datetime, limit: int = 500) -> list[Change]:
    """Ends what was accepted, has expired and never gave a sign."""
    ids = session.scalars(_silent(now).limit(limit))
    reason = _("The phone never gave a sign.")
    return record(session, [News(id_, DeliveryState.EXPIRED, reason) for id_ in ids], now)


def has_silent(session: Session, now: datetime) -> bool:
    return session.scalar(_silent(now).limit(1)) is not None


def _silent(now: datetime) -> Select[int]:
    return (
        select(tables.Delivery.id)
        .join(tables.Message, tables.Message.id == tables.Delivery.message_id)
        .where(tables.Delivery.state == DeliveryState.ACCEPTED.value)
        .where(tables.Message.expires_at <= now)
    )
