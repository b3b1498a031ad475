"""Sends: committed to the outbox first, followed by their counts."""

from dataclasses import dataclass
from datetime import timedelta

from pushdesk.domain import requests, targets
from pushdesk.domain.deliveries import DeliveryState, settled
from pushdesk.domain.events import MessageQueued
from pushdesk.domain.requests import NoRequest, Reason, Request
from pushdesk.domain.staff import Permission
from pushdesk.domain.targets import Email, OwnId, PushedId, Target
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services.composing import (
    Sent,
    compose,
    enter,
    news_cap,
    plan,
    put_in_outbox,
    venue_of,
)
from pushdesk.services.context import Context
from pushdesk.services.message_words import Text, make_draft, timing
from pushdesk.services.templates import URGENCIES
from pushdesk.store import Session, targeting
from pushdesk.store import messages as rows
from pushdesk.store.messages import Progress
from pushdesk.store.targeting import NewsCap

__all__ = [
    "URGENCIES",
    "Progress",
    "Reach",
    "Sent",
    "Status",
    "Text",
    "make_draft",
    "put_in_outbox",
    "timing",
]

NO_DELAY = timedelta(0)


@dataclass(frozen=True)
class Reach:
    """Of the others that are meant, `unreachable` guests have no live device.

    `withheld` ones have one, and either haven't asked for news or had enough this week.
    """

    guests: int
    devices: int
    unreachable: int
    withheld: int


@dataclass(frozen=True)
class Status:
    """`filling`: some deliveries are not in the outbox yet."""

    id: str
    counts: dict[DeliveryState, int]
    filling: bool

    @property
    def settled(self) -> bool:
        return not self.filling and all(settled(state) for state in self.counts)


def read_target(text: str) -> Target:
    """Raises UserError where the text names nobody."""
    target = targets.parse(text)
    if target is None:
        raise UserError(
            _("“{text}” is no one to send to.").format(text=text[:60]),
            "",
            _("Give app, channel:ALIAS, audience:NAME, pushed_id:ID, own:SYSTEM/ID or email:…"),
        )
    return target


def read_request(json_text: str) -> Request:
    """From the JSON of `domain.requests`; raises UserError."""
    try:
        return requests.parse(json_text)
    except NoRequest as error:
        detail = error.detail[:60]
        why = {
            Reason.NOT_JSON: _("It is not written as one JSON object."),
            Reason.TOO_LARGE: _("It is too large."),
            Reason.UNKNOWN_FIELD: _("PushDesk knows no field “{name}”.").format(name=detail),
            Reason.BAD_VALUE: _("The value of “{name}” doesn't fit.").format(name=detail),
            Reason.NO_TARGET: _("{target} is no one to send to.").format(target=detail),
        }[error.reason]
        raise UserError(
            _("This message can't be read."), why, _("Change that part of it.")
        ) from error


def send(
    ctx: Context, request: Request, *, hold_back: timedelta = NO_DELAY, source: str = ""
) -> Sent:
    """Raises UserError where nobody can be reached or a bound is broken; then nothing is kept.

    Until `hold_back` is over, cancelling leaves nothing behind. `source` tells who has sent it.
    """
    if not _is_to_one(request):
        ctx.require(Permission.COMPOSER)
    now = ctx.clock.now()
    composed = compose(ctx, request, now + hold_back if hold_back else None, source)
    with ctx.store.read() as session:
        planned = plan(session, composed)
    with ctx.store.write() as session:
        sent = enter(session, composed, *planned)
    ctx.bus.publish(MessageQueued(sent.id))
    return sent


def _is_to_one(request: Request) -> bool:
    return len(request.to) == 1 and isinstance(request.to[0], PushedId | OwnId | Email)


def check(ctx: Context, request: Request) -> None:
    """Raises UserError for what `send` would refuse now."""
    composed = compose(ctx, request)
    with ctx.store.read() as session:
        plan(session, composed)


def reach(ctx: Context, request: Request) -> Reach:
    """Whom the request would reach now. Raises NotFound for a target that is not there."""
    venue_id = venue_of(ctx, request)
    news = news_cap(ctx, request.purpose, ctx.clock.now())
    with ctx.store.read() as session:
        meant = _count(session, ctx, request, venue_id)
        if news is None and request.limit is None:
            return Reach(meant.guests, meant.devices, meant.unreachable, 0)
        allowed = _count(session, ctx, request, venue_id, news)
        sent = _count(session, ctx, request, venue_id, news, request.limit)
    withheld = meant.guests - allowed.guests
    return Reach(sent.guests, sent.devices, meant.unreachable, withheld)


def status(ctx: Context, message_id: str) -> Status:
    with ctx.store.read() as session:
        message = rows.message(session, message_id)
        if message is None:
            raise unknown(message_id)
        counts = rows.counts(session, message.id)
        return Status(message.public_id, counts, message.filling)


def unknown(message_id: str) -> NotFound:
    return NotFound(
        _("There is no message “{id}”.").format(id=message_id[:20]),
        "",
        _("Use the id that sending it gave."),
    )


def recent(ctx: Context, limit: int = 50) -> list[Progress]:
    """The latest deliveries, newest first."""
    with ctx.store.read() as session:
        return rows.recent(session, limit)


def _count(
    session: Session,
    ctx: Context,
    request: Request,
    venue_id: int,
    news: NewsCap | None = None,
    limit: int | None = None,
) -> targeting.Reach:
    reached = targeting.reached_by(
        session,
        request.to,
        request.exclude,
        ctx.clock.now(),
        request.subscribed,
        limit,
        venue_id=venue_id,
        news=news,
    )
    return targeting.count(session, reached)
