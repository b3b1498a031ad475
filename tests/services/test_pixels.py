"""What an owner pastes into the venue's web site."""

import pytest

from pushdesk.domain.conditions import Language
from pushdesk.domain.events import AudienceChanged
from pushdesk.errors import NotFound, Refused
from pushdesk.services import audiences, guest_merge, guests, page_tag, pixels, preferences
from pushdesk.settings import PUBLIC_URL, SITES
from tests.house import House

PUBLIC = "https://desk.luna.example/desk"


def test_row_16_what_is_pasted_names_the_public_address(house: House) -> None:
    preferences.put(house.ctx, PUBLIC_URL, PUBLIC)
    audiences.create(house.ctx, "Wine")
    made = pixels.switch_on(house.ctx, "Wine")
    assert made.image == f'<img src="{PUBLIC}/px.gif?a={made.key}" alt="" width="1" height="1">'
    assert f"px.gif?a={made.key}&amp;do=remove" in made.image_out
    assert made.script == f'<script async src="{PUBLIC}/tag.js" data-add="{made.key}"></script>'
    assert f'data-remove="{made.key}"' in made.script_out
    assert pixels.every(house.ctx) == {"Wine": made}


def test_row_16_what_is_missing_is_told(house: House) -> None:
    audiences.create(house.ctx, "Wine")
    assert "on this computer only" in pixels.switch_on(house.ctx, "Wine").hint
    preferences.put(house.ctx, PUBLIC_URL, PUBLIC)
    assert "knows nobody yet" in pixels.switch_on(house.ctx, "Wine").hint
    preferences.put(house.ctx, SITES, "https://www.luna.example")
    assert pixels.switch_on(house.ctx, "Wine").hint == ""


def test_row_16_the_key_stays_until_it_is_withdrawn(house: House) -> None:
    audiences.create(house.ctx, "Wine")
    made = pixels.switch_on(house.ctx, "Wine")
    assert pixels.switch_on(house.ctx, "Wine") == made
    audiences.rename(house.ctx, "Wine", "Red wine")
    assert pixels.every(house.ctx) == {"Red wine": made}
    pixels.switch_off(house.ctx, "Red wine")
    assert pixels.every(house.ctx) == {}
    assert pixels.switch_on(house.ctx, "Red wine").key != made.key
    pixels.switch_off(house.ctx, "Red wine")
    assert pixels.switch_on(house.ctx, "Red wine", made.key) == made
    assert AudienceChanged("Red wine") in house.heard(AudienceChanged)


def test_row_16_only_a_list_that_is_kept_by_hand_takes_guests_in(house: House) -> None:
    audiences.create(house.ctx, "Germans", Language("de"))
    with pytest.raises(Refused):
        pixels.switch_on(house.ctx, "Germans")
    with pytest.raises(NotFound):
        pixels.switch_on(house.ctx, "Nobody")


def test_two_guests_who_are_one_are_recognised_only_if_both_want_it(house: House) -> None:
    channel = house.channel()
    kept, other = (guests.find(house.ctx, house.guest(channel).pushed_id) for _one in range(2))
    page_tag.choose(house.ctx, other.id, wanted=False)
    guest_merge.merge(house.ctx, kept.id, other.id)
    assert page_tag.guest_of(house.ctx, None, kept.pushed_id) is None
    page_tag.choose(house.ctx, kept.id, wanted=True)
    found = page_tag.guest_of(house.ctx, None, other.pushed_id)
    assert found is not None
    assert found.pushed_id == kept.pushed_id
