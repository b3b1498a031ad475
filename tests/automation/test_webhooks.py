"""Row 22: other programs are told, with a few tries and always the same key."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

from aiohttp import web

from pushdesk.automation.webhooks import Webhooks
from pushdesk.domain.events import DeskTold
from pushdesk.services import events, rules
from tests.automation.conftest import Shift

T = TypeVar("T")


class Program:
    """Answers with what is scripted, then with 200."""

    def __init__(self, *answers: int) -> None:
        self._answers = list(answers)
        self.heard: list[tuple[str, Any]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.heard.append((request.headers["Idempotency-Key"], await request.json()))
        status = self._answers.pop(0) if self._answers else 200
        return web.Response(status=status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def listening(program: Program) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", program.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/hook"
    finally:
        await runner.cleanup()


def at_once(query: Callable[..., T], *arguments: object) -> Awaitable[T]:
    async def run() -> T:
        return query(*arguments)

    return run()


def rule(url: str) -> str:
    return f'{{"when": {{"event": "paid"}}, "then": [{{"webhook": "{url}"}}, {{"tell": "told"}}]}}'


async def look_until_told(shift: Shift, webhooks: Webhooks) -> None:
    for _ in range(10):
        due = await webhooks.look()
        shift.run()
        if due is None:
            return
        shift.house.clock.advance(max(timedelta(0), due - shift.house.clock.now()))
    raise AssertionError("it never ends")


def test_row_22_tried_again_with_the_same_key(shift: Shift) -> None:
    async def scene() -> None:
        program = Program(500, 302)
        async with listening(program) as url:
            shift.add(rule(url))
            events.record(shift.house.ctx, shift.guest, "paid", {"sum": "12"})
            shift.run()
            await look_until_told(shift, Webhooks(shift.house.ctx, at_once))
        keys = {key for key, _body in program.heard}
        assert (len(program.heard), len(keys)) == (3, 1)
        body = program.heard[0][1]
        assert body["properties"] == {"sum": "12"}
        assert body["rule"]["name"] == "Rule"

    asyncio.run(scene())
    assert [line.partition(":")[0] for line in shift.log()] == [
        "Began, because the guest has “paid”.",
        "Tries again in 10 seconds",
        "Tries again in 1 minute",
        "Done",
        "Done",
        "Ended.",
    ]


def test_a_program_that_is_not_there_is_given_up(shift: Shift) -> None:
    async def scene() -> None:
        program = Program()
        async with listening(program) as url:
            shift.add(rule(url))
        events.record(shift.house.ctx, shift.guest, "paid")
        shift.run()
        await look_until_told(shift, Webhooks(shift.house.ctx, at_once))

    asyncio.run(scene())
    assert shift.log()[-3].endswith("The program can't be reached.")
    assert len(shift.house.heard(DeskTold)) == 1


def test_switched_off_while_it_waits(shift: Shift) -> None:
    async def scene() -> None:
        program = Program()
        async with listening(program) as url:
            made = shift.add(rule(url))
            events.record(shift.house.ctx, shift.guest, "paid")
            shift.run()
            rules.disable(shift.house.ctx, made.id)
            await look_until_told(shift, Webhooks(shift.house.ctx, at_once))
        assert program.heard == []

    asyncio.run(scene())
    assert shift.log()[-1] == "Ended: the rule was switched off."
