"""Several venues of one owner (row 11): each has its channels; a guest is one guest in all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pushdesk.domain.events import SettingChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App, Channel
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import channels, messages, subscriptions, venues, visits
from pushdesk.services.guests import find
from tests.house import House


def test_the_first_is_there_from_the_start(house: House) -> None:
    (first,) = venues.every(house.ctx)
    assert first == venues.get(house.ctx)
    assert first.name == "Our venue"


def test_another_is_made_and_chosen(house: House) -> None:
    first = venues.get(house.ctx)
    bar = venues.create(house.ctx, "Bar Luna")
    assert venues.every(house.ctx) == [first, bar]
    assert venues.get(house.ctx) == first
    house.events.clear()
    assert venues.choose(house.ctx, bar.id) == bar
    assert venues.get(house.ctx) == bar
    assert SettingChanged("venue") in house.events


def test_only_the_chosen_one_is_changed(house: House) -> None:
    first = venues.get(house.ctx)
    bar = venues.create(house.ctx, "Bar Luna")
    venues.choose(house.ctx, bar.id)
    venues.save(house.ctx, "Bar Sole", b"logo")
    assert venues.every(house.ctx) == [first, replace(bar, name="Bar Sole", logo=b"logo")]


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "Our venue"])
def test_names_out_of_bounds_or_taken(house: House, name: str) -> None:
    venues.get(house.ctx)
    with pytest.raises(UserError):
        venues.create(house.ctx, name)
    assert len(venues.every(house.ctx)) == 1


def test_what_is_not_there(house: House) -> None:
    for ask in (venues.of, venues.choose):
        with pytest.raises(NotFound, match="no venue with the number 77"):
            ask(house.ctx, 77)
    with pytest.raises(NotFound):
        channels.create(house.ctx, "Lunch", 77)


def test_a_name_is_taken_once(house: House) -> None:
    venues.create(house.ctx, "Bar Luna")
    with pytest.raises(Refused, match="“Bar Luna” already"):
        venues.save(house.ctx, "Bar Luna", None)
    venues.save(house.ctx, venues.get(house.ctx).name, None)


def test_each_has_its_own_channels(house: House) -> None:
    lunch = house.channel("Lunch")
    bar = venues.create(house.ctx, "Bar Luna")
    late = channels.create(house.ctx, "Late", bar.id)
    assert (late.venue, late.venue_id) == ("Bar Luna", bar.id)
    assert channels.every(house.ctx, venue_id=bar.id) == [late]
    assert channels.every(house.ctx) == [lunch, late]
    venues.choose(house.ctx, bar.id)
    assert house.channel("Early").venue_id == bar.id


def test_the_pass_is_that_of_the_channel_joined_last(house: House) -> None:
    lunch = house.channel("Lunch")
    bar = venues.create(house.ctx, "Bar Luna")
    late = channels.create(house.ctx, "Late", bar.id)
    held = house.guest(lunch)
    guest_id = find(house.ctx, held.pushed_id).id
    assert venues.of_guest(house.ctx, guest_id).name == "Our venue"
    house.guest(late, pass_token=held.token)
    assert venues.of_guest(house.ctx, guest_id) == bar
    subscriptions.leave(house.ctx, held.token, late.alias)
    assert venues.of_guest(house.ctx, guest_id).name == "Our venue"
    subscriptions.leave(house.ctx, held.token)
    assert venues.of_guest(house.ctx, guest_id) == bar


def test_row_11_a_guest_of_two_venues_is_rung_once_on_each_live_device(house: House) -> None:
    lunch = house.channel("Lunch")
    bar = venues.create(house.ctx, "Bar Luna")
    late = channels.create(house.ctx, "Late", bar.id)
    both = house.guest(lunch)
    house.guest(late, pass_token=both.token)
    house.guest(late)
    to = (Channel(lunch.alias), Channel(late.alias))
    sent = messages.send(house.ctx, Request(to=to, title="Hello"))
    assert (sent.recipients, sent.devices) == (2, 3)


def test_row_1_everyone_is_everyone_of_the_venue_that_sends(house: House) -> None:
    lunch = house.channel("Lunch")
    bar = venues.create(house.ctx, "Bar Luna")
    late = channels.create(house.ctx, "Late", bar.id)
    both = house.guest(lunch)
    house.guest(late, pass_token=both.token)
    house.guest(lunch)
    everyone = Request(to=(App(),), title="Hello")
    assert messages.send(house.ctx, everyone).recipients == 2
    venues.choose(house.ctx, bar.id)
    assert messages.send(house.ctx, everyone).recipients == 1


def test_a_call_names_the_venue_that_the_desk_stands_in(house: House) -> None:
    channel = house.channel()
    bar = venues.create(house.ctx, "Bar Luna")
    venues.choose(house.ctx, bar.id)
    guest = find(house.ctx, house.guest(channel).pushed_id)
    visits.notify(house.ctx, guest.id, timedelta(minutes=10))
    (progress,) = messages.recent(house.ctx)
    assert "Bar Luna" in f"{progress.title} {progress.body}"
