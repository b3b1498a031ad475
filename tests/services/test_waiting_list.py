"""The waiting list as the desk sees it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.nicknames import is_one
from pushdesk.domain.visits import State
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import (
    guest_merge,
    guests,
    live,
    preferences,
    recalls,
    visits,
    waiting_list,
)
from pushdesk.services.waiting_list import Party, PhoneKind, RingState
from pushdesk.settings import NICKNAMES, TEST_RING
from pushdesk.store import outcomes
from tests.house import House

TEN = timedelta(minutes=10)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What the database is asked, in the order in which it is."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def with_a_phone(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def reaches(house: House, guest_id: int, state: DeliveryState) -> None:
    delivery = guests.card(house.ctx, guest_id).progress[0].delivery_id
    with house.ctx.store.write() as session:
        outcomes.record(session, [outcomes.News(delivery, state, "")], house.clock.now())


def test_lanes_count_who_is_ahead(house: House) -> None:
    for name, size in (("A", 2), ("B", 4), ("C", 1), ("D", 9)):
        waiting_list.add(house.ctx, Party(name=name, size=size))
    floor = waiting_list.floor(house.ctx)
    assert [(row.name, row.lane, row.ahead) for row in floor.rows] == [
        ("A", "1–2", 0),
        ("B", "3–4", 0),
        ("C", "1–2", 1),
        ("D", "7+", 0),
    ]
    assert [lane.waiting for lane in floor.lanes] == [2, 1, 0, 1]
    assert [lane.next_quote for lane in floor.lanes] == [30, 15, 0, 15]
    house.clock.advance(TEN)
    assert waiting_list.floor(house.ctx).average_wait == TEN


def test_who_gives_no_name_gets_one(house: House) -> None:
    row = waiting_list.add(house.ctx, Party())
    assert is_one(row.name)
    preferences.put(house.ctx, NICKNAMES, "off")
    assert not waiting_list.add(house.ctx, Party()).name


def test_once_on_the_list(house: House) -> None:
    guest = with_a_phone(house)
    waiting_list.add(house.ctx, Party(guest))
    with pytest.raises(Refused, match="on the list already"):
        waiting_list.add(house.ctx, Party(guest))


@pytest.mark.parametrize(
    "party",
    [
        Party(size=0),
        Party(size=100),
        Party(quote_minutes=-1),
        Party(quote_minutes=601),
        Party(name="n" * 81),
        Party(notes=("n" * 81,)),
        Party(notes=tuple(str(n) for n in range(13))),
        Party(place="p" * 21),
    ],
)
def test_what_does_not_fit(house: House, party: Party) -> None:
    with pytest.raises(UserError):
        waiting_list.add(house.ctx, party)
    assert waiting_list.floor(house.ctx).rows == ()


def test_requests_from_the_page_wait_to_be_accepted(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(with_a_phone(house), "Mia", source="page"))
    assert (row.state, row.quoted_until, row.ring.state) == (State.PENDING, None, RingState.NONE)
    assert waiting_list.floor(house.ctx).pending == 1
    assert waiting_list.accept(house.ctx, row.guest_id, 20).sentence == "Mia is on the list."
    accepted = waiting_list.row(house.ctx, row.guest_id)
    assert accepted.quoted_until == house.clock.now() + timedelta(minutes=20)
    assert accepted.ring.state is RingState.WAITING
    with pytest.raises(Refused):
        waiting_list.decline(house.ctx, row.guest_id)


def test_who_joins_an_empty_lane_is_promised_nothing(house: House) -> None:
    added = waiting_list.add(house.ctx, Party(name="Ada", size=7))
    asks = waiting_list.add(house.ctx, Party(name="Mia", size=2, source="kiosk")).guest_id
    waiting_list.accept(house.ctx, asks, None)
    row = waiting_list.row(house.ctx, asks)
    assert (added.quote_minutes, row.quote_minutes, row.quoted_until) == (None, None, None)


def test_a_row_names_its_channel(house: House) -> None:
    channel = house.channel("Terrace")
    row = waiting_list.add(house.ctx, Party(name="Mia", channel_alias=channel.alias))
    assert (row.channel, row.channel_name) == (channel.alias, "Terrace")


def test_declined(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia", source="kiosk"))
    waiting_list.decline(house.ctx, row.guest_id)
    with pytest.raises(NotFound, match="not on the list"):
        waiting_list.row(house.ctx, row.guest_id)


def test_the_ring_at_the_door_turns_green_by_the_phone_itself(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(with_a_phone(house)))
    assert (row.phone.kind, row.phone.can_ring) == (PhoneKind.ANDROID, True)
    assert row.ring.state is RingState.WAITING
    house.clock.advance(timedelta(seconds=3))
    reaches(house, row.guest_id, DeliveryState.ACCEPTED)
    assert waiting_list.row(house.ctx, row.guest_id).ring.state is RingState.WAITING
    house.clock.advance(timedelta(seconds=42))
    amber = waiting_list.row(house.ctx, row.guest_id).ring
    assert (amber.state, amber.seconds) == (RingState.AMBER, 45)
    assert "muted" in amber.reason
    reaches(house, row.guest_id, DeliveryState.SHOWN)
    ring = waiting_list.row(house.ctx, row.guest_id).ring
    assert (ring.state, ring.seconds, ring.reason) == (RingState.GREEN, 45, "")


def test_a_phone_that_is_gone_is_red(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(with_a_phone(house)))
    reaches(house, row.guest_id, DeliveryState.GONE)
    assert waiting_list.row(house.ctx, row.guest_id).ring.state is RingState.RED


def test_no_ring_where_the_owner_wants_none(house: House) -> None:
    preferences.put(house.ctx, TEST_RING, "off")
    row = waiting_list.add(house.ctx, Party(with_a_phone(house)))
    assert row.ring.state is RingState.NONE


def test_the_ladder_of_the_last_call(house: House) -> None:
    guest = waiting_list.add(house.ctx, Party(with_a_phone(house))).guest_id
    visits.notify(house.ctx, guest, TEN)
    reaches(house, guest, DeliveryState.ACCEPTED)
    row = waiting_list.row(house.ctx, guest)
    assert row.progress is not None
    assert (row.progress.state, row.progress.silent) == (DeliveryState.ACCEPTED, False)
    house.clock.advance(timedelta(seconds=45))
    floor = waiting_list.floor(house.ctx)
    assert floor.rows[0].call_name
    assert floor.unreached == 1
    reaches(house, guest, DeliveryState.SHOWN)
    assert waiting_list.floor(house.ctx).unreached == 0


def test_found_as_one_types(house: House) -> None:
    mia = waiting_list.add(house.ctx, Party(name="Mia Klein", place="M7"))
    waiting_list.add(house.ctx, Party(name="Ada"))

    def found(text: str) -> list[str]:
        return [row.name for row in waiting_list.find(house.ctx, text)]

    # M and I are in no Pushed ID, whose end is searched as well.
    assert found("klei") == found("MIA") == found("m7") == found("#1") == ["Mia Klein"]
    assert found(mia.pushed_id[-4:].lower()) == ["Mia Klein"]
    assert found("ia") == []
    assert len(found(" ")) == 2


def many(house: House, parties: int) -> None:
    """Each third is called, each with a phone."""
    channel = house.channel()
    for number in range(parties):
        guest = guests.by_pass(house.ctx, house.guest(channel).token).guest.id
        waiting_list.add(house.ctx, Party(guest, size=number % 8 + 1, quote_minutes=20))
        if number % 3 == 0:
            visits.notify(house.ctx, guest, TEN)


def test_the_list_asks_no_more_often_for_many_than_for_few(
    house: House, statements: list[str]
) -> None:
    """How long it takes is in benchmarks/floor_list.txt."""
    many(house, 3)
    statements.clear()
    waiting_list.floor(house.ctx)
    for_few = len(statements)
    many(house, 30)
    statements.clear()
    assert len(waiting_list.floor(house.ctx).rows) == 33
    assert len(statements) == for_few <= 14


def on_the_list(house: House, name: str, size: int) -> int:
    return waiting_list.add(house.ctx, Party(with_a_phone(house), name, size)).guest_id


@pytest.mark.parametrize("keeps_the_first", [True, False])
def test_two_records_that_both_wait_wait_once_at_the_earlier_place(
    house: House, keeps_the_first: bool
) -> None:
    mia = on_the_list(house, "Mia", 2)
    house.clock.advance(TEN)
    on_the_list(house, "Ada", 2)
    house.clock.advance(TEN)
    again = on_the_list(house, "Mia Klein", 4)
    into, other = (mia, again) if keeps_the_first else (again, mia)
    guest_merge.merge(house.ctx, into, other)
    first, second = waiting_list.floor(house.ctx).rows
    assert (first.guest_id, first.size, second.name) == (into, 4, "Ada")
    token = guests.card(house.ctx, into).guest.pass_token
    assert live.live(house.ctx, token).state in {"waiting", "close"}
    assert recalls.recent(house.ctx) == []


def test_who_is_called_as_one_of_two_stays_called(house: House) -> None:
    mia = on_the_list(house, "Mia", 2)
    house.clock.advance(TEN)
    again = on_the_list(house, "Mia Klein", 4)
    visits.notify(house.ctx, again, TEN)
    joined = waiting_list.row(house.ctx, mia).joined_at
    guest_merge.merge(house.ctx, mia, again)
    (row,) = waiting_list.floor(house.ctx).rows
    assert (row.state, row.joined_at, row.times_called) == (State.CALLED, joined, 1)
    assert row.progress is not None
