"""Named events: from anywhere, bounded, in order."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.domain.events import EventRecorded
from pushdesk.errors import NotFound, UserError
from pushdesk.services import events, guests
from tests.house import House


def guest_id(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def test_row_14_an_event_with_properties(house: House) -> None:
    guest = guest_id(house)
    events.record(house.ctx, guest, "purchase", {"sum": " 12.50 \n"})
    happened = events.of_guest(house.ctx, guest)[0]
    assert (happened.name, happened.properties, happened.source, happened.depth) == (
        "purchase",
        {"sum": "12.50"},
        "api",
        0,
    )
    assert house.heard(EventRecorded)[-1] == EventRecorded(guest, "purchase")
    assert events.names(house.ctx) == [*events.OWN_NAMES, "purchase"]
    assert events.recent(house.ctx)[0] == happened


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("", {}),
        ("#webhook", {}),
        ("two words", {}),
        ("x" * 65, {}),
        ("fine", {"two words": "x"}),
        ("fine", {"x": "y" * 201}),
        ("fine", {f"n{number}": "" for number in range(21)}),
    ],
    ids=["none", "sign", "words", "long", "property", "value", "many"],
)
def test_what_is_no_event(house: House, name: str, properties: dict[str, str]) -> None:
    guest = guest_id(house)
    with pytest.raises(UserError):
        events.record(house.ctx, guest, name, properties)
    assert [event.name for event in events.of_guest(house.ctx, guest)] == ["subscribed"]


def test_a_guest_who_is_not_there(house: House) -> None:
    with pytest.raises(NotFound):
        events.record(house.ctx, 4711, "purchase")


@given(st.text(), st.dictionaries(st.text(max_size=50), st.text(max_size=300), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_names_and_properties(house: House, name: str, properties: dict[str, str]) -> None:
    with suppress(UserError):
        assert events.check(name, properties).keys() == properties.keys()
