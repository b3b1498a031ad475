"""The subscribe QR of a channel, and a guest's ID and own page as QR."""

from pushdesk.qr import drawing, poster
from pushdesk.services import channels, guests, links, venues
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


def own_page_png(ctx: Context, guest_id: int, language: str, size: int) -> bytes:
    """For who has joined at a screen and takes the page along; `size` as for a channel."""
    token = guests.card(ctx, guest_id).guest.pass_token
    return drawing.png(links.own_page(ctx, token, language), size)


def own_page_svg(ctx: Context, pass_token: str, language: str) -> bytes:
    return drawing.svg(links.own_page(ctx, pass_token, language))


def _link(ctx: Context, alias: str) -> str:
    return links.subscribe(ctx, channels.get(ctx, alias).alias)
