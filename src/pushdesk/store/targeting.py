"""Whom targets reach: guests who are subscribed now, each once."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session

from pushdesk.domain import targets
from pushdesk.domain.conditions import Condition, InAudience
from pushdesk.domain.deliveries import WAITING
from pushdesk.domain.requests import Purpose
from pushdesk.domain.targets import Target
from pushdesk.store import conditions, membership, own_ids, tables
from pushdesk.store.conditions import Guests

# Subscribed since the first moment and before the second; None leaves that side open.
Window = tuple[datetime | None, datetime | None]
OPEN: Window = (None, None)
_ON_THE_WAY = [state.value for state in WAITING]


@dataclass(frozen=True)
class Reach:
    """`guests` have `devices` that can be rung; `unreachable` ones are meant and have none."""

    guests: int
    devices: int
    unreachable: int


@dataclass(frozen=True)
class Sample:
    guest_id: int
    name: str
    pushed_id: str


@dataclass(frozen=True)
class NewsCap:
    """News are for guests who have had fewer than `most` since then, `but` one not counted."""

    most: int
    since: datetime
    but: int | None = None


def reached_by(
    session: Session,
    to: Collection[Target],
    exclude: Collection[Target],
    now: datetime,
    window: Window | None = None,
    limit: int | None = None,
    *,
    venue_id: int | None = None,
    news: NewsCap | None = None,
) -> Guests:
    """The guests' ids, for an IN or an INSERT…SELECT.

    With `window`, by a subscription from that time: where a channel is named, the one to it.
    With `limit`, no more guests than that, of those who have a live device the oldest.
    `App` is everyone at that venue; without `venue_id`, everyone.
    """
    here = true() if venue_id is None else tables.Subscription.channel_id.in_(_of_venue(venue_id))
    include = _any_of(session, to, now, conditions.channel_in, here)
    chosen = _subscribed(window or OPEN, include)
    if exclude:
        chosen = chosen.where(not_(_any_of(session, exclude, now, _anywhere, _at(venue_id))))
    if news is not None:
        chosen = chosen.where(*_open_to_news(news))
    return chosen if limit is None else _at_most(limit, chosen)


def meant_by(session: Session, condition: Condition, now: datetime) -> Guests:
    """The guests that a condition finds, before it has become an audience."""
    resolved = conditions.resolve(condition, conditions.stored(session))
    return _subscribed(OPEN, conditions.matching(resolved, tables.Subscription.guest_id, now))


def count(session: Session, guests: Guests) -> Reach:
    chosen = guests.subquery()
    device = tables.Device
    live = (
        select(func.count())
        .where(device.guest_id == chosen.c.guest_id, device.gone_at.is_(None))
        .scalar_subquery()
    )
    each = select(live.label("devices")).select_from(chosen).subquery()
    reachable = case((each.c.devices > 0, 1), else_=0)
    everyone, reached, devices = session.execute(
        select(func.count(), func.sum(reachable), func.sum(each.c.devices)).select_from(each)
    ).one()
    return Reach(int(reached or 0), int(devices or 0), everyone - int(reached or 0))


def sample(session: Session, guests: Guests, number: int) -> list[Sample]:
    """Some of them."""
    guest = tables.Guest
    rows = session.execute(
        select(guest.id, guest.name, guest.pushed_id)
        .where(guest.id.in_(guests.limit(number)))
        .order_by(guest.id)
    )
    return [Sample(*row) for row in rows]


def ticked() -> Guests:
    """Guests who have asked for news themselves."""
    member = tables.AudienceMember
    categories = select(tables.Audience.id).where(tables.Audience.is_category)
    return select(member.guest_id).where(
        member.audience_id.in_(categories), member.source == membership.BY_GUEST
    )


def _subscribed(window: Window, which: ColumnElement[bool]) -> Guests:
    guest_id = tables.Subscription.guest_id
    return select(guest_id).where(*conditions.subscribed(*window), which).distinct()


def _at_most(limit: int, chosen: Guests) -> Guests:
    guest_id = tables.Guest.id
    live = exists().where(tables.Device.guest_id == guest_id, tables.Device.gone_at.is_(None))
    limited = select(guest_id.label("guest_id")).where(guest_id.in_(chosen), live)
    # For SQLite a negative limit is none at all.
    return limited.order_by(guest_id).limit(max(limit, 0))


def _any_of(
    session: Session,
    named: Collection[Target],
    now: datetime,
    on_channels: Callable[[set[str]], ColumnElement[bool]],
    everyone: ColumnElement[bool],
) -> ColumnElement[bool]:
    """That the guest of a subscription is one whom any of the targets names."""
    aliases = {target.alias for target in named if isinstance(target, targets.Channel)}
    clauses: list[ColumnElement[bool]] = [
        *([everyone] if targets.App() in named else []),
        *([on_channels(aliases)] if aliases else []),
        *(tables.Subscription.guest_id.in_(guests) for guests in _by_name(named)),
        *_audiences(session, named, now),
    ]
    return or_(false(), *clauses)


def _anywhere(aliases: set[str]) -> ColumnElement[bool]:
    return tables.Subscription.guest_id.in_(conditions.on_channels(aliases))


def _at(venue_id: int | None) -> ColumnElement[bool]:
    if venue_id is None:
        return true()
    subscription = tables.Subscription
    there = subscription.channel_id.in_(_of_venue(venue_id))
    guests = select(subscription.guest_id).where(*conditions.subscribed(None, None), there)
    return subscription.guest_id.in_(guests)


def _of_venue(venue_id: int) -> Select[int]:
    return select(tables.Channel.id).where(tables.Channel.venue_id == venue_id)


def _open_to_news(news: NewsCap) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The guest's own tick is the consent; what never left doesn't count as had."""
    guest_id = tables.Subscription.guest_id
    message, delivery = tables.Message, tables.Delivery
    had = (
        select(delivery.guest_id)
        .join(message, message.id == delivery.message_id)
        .where(
            message.purpose == Purpose.NEWS.value,
            message.created_at > news.since,
            message.id != (news.but or 0),
            or_(delivery.accepted_at.is_not(None), delivery.state.in_(_ON_THE_WAY)),
        )
        .group_by(delivery.guest_id)
        .having(func.count(message.id.distinct()) >= news.most)
    )
    none_at_all = false() if news.most == 0 else guest_id.not_in(had)
    return guest_id.in_(ticked()), none_at_all


def _by_name(named: Collection[Target]) -> Iterator[Guests]:
    """Guests by what is theirs alone; kinds that nobody asks for would only cost time."""
    guest, own = tables.Guest, tables.OwnId
    if ids := {target.value for target in named if isinstance(target, targets.PushedId)}:
        yield select(guest.id).where(guest.pushed_id.in_(ids))
        yield select(own.guest_id).where(own.system == own_ids.FORMER_ID, own.value.in_(ids))
    if addresses := {target.address for target in named if isinstance(target, targets.Email)}:
        proven = guest.email_proven_at.is_not(None)
        yield select(guest.id).where(guest.email.in_(addresses), proven)
    if pairs := [(t.system, t.value) for t in named if isinstance(t, targets.OwnId)]:
        yield select(own.guest_id).where(tuple_(own.system, own.value).in_(pairs))


def _audiences(
    session: Session, named: Collection[Target], now: datetime
) -> Iterator[ColumnElement[bool]]:
    names = {target.name for target in named if isinstance(target, targets.Audience)}
    if not names:
        return
    stored = conditions.stored(session)
    guest_id = tables.Subscription.guest_id
    if by_hand := {name for name in names if stored.get(name) is None}:
        yield guest_id.in_(conditions.in_audiences(by_hand))
    for name in sorted(names - by_hand):
        resolved = conditions.resolve(InAudience(name), stored)
        yield conditions.matching(resolved, guest_id, now)
