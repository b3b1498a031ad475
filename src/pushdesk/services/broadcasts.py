"""Messages on their way: how far each has come, and a hand on the brake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pushdesk.domain.deliveries import WAITING, DeliveryState
from pushdesk.domain.events import MessageChanged
from pushdesk.domain.requests import Purpose
from pushdesk.domain.staff import Permission
from pushdesk.errors import Refused
from pushdesk.i18n import _
from pushdesk.services import messages
from pushdesk.services.context import Context
from pushdesk.store import Session
from pushdesk.store import broadcasts as rows
from pushdesk.store.broadcasts import RATE_SECONDS, Progress


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    SENT = "sent"


@dataclass(frozen=True)
class Broadcast:
    """Of the planned `devices`, `entered` are in the outbox and `done` need no more sending.

    `per_second` is that of the last ten seconds; None where nothing moves.
    """

    id: str
    title: str
    source: str
    state: State
    purpose: Purpose
    created_at: datetime
    starts_at: datetime
    expires_at: datetime
    guests: int
    devices: int
    entered: int
    done: int
    counts: Mapping[DeliveryState, int]
    per_second: float | None
    seconds_left: float | None


def get(ctx: Context, message_id: str) -> Broadcast:
    """Raises NotFound."""
    return _broadcast(_row(ctx, message_id), ctx.clock.now())


def recent(ctx: Context, limit: int = 50) -> list[Broadcast]:
    """Newest first."""
    now = ctx.clock.now()
    with ctx.store.read() as session:
        return [_broadcast(row, now) for row in rows.recent(session, limit, now)]


def running(ctx: Context) -> list[Broadcast]:
    """Those that are waiting, being sent or paused; newest first."""
    now = ctx.clock.now()
    with ctx.store.read() as session:
        found = [_broadcast(row, now) for row in rows.running(session, now)]
    return [one for one in found if one.state not in {State.SENT, State.CANCELLED}]


def pause(ctx: Context, message_id: str) -> Broadcast:
    """What is under way still arrives. Raises NotFound, Refused where nothing is left to pause."""
    ctx.require(Permission.COMPOSER)
    now = ctx.clock.now()
    return _change(ctx, message_id, lambda session, id_: rows.pause(session, id_, now))


def resume(ctx: Context, message_id: str) -> Broadcast:
    """Raises NotFound, Refused where nothing is left to send."""
    ctx.require(Permission.COMPOSER)
    return _change(ctx, message_id, rows.resume)


def cancel(ctx: Context, message_id: str) -> Broadcast:
    """What was never attempted goes without a trace. Raises NotFound, Refused once all is sent.

    Of a message to many the first part goes here, the sender takes back the rest.
    """
    ctx.require(Permission.COMPOSER)
    now = ctx.clock.now()

    def cancel_first(session: Session, id_: int) -> None:
        rows.cancel(session, id_, now)
        rows.clear(session, id_, now)

    return _change(ctx, message_id, cancel_first)


def _change(ctx: Context, message_id: str, change: Callable[[Session, int], object]) -> Broadcast:
    """Asks inside the transaction: the last of it may just have left, or been cancelled."""
    id_ = _row(ctx, message_id).id
    with ctx.store.write() as session:
        if not rows.is_unsent(session, id_):
            raise _nothing_left(cancelled=rows.is_cancelled(session, id_))
        change(session, id_)
    ctx.bus.publish(MessageChanged(message_id))
    return get(ctx, message_id)


def _row(ctx: Context, message_id: str) -> Progress:
    with ctx.store.read() as session:
        found = rows.get(session, message_id, ctx.clock.now())
    if found is None:
        raise messages.unknown(message_id)
    return found


def _nothing_left(*, cancelled: bool) -> Refused:
    return Refused(
        _("Nothing of this message is left to send."),
        _("It was cancelled.") if cancelled else _("It has left already."),
        _("Send another message."),
    )


def _broadcast(row: Progress, now: datetime) -> Broadcast:
    entered = sum(row.counts.values())
    done = sum(number for state, number in row.counts.items() if state not in WAITING)
    devices = max(row.plan.devices, entered)
    state = _state(row, now)
    per_second = row.lately / RATE_SECONDS if state is State.SENDING and row.lately else None
    return Broadcast(
        id=row.public_id,
        title=row.title,
        source=row.source,
        state=state,
        purpose=row.purpose,
        created_at=row.created_at,
        starts_at=row.plan.starts_at,
        expires_at=row.expires_at,
        guests=row.plan.guests,
        devices=devices,
        entered=entered,
        done=done,
        counts=row.counts,
        per_second=per_second,
        seconds_left=(devices - done) / per_second if per_second else None,
    )


def _state(row: Progress, now: datetime) -> State:
    """A pause ends with the message's time: then it is only told that it came too late."""
    if row.cancelled:
        return State.CANCELLED
    if not row.filling and not WAITING & row.counts.keys():
        return State.SENT
    if row.paused and row.expires_at > now:
        return State.PAUSED
    return State.WAITING if row.plan.starts_at > now else State.SENDING
