"""One person's two records: what the person has said last about news counts."""

from datetime import timedelta

import pytest

from pushdesk.services import categories, guest_merge, guests
from tests.house import House


@pytest.mark.parametrize("kept_unticks", [True, False])
def test_row_9_who_has_unticked_last_is_asked_no_more(house: House, *, kept_unticks: bool) -> None:
    channel = house.channel()
    kept, other = house.guest(channel), house.guest(channel)
    ids = [guests.by_pass(house.ctx, held.token).guest.id for held in (kept, other)]
    for guest_id in ids:
        house.tick(guest_id)
    house.clock.advance(timedelta(hours=1))
    categories.choose(house.ctx, (kept if kept_unticks else other).token, [])
    guest_merge.merge(house.ctx, *ids)
    assert categories.of_guest(house.ctx, ids[0]) == set()


def test_row_9_who_has_ticked_last_is_asked(house: House) -> None:
    channel = house.channel()
    kept, other = house.guest(channel), house.guest(channel)
    ids = [guests.by_pass(house.ctx, held.token).guest.id for held in (kept, other)]
    house.tick(ids[0])
    categories.choose(house.ctx, kept.token, [])
    house.tick(ids[1])
    guest_merge.merge(house.ctx, *ids)
    assert categories.of_guest(house.ctx, ids[0]) == {"Wine"}
