"""From a request to a message in the outbox."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import requests, targets
from pushdesk.domain.requests import Purpose, Request
from pushdesk.domain.targets import Target
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import (
    audiences,
    channels,
    guests,
    message_words,
    preferences,
    quiet,
    templates,
    texts,
    venues,
)
from pushdesk.services.audiences import Window
from pushdesk.services.context import Context
from pushdesk.settings import NEWS_PER_WEEK
from pushdesk.store import Session, fan_out
from pushdesk.store.fan_out import Plan
from pushdesk.store.messages import Draft
from pushdesk.store.targeting import NewsCap

WEEK = timedelta(days=7)
SOURCE_LENGTH = 100
MOST_AUDIENCES = 100


@dataclass(frozen=True)
class Sent:
    """`recipients` are guests; each is rung on all their live `devices`."""

    id: str
    recipients: int
    devices: int
    expires_at: datetime
    starts_at: datetime


@dataclass(frozen=True)
class Composed:
    """A request that may be sent: its message, whom it is for, and the cap on news."""

    draft: Draft
    request: Request
    news: NewsCap | None


def compose(
    ctx: Context, request: Request, starts_at: datetime | None = None, source: str = ""
) -> Composed:
    """The message without its deliveries; raises UserError for all but “nobody is there”.

    News whose start falls into the quiet hours start at their end.
    """
    venue_id = venue_of(ctx, request)
    words = message_words.of_request(ctx, request)
    message_words.check_values(ctx, words.text, request.variables)
    now = ctx.clock.now()
    begin = start = starts_at or now
    if request.purpose is Purpose.NEWS:
        start = leaves_at(ctx, max(begin, now), request.purpose)
    public_id = secrets.token_hex(8)
    draft = message_words.make_draft(
        ctx,
        venue_id,
        words.text,
        variables=request.variables,
        ttl=_ttl(ctx, request, words.ttl, begin, start),
        urgency=request.urgency or words.urgency,
        topic=f"{words.topic}-{public_id}",
        public_id=public_id,
        starts_at=start,
        purpose=request.purpose,
        source=texts.line(source, _("The source"), SOURCE_LENGTH, required=False),
    )
    return Composed(draft, request, news_cap(ctx, request.purpose, start))


def leaves_at(ctx: Context, at: datetime, purpose: Purpose) -> datetime:
    """When a message that is due then goes out: news waits for the end of the quiet hours."""
    return quiet.news_may_leave(ctx, at) if purpose is Purpose.NEWS else at


def plan(session: Session, composed: Composed) -> tuple[Plan, list[int]]:
    """Whom it reaches, and the devices of the first batch; raises UserError where it is nobody."""
    draft, news = composed.draft, composed.news
    planned = fan_out.plan(session, draft, composed.request, news)
    if not planned.devices:
        raise _nobody(composed)
    return planned, fan_out.first(session, draft, planned, news)


def enter(session: Session, composed: Composed, planned: Plan, first: Sequence[int]) -> Sent:
    """Part of the caller's transaction; the sender enters further batches.

    Where other news went out meanwhile, some guests may have had enough of it by now.
    """
    draft = composed.draft
    if composed.news is not None and planned.latest_news != fan_out.latest_news(session):
        planned, first = plan(session, composed)
    fan_out.insert_message(session, draft, planned, first)
    return Sent(
        draft.public_id, planned.guests, planned.devices, draft.expires_at, planned.starts_at
    )


def put_in_outbox(
    session: Session,
    draft: Draft,
    to: Collection[Target],
    exclude: Collection[Target] = (),
    window: Window | None = None,
    limit: int | None = None,
) -> Sent:
    """Part of the caller's transaction; raises UserError where nobody can be reached."""
    composed = Composed(draft, Request(tuple(to), tuple(exclude), window, limit), None)
    return enter(session, composed, *plan(session, composed))


def news_cap(ctx: Context, purpose: Purpose, at: datetime) -> NewsCap | None:
    """None for what is no news."""
    if purpose is not Purpose.NEWS:
        return None
    return NewsCap(preferences.get(ctx, NEWS_PER_WEEK), at - WEEK)


def venue_of(ctx: Context, request: Request) -> int:
    """The one that sends; raises UserError for a target that is not there, or too many."""
    _check_size(request)
    for target in (*request.to, *request.exclude):
        _check_exists(ctx, target)
    return venues.get(ctx).id


def _check_size(request: Request) -> None:
    """Later batches have to read whom it is for, and a database can't ask for any number."""
    named = request.to + request.exclude
    audiences_ = sum(isinstance(target, targets.Audience) for target in named)
    if audiences_ > MOST_AUDIENCES:
        raise _too_many(audiences_, MOST_AUDIENCES)
    if len(named) > requests.MAX_TARGETS or len(requests.to_json(request)) > requests.MAX_JSON:
        raise _too_many(len(named), requests.MAX_TARGETS)


def _too_many(number: int, most: int) -> UserError:
    return UserError(
        _("These are too many to name one by one."),
        _("There are {n}; {most} fit.").format(n=number, most=most),
        _("Put them into an audience, and send to that."),
    )


def _check_exists(ctx: Context, target: Target) -> None:
    match target:
        case targets.Channel(alias):
            channels.get(ctx, alias)
        case targets.PushedId(value):
            guests.known_by(ctx, value)
        case targets.Audience(name):
            audiences.get(ctx, name)
        case _:
            pass


def _ttl(
    ctx: Context, request: Request, usual: timedelta, begin: datetime, start: datetime
) -> timedelta:
    """From `start` on. What was given counts from `begin`: the night doesn't lengthen it."""
    if request.ttl is not None and request.until is not None:
        raise UserError(
            _("A message has one end only."), "", _("Give how long it is valid, or until when.")
        )
    if request.ttl is None and request.until is None:
        return usual
    # The bounds are checked with the words; no calendar goes on for as long as people can type.
    longest = 2 * templates.LONGEST_TTL
    end = request.until or begin + max(-longest, min(request.ttl or timedelta(0), longest))
    if start > begin and end <= start:
        raise Refused(
            _("This news would be past its time before it may be sent."),
            _("No news is sent before {time}.").format(
                time=start.astimezone(quiet.zone(ctx)).strftime("%H:%M")
            ),
            _("Let it be valid for longer, or send it in the daytime."),
        )
    return end - start


def _nobody(composed: Composed) -> UserError:
    if composed.news is not None:
        return _nobody_for_news(composed.request, composed.news)
    return UserError(
        _("There is nobody to send this to."),
        _("Nobody among them is subscribed with a phone that can still be reached."),
        _("Let them scan the subscribe code again."),
    )


def _nobody_for_news(request: Request, news: NewsCap) -> UserError:
    if [type(target) for target in request.to] == [targets.PushedId]:
        what = _("This guest gets no news now.")
        why = _("The guest hasn’t asked for news, or has had {n} this week.")
    else:
        what = _("There is nobody to send this to.")
        why = _("Nobody among them has asked for news and had less than {n} this week.")
    return UserError(
        what, why.format(n=news.most), _("News goes to guests who have ticked a category.")
    )
