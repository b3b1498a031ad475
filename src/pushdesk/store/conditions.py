"""Conditions as the database asks them; smart audiences in them are replaced by their own."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from pushdesk.domain import conditions
from pushdesk.domain.conditions import All, Any, Condition, InAudience, NoCondition, Not, Reason
from pushdesk.domain.visits import Outcome
from pushdesk.store import tables

# Of a condition with those of the audiences that it names in their place.
MAX_DEPTH = 24
MAX_PARTS = 200

# Guests that something applies to: a select of one column.
Guests = Select[int]
_Known: TypeAlias = (
    conditions.Language
    | conditions.Country
    | conditions.SeenWithin
    | conditions.Visited
    | conditions.OwnField
    | conditions.HasOwnId
)
# Leaves whose guests are a list that is made once.
_Listed: TypeAlias = (
    conditions.Subscribed
    | conditions.OnChannel
    | conditions.InAudience
    | conditions.Platform
    | conditions.Browser
    | _Known
)


def stored(session: Session) -> dict[str, Condition | None]:
    """Every audience's condition by name; None for one that is kept by hand."""
    rows = session.execute(select(tables.Audience.name, tables.Audience.condition))
    return {name: conditions.parse(text) if text else None for name, text in rows}


def channel_names(session: Session) -> dict[str, str]:
    """By alias, as sentences call them; archived ones as well."""
    rows = session.execute(select(tables.Channel.alias, tables.Channel.name))
    return {row.alias: row.name for row in rows}


def named_in(condition: Condition) -> set[str]:
    """The audiences that it asks for by name."""
    if isinstance(condition, InAudience):
        return {condition.name}
    return set().union(*(named_in(part) for part in conditions.parts(condition)))


def renamed(condition: Condition, old: str, new: str) -> Condition:
    return _replace(condition, lambda leaf: InAudience(new) if leaf.name == old else leaf)


def resolve(condition: Condition, audiences: Mapping[str, Condition | None]) -> Condition:
    """Only audiences kept by hand are left in it by name.

    Raises NoCondition where a name is unknown, an audience asks for itself, or it grows too large.
    """
    resolved = _resolve(condition, audiences, ())
    if conditions.size(resolved) > MAX_PARTS:
        raise NoCondition(Reason.TOO_LARGE)
    return resolved


def matching(
    condition: Condition, guest_id: SQLColumnExpression[int], now: datetime
) -> ColumnElement[bool]:
    """Whether a resolved condition holds for the guest of a row."""
    match condition:
        case All(of):
            return and_(*(matching(part, guest_id, now) for part in of))
        case Any(of):
            return or_(*(matching(part, guest_id, now) for part in of))
        case Not(part):
            return not_(matching(part, guest_id, now))
        case conditions.Happened(name, days):
            return _happened(guest_id, name, timedelta(days=days) if days else None, now)
        case leaf:
            return guest_id.in_(_guests(leaf, now))


def _happened(
    guest_id: SQLColumnExpression[int], name: str, within: timedelta | None, now: datetime
) -> ColumnElement[bool]:
    """Guest by guest through the index: a list of everybody it happened to may be very long."""
    event = aliased(tables.Event)
    which = [event.guest_id == guest_id, event.name == name]
    if within is not None:
        which.append(event.at >= now - within)
    return exists().where(*which)


def subscribed(begin: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    """That a subscription holds now and began in [begin, end)."""
    since = tables.Subscription.since
    bounds: list[ColumnElement[bool]] = [tables.Subscription.left_at.is_(None)]
    if begin is not None:
        bounds.append(since >= begin)
    if end is not None:
        bounds.append(since < end)
    return bounds


def on_channels(aliases: set[str]) -> Guests:
    return select(tables.Subscription.guest_id).where(*subscribed(None, None), channel_in(aliases))


def channel_in(aliases: set[str]) -> ColumnElement[bool]:
    ids = select(tables.Channel.id).where(tables.Channel.alias.in_(aliases))
    return tables.Subscription.channel_id.in_(ids)


def in_audiences(names: set[str]) -> Guests:
    """Of audiences that are kept by hand."""
    member = tables.AudienceMember
    ids = select(tables.Audience.id).where(tables.Audience.name.in_(names))
    return select(member.guest_id).where(member.audience_id.in_(ids))


def _replace(condition: Condition, change: Callable[[InAudience], Condition]) -> Condition:
    match condition:
        case All(of):
            return All(tuple(_replace(part, change) for part in of))
        case Any(of):
            return Any(tuple(_replace(part, change) for part in of))
        case Not(part):
            return Not(_replace(part, change))
        case InAudience():
            return change(condition)
        case _:
            return condition


def _resolve(
    condition: Condition, audiences: Mapping[str, Condition | None], inside: tuple[str, ...]
) -> Condition:
    def unfold(leaf: InAudience) -> Condition:
        if leaf.name not in audiences:
            raise NoCondition(Reason.UNKNOWN_AUDIENCE, leaf.name)
        if leaf.name in inside:
            raise NoCondition(Reason.CIRCULAR, leaf.name)
        if len(inside) * conditions.MAX_DEPTH >= MAX_DEPTH:
            raise NoCondition(Reason.TOO_LARGE)
        own = audiences[leaf.name]
        return leaf if own is None else _resolve(own, audiences, (*inside, leaf.name))

    return _replace(condition, unfold)


def _guests(leaf: _Listed, now: datetime) -> Guests:
    device = tables.Device
    match leaf:
        case conditions.Subscribed(begin, end):
            return select(tables.Subscription.guest_id).where(*subscribed(begin, end))
        case conditions.OnChannel(alias):
            return on_channels({alias})
        case conditions.InAudience(name):
            return in_audiences({name})
        case conditions.Platform(name):
            return select(device.guest_id).where(device.gone_at.is_(None), device.platform == name)
        case conditions.Browser(name):
            return select(device.guest_id).where(device.gone_at.is_(None), device.browser == name)
        case _:
            return _known_as(leaf, now)


def _known_as(leaf: _Known, now: datetime) -> Guests:
    guest, field, visitor = tables.Guest, tables.OwnField, tables.Visit.guest_id
    match leaf:
        case conditions.Language(tag):
            spoken, wanted = func.lower(guest.language), tag.lower()
            regional = spoken.startswith(f"{wanted}-", autoescape=True)
            return select(guest.id).where(or_(spoken == wanted, regional))
        case conditions.Country(code):
            return select(guest.id).where(guest.country == code)
        case conditions.SeenWithin(days):
            return select(guest.id).where(guest.last_seen_at >= now - timedelta(days=days))
        case conditions.Visited(at_least):
            came = select(visitor).where(_came())
            return came.group_by(visitor).having(func.count() >= at_least)
        case conditions.OwnField(name, value):
            return select(field.guest_id).where(field.name == name, field.value == value)
        case conditions.HasOwnId(system):
            return select(tables.OwnId.guest_id).where(tables.OwnId.system == system)


def _came() -> ColumnElement[bool]:
    """Who went away, was sent away or never showed up has not been here."""
    visit = tables.Visit
    called_or_seated = or_(visit.called_at.is_not(None), visit.outcome == Outcome.SEATED.value)
    away = [outcome.value for outcome in Outcome if outcome is not Outcome.SEATED]
    return and_(called_or_seated, visit.outcome.not_in(away))
