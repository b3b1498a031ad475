"""A message written and sent in the composer, as somebody at the desk does it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pushdesk.services import broadcasts, quiet
from tests.features.desk import Desk
from tests.features.venue import Venue

# A send can be taken back for ten seconds; then it leaves.
TAKEN_BACK = timedelta(seconds=12)
MORE = "Not to all of them"


def write(desk: Desk, to: Sequence[str], title: str, body: str = "") -> None:
    """`to`: the names on the chips."""
    desk.go("Compose")
    for name in to:
        find(desk, name, name)
    desk.write("Title", title)
    if body:
        desk.write("Text", body)


def find(desk: Desk, text: str, name: str) -> None:
    """A channel, an audience or a guest, as one types."""
    desk.go("Compose")
    desk.write("Channel, audience or guest", text)
    desk.press(f"Add {name}")


def send(desk: Desk, venue: Venue, guests: int = 1) -> None:
    """To more than one it asks first."""
    before = len(broadcasts.recent(venue.app.ctx))
    desk.press("Send")
    if guests > 1:
        desk.press(f"Send to {guests} guests")
    desk.wait(lambda: len(broadcasts.recent(venue.app.ctx)) > before)
    venue.later(TAKEN_BACK)


def moment(venue: Venue, at: datetime) -> str:
    """As one types it, by the venue's clock."""
    return f"{at.astimezone(quiet.zone(venue.app.ctx)):%Y-%m-%d %H:%M}"
