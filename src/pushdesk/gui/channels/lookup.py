"""What the channels' screen shows, asked of the services in one go."""

from dataclasses import dataclass

from pushdesk.services import channels, codes, links, venues
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue

_PIXELS = 1024


@dataclass(frozen=True)
class Wanted:
    """0 and the empty alias stand for the first one that there is."""

    venue_id: int = 0
    alias: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Shown:
    """`channel` is the chosen one with its link and code; None where the venue has none.

    `any_archived` tells whether there is something to look for among the archived.
    """

    wanted: Wanted
    venues: tuple[Venue, ...]
    venue: Venue
    channels: tuple[Channel, ...]
    any_archived: bool
    channel: Channel | None = None
    link: str = ""
    png: bytes = b""
    reaches_phones: bool = True

    @property
    def is_first_time(self) -> bool:
        """No channel at all, open or archived, in the only venue."""
        return not (self.channels or self.any_archived or len(self.venues) > 1)


def look_up(ctx: Context, wanted: Wanted) -> Shown:
    every_venue = tuple(venues.every(ctx))
    known = {venue.id: venue for venue in every_venue}
    venue = known.get(wanted.venue_id) or venues.get(ctx)
    archived = channels.every(ctx, archived=True, venue_id=venue.id)
    listed = channels.every(ctx, venue_id=venue.id) + (archived if wanted.archived else [])
    shown = Shown(wanted, every_venue, venue, tuple(listed), any_archived=bool(archived))
    if not listed:
        return shown
    channel = next((one for one in listed if one.alias == wanted.alias), listed[0])
    return Shown(
        wanted, every_venue, venue, tuple(listed), bool(archived), channel,
        links.subscribe(ctx, channel.alias), codes.channel_png(ctx, channel.alias, _PIXELS),
        links.reaches_phones(ctx),
    )  # fmt: skip
