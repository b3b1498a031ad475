"""Whom targets reach: as a simple model of the same venue says, and without reading it all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from pushdesk.domain.conditions import Language, to_json
from pushdesk.domain.targets import App, Audience, Channel, Email, OwnId, PushedId, Target
from pushdesk.store import Store, tables, targeting
from pushdesk.store.targeting import Reach, Window
from tests.house import EVENING, open_in

GUESTS = range(1, 41)
ALIASES = ("Lunch1", "Dinner")
HOUR = timedelta(hours=1)


def since(guest: int, channel: int) -> datetime:
    return EVENING + guest % 5 * HOUR + channel * HOUR / 2


def channels_of(guest: int) -> dict[int, datetime]:
    """By number, for those whom the guest has not left."""
    return {number: since(guest, number) for number in (1, 2) if guest % (number + 1) == 0}


def named_by(target: Target, guest: int) -> bool:
    """Whether the target names the guest, subscribed or not."""
    match target:
        case App():
            names = True
        case Channel(alias):
            names = ALIASES.index(alias) + 1 in channels_of(guest)
        case Audience(name):
            names = guest % (4 if name == "German" else int(name)) == 0
        case Email(address):
            names = address == f"g{guest}@e.example" and guest % 2 == 0
        case PushedId(value) | OwnId(_, value):
            names = value.removeprefix("ID") == str(guest)
    return names


def reached(to: list[Target], exclude: list[Target], window: Window) -> set[int]:
    begin, end = window

    def within(moment: datetime) -> bool:
        return (begin is None or moment >= begin) and (end is None or moment < end)

    def meant(guest: int, target: Target) -> bool:
        times = [
            moment
            for number, moment in channels_of(guest).items()
            if not isinstance(target, Channel) or ALIASES[number - 1] == target.alias
        ]
        return named_by(target, guest) and any(within(moment) for moment in times)

    return {
        guest
        for guest in GUESTS
        if any(meant(guest, target) for target in to)
        and not any(named_by(target, guest) for target in exclude)
    }


def furnish(session: Session) -> None:
    session.add(tables.Venue(id=1, name="V", logo=None, created_at=EVENING))
    session.flush()
    for number, alias in enumerate(ALIASES, 1):
        session.add(
            tables.Channel(id=number, venue_id=1, alias=alias, name=alias, created_at=EVENING)
        )
    german = to_json(Language("de"))
    for id_, name in ((2, "2"), (3, "3"), (7, "7")):
        session.add(tables.Audience(id=id_, name=name, created_at=EVENING))
    session.add(tables.Audience(name="German", condition=german, created_at=EVENING))
    session.flush()
    for guest in GUESTS:
        move_in(session, guest)


def move_in(session: Session, guest: int) -> None:
    session.add(
        tables.Guest(
            id=guest,
            pushed_id=f"ID{guest}",
            pass_token=f"T{guest}",
            language="de" if guest % 4 == 0 else "en",
            email=f"g{guest}@e.example",
            email_proven_at=EVENING if guest % 2 == 0 else None,
            created_at=EVENING,
            last_seen_at=EVENING,
        )
    )
    session.flush()
    session.add(tables.OwnId(guest_id=guest, system="till", value=str(guest)))
    for number in (1, 2):
        session.add(
            tables.Subscription(
                guest_id=guest,
                channel_id=number,
                since=since(guest, number),
                source="page",
                left_at=None if number in channels_of(guest) else EVENING,
            )
        )
    for audience in (2, 3, 7):
        if guest % audience == 0:
            session.add(
                tables.AudienceMember(
                    audience_id=audience, guest_id=guest, since=EVENING, source="hand"
                )
            )
    for number in range(guest % 3):
        session.add(
            tables.Device(
                guest_id=guest,
                endpoint=f"https://e.example/{guest}/{number}",
                p256dh=b"",
                auth=b"",
                browser="Chrome",
                platform="Android",
                created_at=EVENING,
                last_seen_at=EVENING,
                gone_at=None if number == 0 else EVENING,
            )
        )


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_in(tmp_path_factory.mktemp("venue"))
    with store.write() as session:
        furnish(session)
    yield store
    store.close()


target_lists = st.lists(
    st.just(App())
    | st.sampled_from(ALIASES).map(Channel)
    | st.sampled_from(["2", "3", "7", "German"]).map(Audience)
    | st.sampled_from(GUESTS).map(lambda guest: PushedId(f"ID{guest}"))
    | st.sampled_from(GUESTS).map(lambda guest: Email(f"g{guest}@e.example"))
    | st.sampled_from(GUESTS).map(lambda guest: OwnId("till", str(guest))),
    max_size=4,
)
moments = st.none() | st.integers(0, 8).map(lambda n: EVENING + n * HOUR / 2)


@given(to=target_lists, exclude=target_lists, window=st.tuples(moments, moments))
def test_as_the_simple_model(
    venue: Store, to: list[Target], exclude: list[Target], window: Window
) -> None:
    expected = reached(to, exclude, window)
    live = {guest for guest in expected if guest % 3 > 0}
    with venue.read() as session:
        guests = targeting.reached_by(session, to, exclude, EVENING, window)
        assert sorted(session.scalars(guests)) == sorted(expected)
        assert targeting.count(session, guests) == Reach(
            len(live), len(live), len(expected) - len(live)
        )
        sample = targeting.sample(session, guests, 3)
        assert {one.guest_id for one in sample} <= expected
        assert len(sample) == min(3, len(expected))
        capped = targeting.reached_by(session, to, exclude, EVENING, window, 2)
        assert list(session.scalars(capped)) == sorted(live)[:2]


@pytest.mark.parametrize(
    "target", [PushedId("ID6"), Email("g6@e.example"), OwnId("till", "6"), Channel("Dinner")]
)
def test_a_single_guest_is_found_without_reading_all(venue: Store, target: Target) -> None:
    with venue.read() as session:
        guests = targeting.reached_by(session, [target], [], EVENING)
        devices = select(tables.Device.id).where(tables.Device.guest_id.in_(guests))
        statement = str(
            devices.compile(session.connection(), compile_kwargs={"literal_binds": True})
        )
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
        steps = [row.detail for row in plan]
    assert steps
    scans = [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step]
    assert not scans, steps


def test_everyone_is_everyone_of_the_venue_that_sends(tmp_path: Path) -> None:
    """Row 1, and row 11: a guest of both venues is one guest."""
    store = open_in(tmp_path)
    with store.write() as session:
        furnish(session)
        session.add(tables.Venue(id=2, name="W", logo=None, created_at=EVENING))
        session.flush()
        session.execute(update(tables.Channel).where(tables.Channel.id == 2).values(venue_id=2))
    with store.read() as session:

        def everyone(venue_id: int | None, *exclude: Target) -> set[int]:
            guests = targeting.reached_by(session, [App()], exclude, EVENING, venue_id=venue_id)
            found = list(session.scalars(guests))
            assert len(found) == len(set(found))
            return set(found)

        first, second = ({g for g in GUESTS if n in channels_of(g)} for n in (1, 2))
        assert everyone(1) == first
        assert everyone(2) == second
        assert everyone(None) == first | second
        assert everyone(1, Channel("Dinner")) == first - second
        assert everyone(1, App()) == set()
        only_second = targeting.reached_by(
            session, [Channel("Dinner")], [App()], EVENING, venue_id=1
        )
        assert set(session.scalars(only_second)) == second - first
    store.close()
