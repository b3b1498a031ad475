"""Audiences: kept by hand or found, counted, sent to; and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from pushdesk.domain import targets
from pushdesk.domain.conditions import (
    All,
    Any,
    Browser,
    Condition,
    HasOwnId,
    InAudience,
    Language,
    Not,
    OnChannel,
    OwnField,
    Platform,
    SeenWithin,
    Subscribed,
    Visited,
)
from pushdesk.domain.events import AudienceChanged, EventRecorded, GuestChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import Target
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import (
    audiences,
    events,
    guests,
    messages,
    rules,
    subscriptions,
    visits,
)
from pushdesk.services.audiences import Reach
from pushdesk.services.subscriptions import Caller, Pass
from pushdesk.store import tables
from tests.house import EVENING, PIXEL, House, a_subscription

HOUR = timedelta(hours=1)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Safari/604.1"


def id_of(house: House, held: Pass) -> int:
    return guests.find(house.ctx, held.pushed_id).id


def found_by(house: House, condition: Condition) -> set[str]:
    return {one.pushed_id for one in audiences.preview(house.ctx, condition).sample}


def test_kept_by_hand(house: House) -> None:
    channel = house.channel()
    first, second = house.guest(channel), house.guest(channel)
    audiences.create(house.ctx, "Regulars")
    for held in (first, second, first):
        audiences.add(house.ctx, "Regulars", id_of(house, held))
    assert audiences.show(house.ctx, "Regulars").count == Reach(2, 2, 0)
    audiences.remove(house.ctx, "Regulars", id_of(house, first))
    (left,) = audiences.members(house.ctx, "Regulars")
    assert left.pushed_id == second.pushed_id
    assert GuestChanged(left.guest_id) in house.events


def test_found_at_the_moment_of_the_send(house: House) -> None:
    channel = house.channel()
    audiences.create(house.ctx, "On Android", Platform("Android"))
    house.guest(channel)
    house.guest(channel)
    sent = messages.send(house.ctx, Request((targets.Audience("On Android"),), title="Hello"))
    assert (sent.recipients, sent.devices) == (2, 2)


def test_who_has_left_is_not_reached(house: House) -> None:
    channel = house.channel()
    stays, leaves = house.guest(channel), house.guest(channel)
    audiences.create(house.ctx, "Regulars")
    for held in (stays, leaves):
        audiences.add(house.ctx, "Regulars", id_of(house, held))
    subscriptions.leave(house.ctx, leaves.token)
    shown = audiences.show(house.ctx, "Regulars")
    assert (shown.members, shown.count) == (2, Reach(1, 1, 0))


def test_each_leaf_finds_its_guests(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    ann = house.guest(lunch)
    house.clock.advance(HOUR)
    caller = Caller(None, IPHONE, "de")
    bob = subscriptions.subscribe(house.ctx, dinner.alias, a_subscription(), caller, "page")
    visits.notify(house.ctx, id_of(house, bob), timedelta(minutes=10))
    with house.ctx.store.write() as session:
        bob_id = id_of(house, bob)
        session.add(tables.OwnField(guest_id=bob_id, name="seat", value="window"))
        session.add(tables.OwnId(guest_id=bob_id, system="till", value="4711"))
    audiences.create(house.ctx, "Regulars")
    audiences.add(house.ctx, "Regulars", id_of(house, bob))
    house.clock.advance(timedelta(days=1) - timedelta(minutes=30))
    for leaf in (
        Subscribed(EVENING + HOUR, EVENING + 2 * HOUR),
        OnChannel(dinner.alias),
        InAudience("Regulars"),
        Language("DE"),
        Platform("iPhone"),
        Browser("Safari"),
        SeenWithin(1),
        Visited(1),
        OwnField("seat", "window"),
        HasOwnId("till"),
    ):
        assert found_by(house, leaf) == {bob.pushed_id}, leaf
        assert found_by(house, Not(leaf)) == {ann.pushed_id}, leaf
        assert found_by(house, Any((leaf, Not(leaf)))) == {ann.pushed_id, bob.pushed_id}
        assert found_by(house, All((leaf, Not(leaf)))) == set()


def test_a_regional_language_is_the_language(house: House) -> None:
    held = house.guest(house.channel())
    with house.ctx.store.write() as session:
        session.execute(update(tables.Guest).values(language="de-AT"))
    assert found_by(house, Language("de")) == {held.pushed_id}
    assert found_by(house, Language("de-CH")) == set()


def test_smart_ones_build_on_others(house: House) -> None:
    held = house.guest(house.channel())
    audiences.create(house.ctx, "Regulars")
    audiences.create(house.ctx, "Lapsed", Not(InAudience("Regulars")))
    audiences.create(house.ctx, "Win back", All((InAudience("Lapsed"), Platform("Android"))))
    assert audiences.show(house.ctx, "Win back").count == Reach(1, 1, 0)
    audiences.add(house.ctx, "Regulars", id_of(house, held))
    assert audiences.show(house.ctx, "Win back").count == Reach(0, 0, 0)
    audiences.rename(house.ctx, "Lapsed", "Long gone")
    sentence = audiences.show(house.ctx, "Win back").sentence
    assert sentence == "guests who are in “Long gone” and who use Android"
    with pytest.raises(Refused, match="“Win back” asks for it"):
        audiences.delete(house.ctx, "Long gone")


def test_a_circle_is_refused(house: House) -> None:
    audiences.create(house.ctx, "A", Language("de"))
    audiences.create(house.ctx, "B", InAudience("A"))
    with pytest.raises(UserError, match="would ask for itself"):
        audiences.change(house.ctx, "A", Not(InAudience("B")))
    assert audiences.get(house.ctx, "A").condition == Language("de")


def test_what_grows_too_large_is_refused(house: House) -> None:
    audiences.create(house.ctx, "0", Any((Language("de"),) * 50))
    audiences.create(house.ctx, "1", Any((InAudience("0"),) * 3))
    with pytest.raises(UserError, match="too large"):
        audiences.create(house.ctx, "2", Any((InAudience("1"),) * 3))
    assert [one.name for one in audiences.every(house.ctx)] == ["0", "1"]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (InAudience("Nobody's"), "There is no audience “Nobody's”"),
        (OnChannel("Nobody"), "There is no channel"),
        (All(()), "A group in it is empty"),
        (Visited(0), "missing, wrong or too long"),
    ],
)
def test_conditions_that_cannot_be_asked(house: House, condition: Condition, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        audiences.create(house.ctx, "A", condition)
    with pytest.raises(UserError, match=sentence):
        audiences.preview(house.ctx, condition)
    assert audiences.every(house.ctx) == []


def test_what_is_refused(house: House) -> None:
    audiences.create(house.ctx, "By hand")
    audiences.create(house.ctx, "Smart", Language("de"))
    for refused in (
        lambda: audiences.create(house.ctx, "Smart"),
        lambda: audiences.rename(house.ctx, "Smart", "By hand"),
        lambda: audiences.change(house.ctx, "By hand", Language("de")),
        lambda: audiences.add(house.ctx, "Smart", 1),
    ):
        with pytest.raises(Refused):
            refused()
    with pytest.raises(NotFound):
        audiences.add(house.ctx, "By hand", 1)
    with pytest.raises(NotFound):
        audiences.delete(house.ctx, "Nobody's")
    with pytest.raises(UserError, match="not written as JSON"):
        audiences.read_condition("{")


def test_deleting_leaves_the_guests(house: House) -> None:
    held = house.guest(house.channel())
    audiences.create(house.ctx, "Regulars")
    audiences.add(house.ctx, "Regulars", id_of(house, held))
    audiences.delete(house.ctx, "Regulars")
    assert audiences.every(house.ctx) == []
    assert audiences.count(house.ctx, [targets.App()]) == Reach(1, 1, 0)


def test_own_ids_and_only_proven_addresses(house: House) -> None:
    channel = house.channel()
    ann, bob = id_of(house, house.guest(channel)), id_of(house, house.guest(channel))
    with house.ctx.store.write() as session:
        session.add(tables.OwnId(guest_id=ann, system="till", value="4711"))
        session.execute(update(tables.Guest).values(email="both@example.org"))
        proven = update(tables.Guest).where(tables.Guest.id == bob)
        session.execute(proven.values(email_proven_at=EVENING))

    def reached(*to: Target) -> list[int]:
        return [one.guest_id for one in audiences.sample(house.ctx, to)]

    assert reached(targets.OwnId("till", "4711")) == [ann]
    assert reached(targets.OwnId("till", "4712")) == []
    assert reached(targets.Email("both@example.org")) == [bob]
    assert reached(targets.Email("both@example.org"), targets.OwnId("till", "4711")) == [ann, bob]


def test_a_window_and_a_limit(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    early = house.guest(lunch)
    house.clock.advance(HOUR)
    subscriptions.subscribe(
        house.ctx, dinner.alias, a_subscription(), Caller(early.token, PIXEL), "page"
    )
    house.guest(lunch)
    window = (EVENING + HOUR, None)
    assert audiences.count(house.ctx, [targets.App()], window=window) == Reach(2, 3, 0)
    to_lunch = [targets.Channel(lunch.alias)]
    assert audiences.count(house.ctx, to_lunch, window=window) == Reach(1, 1, 0)
    assert audiences.count(house.ctx, to_lunch, window=(None, EVENING)) == Reach(0, 0, 0)
    sent = messages.send(house.ctx, Request((targets.App(),), title="Hello", limit=1))
    assert (sent.recipients, sent.devices) == (1, 2)
    with pytest.raises(UserError, match="nobody to send this to"):
        messages.send(house.ctx, Request((targets.App(),), title="Hello", limit=-1))


def test_an_audience_that_is_none(house: House) -> None:
    house.guest(house.channel())
    with pytest.raises(NotFound, match="There is no audience"):
        messages.send(house.ctx, Request((targets.Audience("Nobody's"),), title="Hello"))


def test_row_18_in_and_out_are_events(house: House) -> None:
    guest = id_of(house, house.guest(house.channel()))
    audiences.create(house.ctx, "Regulars")
    for change in (audiences.add, audiences.add, audiences.remove, audiences.remove):
        change(house.ctx, "Regulars", guest)
    latest = events.of_guest(house.ctx, guest)[:2]
    assert [(event.name, dict(event.properties)) for event in latest] == [
        ("left_audience", {"audience": "Regulars"}),
        ("joined_audience", {"audience": "Regulars"}),
    ]
    assert house.heard(AudienceChanged) == [AudienceChanged("Regulars")] * 3
    assert EventRecorded(guest, "left_audience") in house.events


def test_rules_follow_a_new_name_and_keep_what_they_need(house: House) -> None:
    audiences.create(house.ctx, "Regulars")
    text = '{"when": {"event": "called"}, "if": {"audience": "Regulars"}, "then": [{"tell": "x"}]}'
    rules.create(house.ctx, "Greet", rules.read(text))
    audiences.rename(house.ctx, "Regulars", "Old friends")
    assert "Old friends" in rules.get(house.ctx, "Greet").sentences[1].text
    with pytest.raises(Refused, match="The rule “Greet” asks for it"):
        audiences.delete(house.ctx, "Old friends")
