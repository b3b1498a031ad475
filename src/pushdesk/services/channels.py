"""Channels: the named lists that guests subscribe to."""

import secrets
import string
from collections.abc import Sequence

from pushdesk.domain import placeholders
from pushdesk.domain.events import ChannelChanged
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import templates, texts, venues
from pushdesk.services.context import Context
from pushdesk.store import venues as rows
from pushdesk.store.venues import Channel, Subscriber

__all__ = [
    "Channel",
    "Subscriber",
    "archive",
    "create",
    "every",
    "get",
    "get_open",
    "rename",
    "reorder",
    "restore",
    "set_public",
    "set_welcome",
    "subscribers",
]

_ALIAS_SYMBOLS = string.ascii_letters + string.digits
_WELCOME_KNOWS = frozenset({"name", "venue", "channel"})


def create(ctx: Context, name: str, venue_id: int | None = None) -> Channel:
    """In the venue that this desk stands in, or in another one."""
    ctx.require(Permission.CHANNELS)
    name = texts.line(name, _("The channel's name"), texts.NAME_LENGTH)
    venue = venues.get(ctx) if venue_id is None else venues.of(ctx, venue_id)
    alias = "".join(secrets.choice(_ALIAS_SYMBOLS) for _each in range(6))
    with ctx.store.write() as session:
        rows.insert_channel(session, venue.id, alias, name, ctx.clock.now())
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def every(ctx: Context, *, archived: bool = False, venue_id: int | None = None) -> list[Channel]:
    """Of one venue or all; in the owner's order, oldest first where there is none."""
    with ctx.store.read() as session:
        return rows.channels(session, archived=archived, venue_id=venue_id)


def get(ctx: Context, alias: str) -> Channel:
    """Raises NotFound."""
    with ctx.store.read() as session:
        found = rows.channel(session, alias)
    if found is None:
        raise NotFound(
            _("There is no channel “{alias}”.").format(alias=alias[:12]),
            _("An alias has six letters and digits, and capitals count."),
            _("Look at the list of channels for the right one."),
        )
    return found


def get_open(ctx: Context, alias: str) -> Channel:
    """A channel that takes subscribers; raises UserError where it is archived."""
    channel = get(ctx, alias)
    if channel.archived:
        raise UserError(
            _("The channel “{name}” is closed.").format(name=channel.name),
            _("The venue has archived it."),
            _("Ask at the desk for the current code."),
        )
    return channel


def rename(ctx: Context, alias: str, name: str) -> Channel:
    ctx.require(Permission.CHANNELS)
    name = texts.line(name, _("The channel's name"), texts.NAME_LENGTH)
    get(ctx, alias)
    with ctx.store.write() as session:
        rows.rename_channel(session, alias, name)
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def reorder(ctx: Context, aliases: Sequence[str]) -> None:
    """The order in which the venue sees them."""
    ctx.require(Permission.CHANNELS)
    with ctx.store.write() as session:
        rows.order_channels(session, aliases)
    for alias in aliases:
        ctx.bus.publish(ChannelChanged(alias))


def set_welcome(ctx: Context, alias: str, text: str) -> Channel:
    """What a guest gets who joins for the first time; empty: nothing. Raises UserError.

    Placeholders are {name}, {venue} and {channel}; any other needs a fallback.
    """
    ctx.require(Permission.CHANNELS)
    text = _checked_welcome(text)
    get(ctx, alias)
    with ctx.store.write() as session:
        rows.set_welcome(session, alias, text)
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def set_public(ctx: Context, alias: str, public: bool) -> Channel:
    """Listed on the venue's page, or found by link and QR only."""
    ctx.require(Permission.CHANNELS)
    get(ctx, alias)
    with ctx.store.write() as session:
        rows.set_public(session, alias, public=public)
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def subscribers(ctx: Context, alias: str, limit: int = 1000, first: int = 0) -> list[Subscriber]:
    """Who subscribed when and from where, and who has left; newest first, `first` left out."""
    get(ctx, alias)
    with ctx.store.read() as session:
        return rows.subscribers(session, alias, limit, first)


def archive(ctx: Context, alias: str) -> Channel:
    """Takes no more subscribers; `restore` undoes it."""
    ctx.require(Permission.CHANNELS)
    get(ctx, alias)
    with ctx.store.write() as session:
        rows.archive_channel(session, alias, ctx.clock.now())
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def restore(ctx: Context, alias: str) -> Channel:
    ctx.require(Permission.CHANNELS)
    get(ctx, alias)
    with ctx.store.write() as session:
        rows.archive_channel(session, alias, None)
    ctx.bus.publish(ChannelChanged(alias))
    return get(ctx, alias)


def _checked_welcome(text: str) -> str:
    if not text.strip():
        return ""
    body = templates.check_wording("{venue}", text).body
    unknown = placeholders.needed(body) - _WELCOME_KNOWS
    if unknown:
        raise UserError(
            _("There is no value for {names}.").format(
                names=", ".join(f"{{{name}}}" for name in sorted(unknown))
            ),
            _("Who joins now has only a name, perhaps; the venue and the channel have theirs."),
            _("Use {name}, {venue} or {channel}, or write what stands there instead: {x|friend}."),
        )
    return body
