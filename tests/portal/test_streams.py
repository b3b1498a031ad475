"""The streams of open pages: who hears what, how many there may be, and how they end."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import pytest

from pushdesk.domain.events import SettingChanged, VisitChanged
from pushdesk.errors import NotFound, Unavailable
from pushdesk.portal import streams
from pushdesk.portal.problems import Problem
from pushdesk.portal.streams import Streams
from pushdesk.runtime.engine import Engine
from tests.house import House

PATIENCE = 5


class Listener:
    """Reads one stream, as a browser would."""

    def __init__(self, opened: Streams, owner: str, look: Callable[[], dict[str, Any]]) -> None:
        response = opened.open(owner, look)
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
            opened.open("c", lambda: {"n": 1})
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
