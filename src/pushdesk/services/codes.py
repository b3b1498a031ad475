"""The subscribe QR of a channel, and a guest's ID as QR."""

from pushdesk.qr import drawing, poster
from pushdesk.services import channels, links, venues
from pushdesk.services.context import Context


def channel_png(ctx: Context, alias: str, size: int) -> bytes:
    """`size` in pixels, the quiet zone included."""
    return drawing.png(_link(ctx, alias), size)


def channel_svg(ctx: Context, alias: str) -> bytes:
    return drawing.svg(_link(ctx, alias))


def channel_poster(ctx: Context, alias: str) -> bytes:
    """An A5 page as PDF."""
    channel = channels.get(ctx, alias)
    venue = venues.of(ctx, channel.venue_id)
    return poster.pdf(
        venue=venue.name, channel=channel.name, link=_link(ctx, alias), logo=venue.logo
    )


def pushed_id_svg(pushed_id: str) -> bytes:
    return drawing.svg(pushed_id)


def _link(ctx: Context, alias: str) -> str:
    return links.subscribe(ctx, channels.get(ctx, alias).alias)
