"""What a scan brings: the text of a code on a picture, and the guest whose code it is."""

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.qr import payloads, reading
from pushdesk.services import channels, guests, subscriptions, venues
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.guests import Guest
from pushdesk.services.subscriptions import Caller
from pushdesk.store import guests as rows
from pushdesk.webpush import base64url

SCAN = "scan"


def read_picture(picture: bytes) -> str:
    """The text of the code on a picture file; raises UserError where there is none."""
    return reading.read_image(picture)[0]


def read_frame(width: int, height: int, stride: int, gray: bytes) -> str | None:
    """The text of the code on one camera frame of 8-bit grey, or None."""
    return reading.read_frame(width, height, gray, stride)


def person(ctx: Context, text: str) -> Guest:
    """As `guests.find`; a phone whose code is its subscription is registered where it is new."""
    scan = payloads.read(text)
    if isinstance(scan, payloads.Subscription) and not _rings_already(ctx, scan):
        keys = {"p256dh": base64url.encode(scan.p256dh), "auth": base64url.encode(scan.auth)}
        subscription = {"endpoint": scan.endpoint, "keys": keys}
        subscriptions.subscribe(ctx, _standard(ctx).alias, subscription, Caller(), SCAN)
    return guests.find(ctx, text)


def _rings_already(ctx: Context, phone: payloads.Subscription) -> bool:
    """On some channel: then no other one is chosen for the guest."""
    with ctx.store.read() as session:
        device = rows.device_at(session, phone.endpoint)
        if device is None or device.gone_at is not None:
            return False
        if (device.p256dh, device.auth) != (phone.p256dh, phone.auth):
            return False  # somebody else's: `subscribe` refuses it
        return bool(rows.memberships(session, rows.of_device(session, device.id).id))


def _standard(ctx: Context) -> Channel:
    """The venue's first channel, in the owner's order."""
    found = channels.every(ctx, venue_id=venues.get(ctx).id)
    if not found:
        raise UserError(
            _("This phone can't be registered yet."),
            _("The venue has no channel that it could subscribe to."),
            _("Create a channel first."),
        )
    return found[0]
