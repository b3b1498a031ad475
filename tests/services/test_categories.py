"""Categories (row 9): topics that guests tick and untick, and what is recorded of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pushdesk.domain.conditions import Language
from pushdesk.domain.events import AudienceChanged, EventRecorded, GuestChanged
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import audiences, categories, guests, subscriptions
from pushdesk.services.categories import Category
from pushdesk.services.subscriptions import Caller, Pass
from pushdesk.store import events, tables
from tests.house import House, a_subscription


def offer(house: House, *names: str) -> None:
    for name in names:
        audiences.create(house.ctx, name)
        categories.make_category(house.ctx, name, {})


def join(house: House, *names: str) -> Pass:
    channel = house.channel()
    caller = Caller(language="de", country="AT")
    return subscriptions.subscribe(
        house.ctx, channel.alias, a_subscription(), caller, "page", names
    )


def id_of(house: House, held: Pass) -> int:
    return guests.by_pass(house.ctx, held.token).guest.id


def consents(house: House) -> list[tuple[str, bool, bool]]:
    """Category, given, and whether it names an endpoint."""
    row = tables.Consent
    with house.ctx.store.read() as session:
        found = session.execute(select(row.category, row.given, row.endpoint_hash).order_by(row.id))
        return [(category, given, bool(hash_)) for category, given, hash_ in found]


def happened(house: House, guest_id: int) -> list[tuple[str, dict[str, str]]]:
    """The oldest first."""
    with house.ctx.store.read() as session:
        found = events.of_guest(session, guest_id, 50)
    return [(one.name, dict(one.properties)) for one in reversed(found)]


def test_row_9_a_tick_while_subscribing_is_membership_and_consent(house: House) -> None:
    offer(house, "Wine", "Jazz")
    guest_id = id_of(house, join(house, "Wine"))
    assert categories.of_guest(house.ctx, guest_id) == {"Wine"}
    assert consents(house) == [("", True, True), ("Wine", True, True)]
    assert [name for name, _about in happened(house, guest_id)] == [
        "subscribed",
        "category_chosen",
        "joined_audience",
    ]
    assert happened(house, guest_id)[1][1] == {"audience": "Wine"}
    for event in (AudienceChanged("Wine"), EventRecorded(guest_id, "category_chosen")):
        assert event in house.events


def test_row_9_the_guest_changes_them_at_any_time(house: House) -> None:
    offer(house, "Wine", "Jazz")
    held = join(house, "Wine")
    guest_id = id_of(house, held)
    house.events.clear()
    assert categories.choose(house.ctx, held.token, ["Jazz"]) == {"Jazz"}
    assert consents(house)[2:] == [("Jazz", True, False), ("Wine", False, False)]
    assert happened(house, guest_id)[3:] == [
        ("category_chosen", {"audience": "Jazz"}),
        ("joined_audience", {"audience": "Jazz"}),
        ("category_dropped", {"audience": "Wine"}),
        ("left_audience", {"audience": "Wine"}),
    ]
    assert {AudienceChanged("Wine"), AudienceChanged("Jazz"), GuestChanged(guest_id)} <= set(
        house.events
    )


def test_row_9_choosing_the_same_again_records_nothing(house: House) -> None:
    offer(house, "Wine")
    held = join(house, "Wine")
    before = consents(house)
    categories.choose(house.ctx, held.token, ["Wine", "Wine"])
    assert consents(house) == before


def test_row_9_who_was_put_in_by_hand_has_not_consented(house: House) -> None:
    offer(house, "Wine")
    held = join(house)
    guest_id = id_of(house, held)
    audiences.add(house.ctx, "Wine", guest_id)
    assert categories.of_guest(house.ctx, guest_id) == set()
    categories.choose(house.ctx, held.token, [])
    assert consents(house) == [("", True, True)]
    assert len(audiences.members(house.ctx, "Wine")) == 1
    categories.choose(house.ctx, held.token, ["Wine"])
    assert consents(house)[1:] == [("Wine", True, False)]
    assert [name for name, _about in happened(house, guest_id)].count("joined_audience") == 1
    categories.choose(house.ctx, held.token, [])
    assert audiences.members(house.ctx, "Wine") == []


def test_row_9_leaving_the_last_channel_ends_every_consent(house: House) -> None:
    offer(house, "Wine")
    held = join(house, "Wine")
    guest_id = id_of(house, held)
    subscriptions.leave(house.ctx, held.token)
    assert categories.of_guest(house.ctx, guest_id) == set()
    assert consents(house)[2:] == [("", False, False), ("Wine", False, False)]
    assert [name for name, _about in happened(house, guest_id)][-3:] == [
        "left",
        "category_dropped",
        "left_audience",
    ]
    with pytest.raises(Refused, match="You have left"):
        categories.choose(house.ctx, held.token, ["Wine"])


def test_an_unknown_topic_keeps_the_guest_out_altogether(house: House) -> None:
    offer(house, "Wine")
    with pytest.raises(UserError, match="“Golf” is not offered"):
        join(house, "Wine", "Golf")
    assert consents(house) == []
    assert audiences.members(house.ctx, "Wine") == []


def test_labels_in_the_guests_language_else_english_else_the_name(house: House) -> None:
    offer(house, "jazz")
    audiences.create(house.ctx, "wine")
    labels = {"DE": "Weinabende", "en": " Wine evenings ", "fr": ""}
    categories.make_category(house.ctx, "wine", labels)
    assert categories.labels(house.ctx, "wine") == {"de": "Weinabende", "en": "Wine evenings"}
    for language, label in (
        ("de-CH", "Weinabende"),
        ("fr", "Wine evenings"),
        ("", "Wine evenings"),
    ):
        found = categories.offered(house.ctx, language)
        assert found == [Category("jazz", "jazz"), Category("wine", label)]


def test_what_is_taken_back_is_offered_no_more_and_keeps_its_guests(house: House) -> None:
    offer(house, "Wine")
    held = join(house, "Wine")
    categories.drop_category(house.ctx, "Wine")
    assert categories.audience_names(house.ctx) == set()
    assert len(audiences.members(house.ctx, "Wine")) == 1
    with pytest.raises(UserError, match="not offered"):
        categories.choose(house.ctx, held.token, ["Wine"])


def test_what_can_be_no_category(house: House) -> None:
    audiences.create(house.ctx, "German", Language("de"))
    with pytest.raises(Refused, match="can't be a category"):
        categories.make_category(house.ctx, "German", {})
    with pytest.raises(NotFound):
        categories.make_category(house.ctx, "Nobody", {})
    audiences.create(house.ctx, "Wine")
    for labels in ({"de": "x" * 81}, {"no language": "Wine"}):
        with pytest.raises(UserError):
            categories.make_category(house.ctx, "Wine", labels)


def test_no_more_than_a_guest_reads(house: House) -> None:
    offer(house, *(f"Topic {number}" for number in range(categories.MOST)))
    audiences.create(house.ctx, "One more")
    with pytest.raises(Refused, match="20 categories"):
        categories.make_category(house.ctx, "One more", {})
    categories.make_category(house.ctx, "Topic 1", {"de": "Thema 1"})


def test_a_country_once_known_stays(house: House) -> None:
    held = join(house)
    house.clock.advance(timedelta(minutes=1))
    caller = Caller(pass_token=held.token, country="US")
    subscriptions.subscribe(house.ctx, house.channel("Bar").alias, a_subscription(), caller, "page")
    with house.ctx.store.read() as session:
        assert session.scalars(select(tables.Guest.country)).all() == ["AT"]


@pytest.mark.parametrize("leaves", [True, False])
def test_row_9_who_wants_nothing_has_no_tick_that_comes_back(house: House, *, leaves: bool) -> None:
    """A topic may be offered no more when a guest leaves, and again when the guest returns."""
    offer(house, "Wine", "Jazz")
    held = join(house, "Wine", "Jazz")
    categories.drop_category(house.ctx, "Wine")
    if leaves:
        subscriptions.leave(house.ctx, held.token)
    else:
        categories.choose(house.ctx, held.token, [])
    categories.make_category(house.ctx, "Wine", {})
    assert categories.of_guest(house.ctx, id_of(house, held)) == set()
    assert consents(house)[-2:] == [("Jazz", False, False), ("Wine", False, False)]


def test_nobody_else_ticks_for_a_guest(house: House) -> None:
    offer(house, "Wine")
    guest_id = id_of(house, join(house))
    with pytest.raises(ValueError, match="own pages"):
        audiences.add(house.ctx, "Wine", guest_id, source="guest")
