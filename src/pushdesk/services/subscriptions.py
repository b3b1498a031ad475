"""A guest's browser subscribes, comes back, changes its endpoint, leaves."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from pushdesk.domain import pushed_id, user_agents
from pushdesk.domain.events import ChannelChanged, EventRecorded, GuestChanged, MessageQueued
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _, noted
from pushdesk.services import categories, channels, welcome
from pushdesk.services.categories import PAGE, Changed
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.store import Session, broadcasts, events
from pushdesk.store import guests as rows
from pushdesk.store.guests import Membership
from pushdesk.webpush.subscription import PushSubscription, parse_subscription

# Of one guest that ring; the one that wasn't seen for longest gives way.
MOST_DEVICES = 10


@dataclass(frozen=True)
class Caller:
    """Who asks: the pass it shows, if any, and what its browser says of itself.

    `country` is ISO 3166 alpha-2, or empty where the browser tells none.
    """

    pass_token: str | None = None
    user_agent: str = ""
    language: str = "en"
    country: str = ""


@dataclass(frozen=True)
class Pass:
    """What the guest holds: the ID to show at the desk, the token of the own page."""

    pushed_id: str
    token: str


def subscribe(
    ctx: Context,
    alias: str,
    subscription: object,
    caller: Caller,
    source: str,
    wanted: Collection[str] = (),
) -> Pass:
    """Puts the browser's guest on the channel; a known browser or pass stays the same guest.

    `subscription` has the shape of PushSubscription.toJSON(), `wanted` names categories; what the
    guest has ticked before stays. Raises UserError for anything else, for an endpoint that is no
    known push service's, and for a channel that is closed.
    """
    channel = channels.get_open(ctx, alias)
    push = _checked(ctx, subscription)
    with ctx.store.write() as session:
        guest = _guest_of(ctx, session, push, caller)
        rows.learn_country(session, guest.id, caller.country)
        message_id = _join(ctx, session, guest, channel, source, _endpoint_hash(push))
        chosen = categories.enter(ctx, session, guest.id, channel.id, wanted, _endpoint_hash(push))
    categories.announce(ctx, Changed(guest.id, chosen=chosen))
    ctx.bus.publish(EventRecorded(guest.id, "subscribed"))
    ctx.bus.publish(ChannelChanged(alias))
    if message_id:
        ctx.bus.publish(MessageQueued(message_id))
    return Pass(guest.pushed_id, guest.pass_token)


def resync(ctx: Context, subscription: object, caller: Caller) -> Pass:
    """The page was opened and tells what the browser's subscription is now."""
    push = _checked(ctx, subscription)
    with ctx.store.write() as session:
        _known(session, push, caller)
        guest = _guest_of(ctx, session, push, caller)
    ctx.bus.publish(GuestChanged(guest.id))
    return Pass(guest.pushed_id, guest.pass_token)


def replace(ctx: Context, old_endpoint: str, subscription: object, caller: Caller) -> None:
    """The browser has exchanged its subscription (`pushsubscriptionchange`)."""
    push = _checked(ctx, subscription)
    now = ctx.clock.now()
    with ctx.store.write() as session:
        old = rows.device_at(session, old_endpoint)
        if old is None or rows.device_at(session, push.endpoint) is not None:
            _known(session, push, caller)
            guest_id = _guest_of(ctx, session, push, caller).id
        else:
            rows.replace_endpoint(session, old.id, push.endpoint, push.p256dh, push.auth, now)
            guest_id = old.guest_id
    ctx.bus.publish(GuestChanged(guest_id))


def leave(ctx: Context, token: str, alias: str | None = None) -> None:
    """Takes the guest off one channel or all; off the last one, no device of theirs rings again."""
    now = ctx.clock.now()
    with ctx.store.write() as session:
        guest = rows.by_pass(session, token)
        if guest is None:
            raise _unknown_pass()
        left = [m for m in rows.memberships(session, guest.id) if alias in {None, m.alias}]
        for one in left:
            rows.leave(session, guest.id, one.channel_id, now)
            events.insert(session, guest.id, "left", {"channel": one.alias}, PAGE, now)
        dropped = _silence(ctx, session, guest.id, left)
    categories.announce(ctx, Changed(guest.id, dropped=dropped))
    for one in left:
        ctx.bus.publish(EventRecorded(guest.id, "left"))
        ctx.bus.publish(ChannelChanged(one.alias))


def _join(
    ctx: Context,
    session: Session,
    guest: rows.Guest,
    channel: Channel,
    source: str,
    endpoint_hash: str,
) -> str:
    """The id of the greeting, empty where there is none."""
    now = ctx.clock.now()
    is_first_time = not rows.has_been_on(session, guest.id, channel.id)
    if not rows.join(session, guest.id, channel.id, source, endpoint_hash, now):
        return ""
    events.insert(session, guest.id, "subscribed", {"channel": channel.alias}, source, now)
    return welcome.send(ctx, session, channel, guest) if is_first_time else ""


def _silence(
    ctx: Context, session: Session, guest_id: int, left: Sequence[Membership]
) -> tuple[str, ...]:
    """Nothing that waits leaves for lists that the guest has left.

    Off the last channel no device rings any more, and no consent to news is left.
    """
    now, reason = ctx.clock.now(), noted("The guest has left before it could be sent.")
    if rows.memberships(session, guest_id):
        broadcasts.end_unmeant(session, guest_id, now, reason)
        return ()
    broadcasts.end_all(session, guest_id, now, reason)
    rows.devices_gone(session, now, guest_id=guest_id)
    if not left:
        return ()
    return categories.withdraw(ctx, session, guest_id, left[-1].channel_id)


def _checked(ctx: Context, subscription: object) -> PushSubscription:
    push = parse_subscription(subscription)
    ctx.endpoints.check(push.endpoint)
    return push


def _known(session: Session, push: PushSubscription, caller: Caller) -> None:
    """Only a browser or a pass that we have seen may tell news of itself."""
    has_pass = caller.pass_token and rows.by_pass(session, caller.pass_token)
    if not has_pass and rows.device_at(session, push.endpoint) is None:
        raise _unknown_pass()


def _guest_of(ctx: Context, session: Session, push: PushSubscription, caller: Caller) -> rows.Guest:
    now = ctx.clock.now()
    device = rows.device_at(session, push.endpoint)
    if device is not None:
        _same_keys(device, push)
        rows.revive_device(session, device.id, now)
        rows.seen(session, device.guest_id, now)
        return rows.of_device(session, device.id)
    held = rows.by_pass(session, caller.pass_token) if caller.pass_token else None
    guest = held or rows.insert(
        session, pushed_id.new(), secrets.token_urlsafe(16), caller.language, now
    )
    rows.seen(session, guest.id, now)
    browser = user_agents.identify(caller.user_agent)
    rows.insert_device(
        session,
        guest.id,
        push.endpoint,
        push.p256dh,
        push.auth,
        browser.name,
        browser.platform,
        now,
    )
    _make_room(session, guest.id, now)
    return guest


def _make_room(session: Session, guest_id: int, now: datetime) -> None:
    """Whoever makes up phones by the hundred must not keep the sender from everybody else."""
    for device in rows.devices(session, guest_id)[MOST_DEVICES:]:
        if device.gone_at is None:
            rows.devices_gone(session, now, device_id=device.id)


def _same_keys(device: rows.Device, push: PushSubscription) -> None:
    """A browser keeps an endpoint's keys: whoever names other ones is somebody else."""
    if not hmac.compare_digest(device.p256dh + device.auth, push.p256dh + push.auth):
        raise UserError(
            _("This subscription doesn't fit the one that we know."),
            _("Its keys are not those of the phone that made it."),
            _("Open the venue's page again and tap “Notify me”."),
        )


def _endpoint_hash(push: PushSubscription) -> str:
    return hashlib.sha256(push.endpoint.encode()).hexdigest()


def _unknown_pass() -> NotFound:
    return NotFound(
        _("This page belongs to no guest of ours."),
        _("The link is incomplete, or the guest has been forgotten."),
        _("Scan the venue's code to join again."),
    )
