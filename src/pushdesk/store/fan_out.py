"""From one message to a delivery for each device: planned once, entered batch by batch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from pushdesk.domain import requests, targets
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.lanes import Lane, lane_of
from pushdesk.domain.requests import Purpose, Request
from pushdesk.store import second_thoughts, tables, targeting
from pushdesk.store.messages import Draft
from pushdesk.store.targeting import NewsCap

# Entered together with the message itself; each further batch in a transaction of its own.
FIRST = 2000
BATCH = 5000


@dataclass(frozen=True)
class Plan:
    """Whom a message is for, settled when it is sent: nobody comes in beyond the last ones.

    `request` has the targets and the window only; `guests` and `devices` are counted once.
    `latest_news` is the last message of news before it, 0 for none.
    """

    request: Request
    starts_at: datetime
    guests: int
    devices: int
    last_device: int
    last_guest: int
    latest_news: int = 0


@dataclass(frozen=True)
class Open:
    """A message that somebody has to look after; `filled_to` as in `tables.Message`."""

    id: int
    public_id: str
    venue_id: int
    urgency: str
    purpose: Purpose
    plan: Plan
    filled_to: int
    created_at: datetime
    expires_at: datetime
    paused: bool
    cancelled: bool


def plan(session: Session, draft: Draft, request: Request, news: NewsCap | None) -> Plan:
    """Counts whom the message would reach now."""
    whom = Request(request.to, request.exclude, request.subscribed, request.limit)
    device = tables.Device
    guests, devices, last_device, last_guest = session.execute(
        select(
            func.count(device.guest_id.distinct()),
            func.count(),
            func.max(device.id),
            func.max(device.guest_id),
        ).where(*_live(session, whom, draft.venue_id, draft.created_at, news))
    ).one()
    starts_at = draft.starts_at or draft.created_at
    before = latest_news(session) if news is not None else 0
    return Plan(whom, starts_at, guests, devices, last_device or 0, last_guest or 0, before)


def latest_news(session: Session) -> int:
    """The number of the last message of news; 0 for none."""
    row = tables.Message
    news = select(row.id).where(row.purpose == Purpose.NEWS.value)
    return session.scalar(news.order_by(row.created_at.desc(), row.id.desc()).limit(1)) or 0


def first(session: Session, draft: Draft, planned: Plan, news: NewsCap | None) -> list[int]:
    """The devices of the first batch."""
    live = _live(session, planned.request, draft.venue_id, draft.created_at, news)
    return list(session.scalars(_in_order(live, FIRST)))


def ahead(session: Session, message: Open, news: NewsCap | None, limit: int) -> list[int]:
    """The devices that come next, in the order of their numbers."""
    # How far the cap on guests goes was settled with the plan.
    whom = replace(message.plan.request, limit=None)
    device = tables.Device
    live = (
        *_live(session, whom, message.venue_id, message.created_at, news),
        device.id > message.filled_to,
        device.id <= message.plan.last_device,
        device.guest_id <= message.plan.last_guest,
    )
    return list(session.scalars(_in_order(live, limit)))


def insert_message(session: Session, draft: Draft, planned: Plan, devices: Sequence[int]) -> int:
    """The message with the deliveries of its first batch; returns its id."""
    complete = len(devices) >= planned.devices
    columns = {**vars(draft), "purpose": draft.purpose.value}
    del columns["starts_at"]
    row = tables.Message(
        **columns,
        reach=to_json(_impersonal(planned) if complete else planned),
        devices=planned.devices,
        filled_to=None if complete else max(devices, default=0),
    )
    session.add(row)
    session.flush()
    whom = planned.request, draft.venue_id, draft.purpose
    kept = second_thoughts.kept(session, devices, draft.created_at, *whom)
    lane = lane_of(draft.urgency, planned.devices)
    _enter(session, row.id, kept, lane, planned.starts_at)
    return row.id


def enter(
    session: Session, message: Open, devices: Sequence[int], now: datetime, reason: str = ""
) -> bool:
    """One more batch; False where another sender was faster or somebody has stopped it.

    With a `reason`, as deliveries that have expired before they could leave.
    """
    row = tables.Message
    moved = session.execute(
        update(row)
        .where(row.id == message.id, row.filled_to == message.filled_to)
        .where(row.cancelled_at.is_(None), _goes_on(now))
        .values(filled_to=devices[-1])
    )
    if not _one(moved):
        return False
    whom = message.plan.request, message.venue_id, message.purpose
    kept = second_thoughts.kept(session, devices, message.created_at, *whom)
    lane = lane_of(message.urgency, message.plan.devices)
    due_at = max(now, message.plan.starts_at)
    _enter(session, message.id, kept, lane, due_at, reason)
    return True


def finish(session: Session, message: Open) -> bool:
    """Nothing is left to do for it; who it was for is in its deliveries now."""
    row = tables.Message
    done = session.execute(
        update(row)
        .where(row.id == message.id, row.filled_to == message.filled_to)
        .where(row.paused_at.is_not(None) == message.paused)
        .where(row.cancelled_at.is_not(None) == message.cancelled)
        .values(filled_to=None, reach=to_json(_impersonal(message.plan)))
    )
    return _one(done)


def open_messages(session: Session) -> list[Open]:
    """Oldest first; one look into an index that has these only."""
    rows = session.scalars(
        select(tables.Message)
        .where(tables.Message.filled_to.is_not(None))
        .order_by(tables.Message.id)
    )
    return [opened(row) for row in rows]


def opened(row: tables.Message) -> Open:
    return Open(
        row.id,
        row.public_id,
        row.venue_id,
        row.urgency,
        Purpose(row.purpose),
        from_json(row.reach, row),
        row.filled_to or 0,
        row.created_at,
        row.expires_at,
        row.paused_at is not None,
        row.cancelled_at is not None,
    )


def to_json(planned: Plan) -> str:
    return json.dumps(
        {
            "request": json.loads(requests.to_json(planned.request)),
            "starts_at": planned.starts_at.isoformat(),
            "guests": planned.guests,
            "last_device": planned.last_device,
            "last_guest": planned.last_guest,
        },
        separators=(",", ":"),
    )


def from_json(text: str, row: tables.Message) -> Plan:
    """Messages of earlier versions have none: they were entered at once."""
    if not text:
        return Plan(Request(()), row.created_at, row.devices, row.devices, 0, 0)
    value = json.loads(text)
    return Plan(
        requests.parse(json.dumps(value["request"])),
        datetime.fromisoformat(value["starts_at"]),
        value["guests"],
        row.devices,
        value["last_device"],
        value["last_guest"],
    )


def _live(
    session: Session, whom: Request, venue_id: int, at: datetime, news: NewsCap | None
) -> tuple[ColumnElement[bool], ...]:
    guests = targeting.reached_by(
        session,
        whom.to,
        whom.exclude,
        at,
        whom.subscribed,
        whom.limit,
        venue_id=venue_id,
        news=news,
    )
    return (tables.Device.gone_at.is_(None), tables.Device.guest_id.in_(guests))


def _in_order(live: Sequence[ColumnElement[bool]], limit: int) -> Select[int]:
    return select(tables.Device.id).where(*live).order_by(tables.Device.id).limit(limit)


def _enter(
    session: Session,
    message_id: int,
    devices: Sequence[int],
    lane: Lane,
    due_at: datetime,
    reason: str = "",
) -> None:
    """Who has left since the devices were looked up stays out."""
    state = DeliveryState.EXPIRED if reason else DeliveryState.QUEUED
    values = {
        "message_id": literal(message_id),
        "device_id": tables.Device.id,
        "guest_id": tables.Device.guest_id,
        "state": literal(state.value),
        "lane": literal(lane.value),
        "attempts": literal(0),
        "shortened": false(),
        "due_at": literal(due_at, tables.UtcDateTime()),
        "reason": literal(reason),
        **({"ended_at": literal(due_at, tables.UtcDateTime())} if reason else {}),
    }
    those = second_thoughts.among(tables.Device.id, devices)
    entries = (
        select(*values.values())
        .where(those, tables.Device.gone_at.is_(None))
        .order_by(tables.Device.id)
    )
    session.execute(insert(tables.Delivery).from_select(list(values), entries))


def _goes_on(now: datetime) -> ColumnElement[bool]:
    """A pause ends with the message's time."""
    return or_(tables.Message.paused_at.is_(None), tables.Message.expires_at <= now)


def _impersonal(planned: Plan) -> Plan:
    personal = (targets.PushedId, targets.Email, targets.OwnId)
    to, exclude = (
        tuple(target for target in named if not isinstance(target, personal))
        for named in (planned.request.to, planned.request.exclude)
    )
    return replace(planned, request=replace(planned.request, to=to, exclude=exclude))


def _one(result: object) -> bool:
    return cast(CursorResult[Any], result).rowcount == 1
