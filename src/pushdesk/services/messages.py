"""Sends: committed to the outbox first, followed by their counts."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import targets
from pushdesk.domain.deliveries import DeliveryState, settled
from pushdesk.domain.events import MessageQueued
from pushdesk.domain.lanes import lane_of
from pushdesk.domain.targets import Target
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import channels, guests, texts, venues
from pushdesk.services.context import Context
from pushdesk.store import Session
from pushdesk.store import messages as rows
from pushdesk.store.messages import Draft, Progress
from pushdesk.webpush.request import Urgency

URGENCIES = tuple(urgency.value for urgency in Urgency)
# Less could not be sent and shown in time.
SHORTEST_TTL = timedelta(seconds=5)
# RFC 8030 sets no bound; push services keep nothing longer than four weeks.
LONGEST_TTL = timedelta(days=28)
DEFAULT_TTL = timedelta(hours=4)


@dataclass(frozen=True)
class Text:
    """What the phone shows, and where a tap leads (empty: the guest's own page)."""

    title: str
    body: str = ""
    url: str = ""


@dataclass(frozen=True)
class Sent:
    """`recipients` are guests; each is rung on all their live `devices`."""

    id: str
    recipients: int
    devices: int
    expires_at: datetime


@dataclass(frozen=True)
class Status:
    id: str
    counts: dict[DeliveryState, int]

    @property
    def settled(self) -> bool:
        return all(settled(state) for state in self.counts)


def read_target(text: str) -> Target:
    """Raises UserError where the text names nobody."""
    target = targets.parse(text)
    if target is None:
        raise UserError(
            _("“{text}” is no one to send to.").format(text=text[:60]),
            "",
            _("Give app, channel:ALIAS or pushed_id:ID."),
        )
    return target


def send(
    ctx: Context,
    to: Collection[Target],
    text: Text,
    *,
    exclude: Collection[Target] = (),
    ttl: timedelta = DEFAULT_TTL,
    urgency: str = "normal",
) -> Sent:
    """Raises UserError where nobody can be reached or a bound is broken; then nothing is kept."""
    for target in (*to, *exclude):
        _check_exists(ctx, target)
    venue = venues.get(ctx)
    public_id = secrets.token_hex(8)
    draft = make_draft(
        ctx, venue.id, text, ttl=ttl, urgency=urgency, topic=f"m-{public_id}", public_id=public_id
    )
    with ctx.store.write() as session:
        sent = put_in_outbox(session, draft, to, exclude)
    ctx.bus.publish(MessageQueued(sent.id))
    return sent


def make_draft(
    ctx: Context,
    venue_id: int,
    text: Text,
    *,
    ttl: timedelta,
    urgency: str,
    topic: str,
    public_id: str,
    visit_id: int | None = None,
) -> Draft:
    now = ctx.clock.now()
    _check_bounds(ttl, urgency)
    return Draft(
        public_id=public_id,
        venue_id=venue_id,
        visit_id=visit_id,
        title=texts.line(text.title, _("The title"), texts.TITLE_LENGTH),
        body=texts.paragraph(text.body, _("The text"), texts.BODY_LENGTH),
        url=texts.web_link(text.url, _("The link")),
        urgency=urgency,
        topic=topic,
        created_at=now,
        expires_at=now + ttl,
    )


def put_in_outbox(
    session: Session,
    draft: Draft,
    to: Collection[Target],
    exclude: Collection[Target] = (),
) -> Sent:
    """Part of the caller's transaction; raises UserError where nobody can be reached."""
    message_id = rows.insert_message(session, draft)
    recipients, devices = rows.enqueue(
        session, message_id, lane_of(draft.urgency), to, exclude, draft.created_at
    )
    if not devices:
        raise UserError(
            _("There is nobody to send this to."),
            _("Nobody among them is subscribed with a phone that can still be reached."),
            _("Let them scan the subscribe code again."),
        )
    return Sent(draft.public_id, recipients, devices, draft.expires_at)


def status(ctx: Context, message_id: str) -> Status:
    with ctx.store.read() as session:
        message = rows.message(session, message_id)
        if message is None:
            raise NotFound(
                _("There is no message “{id}”.").format(id=message_id[:20]),
                "",
                _("Use the id that sending it gave."),
            )
        return Status(message.public_id, rows.counts(session, message.id))


def recent(ctx: Context, limit: int = 50) -> list[Progress]:
    """The latest deliveries, newest first."""
    with ctx.store.read() as session:
        return rows.recent(session, limit)


def _check_exists(ctx: Context, target: Target) -> None:
    match target:
        case targets.Channel(alias):
            channels.get(ctx, alias)
        case targets.PushedId(value):
            guests.find(ctx, value)
        case targets.App():
            pass


def _check_bounds(ttl: timedelta, urgency: str) -> None:
    if not SHORTEST_TTL <= ttl <= LONGEST_TTL:
        raise UserError(
            _("A message can't be valid for that long or short a time."),
            _("Push services keep one for four weeks at most."),
            _("Give between five seconds and 28 days."),
        )
    if urgency not in URGENCIES:
        raise UserError(
            _("“{urgency}” is no urgency.").format(urgency=urgency[:20]),
            "",
            _("Choose one of: {words}.").format(words=", ".join(URGENCIES)),
        )
