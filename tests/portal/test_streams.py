"""The streams of open pages: who hears what, how many there may be, and how they end."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, cast

import pytest

from pushdesk.domain.events import SettingChanged, VisitChanged
from pushdesk.errors import NotFound, Unavailable
from pushdesk.portal import streams
from pushdesk.portal.problems import Problem
from pushdesk.portal.streams import Reader, Streams
from pushdesk.runtime.engine import Engine
from pushdesk.services import visits, waiting_list
from pushdesk.services.waiting_list import Party
from tests.house import House

PATIENCE = 5


class Listener:
    """Reads one stream, as a browser would."""

    def __init__(
        self,
        opened: Streams,
        owner: str,
        look: Callable[[], dict[str, Any]],
        guest_id: int | None = 1,
        address: str = "192.0.2.1",
    ) -> None:
        response = opened.open(Reader(owner, address, guest_id), look)
        self._parts = cast(AsyncIterator[str], response.body_iterator)

    async def hear(self) -> tuple[str, Any]:
        async with asyncio.timeout(PATIENCE):
            lines = (await anext(self._parts)).splitlines()
        return lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))

    async def ends(self) -> bool:
        async with asyncio.timeout(PATIENCE):
            return [part async for part in self._parts] == []


def test_a_page_hears_of_a_change_and_not_of_what_stays(house: House, engine: Engine) -> None:
    async def follow() -> None:
        state = {"ahead": 2}
        opened = Streams(house.ctx)
        page = Listener(opened, "a", lambda: dict(state))
        name, told = await page.hear()
        assert (name, told["ahead"], told["now"]) == ("state", 2, house.clock.now().timestamp())
        house.ctx.bus.publish(SettingChanged("lanes"))
        state["ahead"] = 1
        house.ctx.bus.publish(VisitChanged(1))
        name, told = await page.hear()
        assert (name, told["ahead"]) == ("state", 1)
        house.ctx.bus.publish(VisitChanged(1))
        assert await page.hear() == ("beat", {})
        opened.close()
        assert await page.ends()
        assert opened.count == 0

    engine.run(follow()).result(20)


def test_a_quiet_stream_beats(
    house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.01)

    async def follow() -> None:
        opened = Streams(house.ctx)
        page = Listener(opened, "a", lambda: {"ahead": 2})
        assert (await page.hear())[0] == "state"
        assert (await page.hear())[0] == "beat"
        opened.close()

    engine.run(follow()).result(20)


def test_what_is_forgotten_ends_its_stream(house: House, engine: Engine) -> None:
    def nobody() -> dict[str, Any]:
        raise NotFound("Nobody", "", "")

    async def follow() -> None:
        opened = Streams(house.ctx)
        page = Listener(opened, "a", nobody)
        assert await page.hear() == ("gone", {})
        assert await page.ends()
        assert opened.count == 0
        opened.close()

    engine.run(follow()).result(20)


def test_one_guest_has_four_and_the_oldest_gives_way(house: House, engine: Engine) -> None:
    async def follow() -> None:
        opened = Streams(house.ctx)
        pages = [Listener(opened, "a", lambda: {"n": 1}) for _each in range(4)]
        for page in pages:
            await page.hear()
        fifth = Listener(opened, "a", lambda: {"n": 1})
        assert (await fifth.hear())[0] == "state"
        assert await pages[0].hear() == ("replaced", {})
        assert opened.count == 4
        opened.close()

    engine.run(follow()).result(20)


def test_beyond_the_most_the_next_one_asks_instead(
    house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST", 2)

    async def follow() -> None:
        opened = Streams(house.ctx)
        pages = [Listener(opened, owner, lambda: {"n": 1}) for owner in ("a", "b")]
        for page in pages:
            await page.hear()
        with pytest.raises(Problem):
            opened.open(Reader("c", "192.0.2.1"), lambda: {"n": 1})
        opened.close()

    engine.run(follow()).result(20)


def test_one_address_leaves_room_for_others(
    house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ADDRESS", 2)

    async def follow() -> None:
        opened = Streams(house.ctx)
        pages = [Listener(opened, owner, lambda: {"n": 1}) for owner in ("a", "b")]
        for page in pages:
            await page.hear()
        with pytest.raises(Problem):
            opened.open(Reader("c", "192.0.2.1"), lambda: {"n": 1})
        other = Listener(opened, "c", lambda: {"n": 1}, address="192.0.2.2")
        assert (await other.hear())[0] == "state"
        opened.close()

    engine.run(follow()).result(20)


def test_only_pages_that_show_something_else_look_again(house: House, engine: Engine) -> None:
    """Of a party that waits behind the one that is called, of one in another lane, of a screen."""
    first, behind = (waiting_list.add(house.ctx, Party(size=2)).guest_id for _each in range(2))
    alone = waiting_list.add(house.ctx, Party(size=6)).guest_id
    looks: Counter[str] = Counter()

    def look(owner: str) -> Callable[[], dict[str, Any]]:
        def count() -> dict[str, Any]:
            looks[owner] += 1
            return {"look": looks[owner]}

        return count

    async def follow() -> None:
        opened = Streams(house.ctx)
        readers = {"first": first, "behind": behind, "alone": alone, "screen": None}
        pages = {
            owner: Listener(opened, owner, look(owner), guest) for owner, guest in readers.items()
        }
        for page in pages.values():
            await page.hear()
        house.ctx.bus.publish(VisitChanged(first))  # from now on it knows what was
        for page in pages.values():
            await page.hear()
        looks.clear()
        await asyncio.to_thread(visits.notify, house.ctx, first, timedelta(minutes=10))
        for owner in ("first", "behind", "screen"):
            await pages[owner].hear()
        house.ctx.bus.publish(SettingChanged("lanes"))  # compared, and found to be the same
        await asyncio.to_thread(visits.seat, house.ctx, first)
        await pages["screen"].hear()
        assert looks["alone"] == 0
        opened.close()

    engine.run(follow()).result(20)


def test_a_busy_database_passes(
    house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.01)
    answers = iter(["busy", 2, "busy", 1])

    def look() -> dict[str, Any]:
        ahead = next(answers, 1)
        if ahead == "busy":
            raise Unavailable("The database is busy", "", "")
        return {"ahead": ahead}

    async def follow() -> None:
        opened = Streams(house.ctx)
        page = Listener(opened, "a", look)
        heard = [await page.hear() for _ in range(4)]
        assert [name for name, _told in heard] == ["beat", "state", "beat", "state"]
        assert heard[-1][1]["ahead"] == 1
        opened.close()
        assert await page.ends()

    engine.run(follow()).result(20)
