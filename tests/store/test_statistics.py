"""What became of messages: as counting one by one says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text

from pushdesk.domain.deliveries import ON_THE_PHONE, DeliveryState
from pushdesk.store import Session, Store, statistics, tables
from pushdesk.store.guest_records import ANYBODY
from pushdesk.store.statistics import Part, Reach, Topic, Which
from tests.house import EVENING, open_in

ERASED = 9
GUESTS = range(1, 10)
CHANNELS = (1, 2)
PLATFORMS = ("Android", "iPhone", "Windows")
LANGUAGES = ("en", "de", "es")
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Ring:
    """A delivery of a message to a device, and after how many seconds the phone spoke."""

    message: int
    device: int
    state: DeliveryState
    seconds: int

    @property
    def guest(self) -> int:
        """Each guest has two devices."""
        return (self.device + 1) // 2

    @property
    def who(self) -> object:
        return ("device", self.device) if self.guest == ERASED else self.guest

    @property
    def language(self) -> str:
        return "" if self.guest == ERASED else LANGUAGES[self.guest % 3]

    @property
    def opened(self) -> bool:
        return self.state is DeliveryState.OPENED


@dataclass(frozen=True)
class Stay:
    """A guest on a channel, in minutes after the evening's beginning."""

    guest: int
    channel: int
    since: int
    left: int | None


@st.composite
def evenings(draw: st.DrawFn) -> tuple[list[int], list[Ring], list[Stay]]:
    minutes = draw(st.lists(st.integers(0, 300), min_size=1, max_size=4))
    device = st.integers(1, 2 * ERASED)
    rings = draw(
        st.lists(
            st.builds(
                Ring,
                st.integers(1, len(minutes)),
                device,
                st.sampled_from(DeliveryState),
                st.integers(0, 900),
            ),
            max_size=30,
            unique_by=lambda ring: (ring.message, ring.device),
        )
    )
    stay = st.builds(
        Stay,
        st.integers(1, ERASED - 1),
        st.sampled_from(CHANNELS),
        st.integers(0, 300),
        st.none() | st.integers(0, 300),
    )
    stays = draw(st.lists(stay, max_size=12, unique_by=lambda each: (each.guest, each.channel)))
    return minutes, rings, stays


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_in(tmp_path_factory.mktemp("venue"))
    with store.write() as session:
        _furnish(session)
    yield store
    store.close()


def _furnish(session: Session) -> None:
    session.add(tables.Venue(id=1, name="V", logo=None, created_at=EVENING))
    session.flush()
    for number in CHANNELS:
        session.add(
            tables.Channel(
                id=number, venue_id=1, alias=f"Chan0{number}", name=f"C{number}",
                created_at=EVENING,
            )
        )  # fmt: skip
    for guest in GUESTS:
        session.add(
            tables.Guest(
                id=guest, pushed_id=ANYBODY if guest == ERASED else f"ID{guest}",
                pass_token=f"T{guest}", language=LANGUAGES[guest % 3], created_at=EVENING,
                last_seen_at=EVENING,
            )
        )  # fmt: skip
    session.flush()
    for device in range(1, 2 * ERASED + 1):
        session.add(
            tables.Device(
                id=device, guest_id=(device + 1) // 2, endpoint=f"https://e.example/{device}",
                p256dh=b"", auth=b"", browser=f"B{device % 2}", platform=PLATFORMS[device % 3],
                created_at=EVENING, last_seen_at=EVENING, gone_at=None if device % 2 else EVENING,
            )
        )  # fmt: skip


def play(session: Session, minutes: list[int], rings: list[Ring], stays: list[Stay]) -> None:
    for table in (tables.Delivery, tables.Message, tables.Subscription, tables.Consent):
        session.execute(delete(table))
    session.execute(insert(tables.Message), [_message(n, at) for n, at in enumerate(minutes, 1)])
    for table, rows in (
        (tables.Delivery, [_delivery(ring, minutes) for ring in rings]),
        (tables.Subscription, [_subscription(stay) for stay in stays]),
        (tables.Consent, [row for stay in stays for row in _consents(stay)]),
    ):
        if rows:
            session.execute(insert(table), rows)


def _message(number: int, minute: int) -> dict[str, object]:
    at = EVENING + timedelta(minutes=minute)
    return {
        "id": number, "public_id": str(number), "venue_id": 1, "title": f"Fox {number}",
        "body": "100% ready", "url": "", "urgency": "high", "topic": "t", "created_at": at,
        "expires_at": at,
    }  # fmt: skip


def _delivery(ring: Ring, minutes: list[int]) -> dict[str, object]:
    at = EVENING + timedelta(minutes=minutes[ring.message - 1], seconds=ring.seconds)
    return {
        "message_id": ring.message, "device_id": ring.device, "guest_id": ring.guest,
        "state": ring.state.value, "lane": 1, "attempts": 1, "shortened": False, "due_at": at,
        "reason": "", "shown_at": at if ring.state in ON_THE_PHONE else None,
        "opened_at": at if ring.opened else None,
    }  # fmt: skip


def _subscription(stay: Stay) -> dict[str, object]:
    left = None if stay.left is None else EVENING + timedelta(minutes=stay.left)
    since = EVENING + timedelta(minutes=stay.since)
    return {
        "guest_id": stay.guest, "channel_id": stay.channel, "since": since, "source": "page",
        "left_at": left,
    }  # fmt: skip


def _consents(stay: Stay) -> Iterator[dict[str, object]]:
    for minute, given_ in ((stay.since, True), (stay.left, False)):
        if minute is not None:
            yield {
                "guest_id": stay.guest, "channel_id": stay.channel, "given": given_,
                "at": EVENING + timedelta(minutes=minute), "endpoint_hash": "", "category": "",
            }  # fmt: skip


def on_channels(ring: Ring, minutes: list[int], stays: list[Stay]) -> list[str]:
    at = minutes[ring.message - 1]
    names = [
        f"C{stay.channel}"
        for stay in stays
        if stay.guest == ring.guest and stay.since <= at and (stay.left is None or stay.left > at)
    ]
    return names or [""]


def names(topic: Topic, ring: Ring, minutes: list[int], stays: list[Stay]) -> list[str]:
    match topic:
        case Topic.CHANNEL:
            return on_channels(ring, minutes, stays)
        case Topic.PLATFORM:
            return [PLATFORMS[ring.device % 3]]
        case Topic.BROWSER:
            return [f"B{ring.device % 2}"]
        case Topic.LANGUAGE:
            return [ring.language]


def as_counts(parts: Sequence[Part]) -> Counter[tuple[str, DeliveryState]]:
    return Counter({(part.name, part.state): part.number for part in parts})


def floor(minute: int) -> datetime:
    return EVENING + minute // 15 * QUARTER


@settings(deadline=None)
@given(evening=evenings())
def test_row_27_as_counted_one_by_one(
    venue: Store, evening: tuple[list[int], list[Ring], list[Stay]]
) -> None:
    minutes, rings, stays = evening
    with venue.write() as session:
        play(session, minutes, rings, stays)
        for number in range(1, len(minutes) + 1):
            _check_message(session, number, evening)
        _check_time(session, evening)


def _check_message(
    session: Session, number: int, evening: tuple[list[int], list[Ring], list[Stay]]
) -> None:
    minutes, rings, stays = evening
    mine = [ring for ring in rings if ring.message == number]
    shown = [ring for ring in mine if ring.state in ON_THE_PHONE]
    opened = [ring for ring in mine if ring.opened]
    line = statistics.line(session, str(number))
    assert line is not None
    assert line.counts == Counter(ring.state for ring in mine)
    assert statistics.reach(session, number) == Reach(
        *(len({ring.who for ring in some}) for some in (mine, shown, opened))
    )
    begin = EVENING + timedelta(minutes=minutes[number - 1])
    moments = [begin + timedelta(seconds=edge) for edge in (10, 300)]
    assert statistics.by_moment(session, number, moments) == [
        tuple(sum(low <= ring.seconds < high for ring in some) for some in (shown, opened))
        for low, high in ((0, 10), (10, 300), (300, 10_000))
    ]
    for topic in Topic:
        expected = Counter(
            (name, ring.state) for ring in mine for name in names(topic, ring, minutes, stays)
        )
        assert as_counts(statistics.parts(session, number, topic)) == expected, topic


def _check_time(session: Session, evening: tuple[list[int], list[Ring], list[Stay]]) -> None:
    minutes, rings, stays = evening
    begin, end = EVENING + timedelta(minutes=30), EVENING + timedelta(minutes=240)
    inside = [n for n, minute in enumerate(minutes, 1) if 30 <= minute < 240]
    sent = {one.at: one for one in statistics.sent(session, begin, end)}
    assert {at: one.messages for at, one in sent.items()} == Counter(
        floor(minutes[n - 1]) for n in inside
    )
    for at, one in sent.items():
        there = [ring for ring in rings if ring.message in inside]
        assert one.counts == Counter(
            ring.state for ring in there if floor(minutes[ring.message - 1]) == at
        )
    moves = [(stay, stay.since, True) for stay in stays]
    moves += [(stay, stay.left, False) for stay in stays if stay.left is not None]
    moved = statistics.moved(session, begin, end)
    assert {(one.at, one.channel, one.came): one.number for one in moved} == Counter(
        (floor(at), f"C{stay.channel}", came) for stay, at, came in moves if 30 <= at < 240
    )
    on = {stay.guest for stay in stays if stay.left is None}
    assert statistics.now(session) == (len(on), ERASED)


def test_lines_by_text_channel_and_day(venue: Store) -> None:
    rings = [Ring(1, 1, DeliveryState.SHOWN, 1), Ring(2, 3, DeliveryState.GONE, 1)]
    with venue.write() as session:
        play(session, [0, 60, 60], rings, [Stay(1, 1, 0, 30), Stay(2, 2, 0, None)])

        def found(which: Which, limit: int = 10, offset: int = 0) -> list[int]:
            return [line.id for line in statistics.lines(session, which, limit, offset)]

        assert found(Which()) == [3, 2, 1]
        assert found(Which(), 1, 1) == [2]
        assert found(Which(text="fox 2")) == [2]
        assert found(Which(text="100%")) == [3, 2, 1]
        assert found(Which(text="100_")) == []
        assert found(Which(alias="Chan01")) == [1]
        assert found(Which(alias="Chan02")) == [2]
        assert found(Which(begin=EVENING + QUARTER)) == [3, 2]
        assert found(Which(end=EVENING + QUARTER)) == [1]


def test_a_message_is_counted_along_its_index(venue: Store) -> None:
    with venue.read() as session:
        query = statistics.sent_by_state(EVENING, EVENING + QUARTER)
        statement = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
        steps = [row.detail for row in plan]
    assert any("ix_message_created_at" in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN delivery")], steps
