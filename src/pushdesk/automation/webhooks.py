"""Tells other programs what rules want them to know: a few tries, at least once each."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import aiohttp

from pushdesk.automation.hearing import put
from pushdesk.domain import rule_machine
from pushdesk.domain.events import RuleChanged
from pushdesk.domain.rule_machine import Waiting
from pushdesk.domain.rule_story import What, about
from pushdesk.domain.rules import Webhook
from pushdesk.i18n import _
from pushdesk.services.context import Context
from pushdesk.store import guests, rule_log, rule_runs
from pushdesk.store import rules as rows
from pushdesk.store.guests import Guest
from pushdesk.store.rule_log import Entry
from pushdesk.store.rule_runs import Run
from pushdesk.store.rules import Rule

log = logging.getLogger(__name__)
T = TypeVar("T")

AT_ONCE = 8
TIMEOUT_SECONDS = 10
# How long after the first and the second try that failed.
BACK_OFF = (timedelta(seconds=10), timedelta(seconds=60))


class Work(Protocol):
    def __call__(self, query: Callable[..., T], *arguments: object) -> Awaitable[T]:
        """Runs a database call elsewhere."""
        ...


class Webhooks:
    """Runs in the engine's loop; it makes no database call there."""

    def __init__(self, ctx: Context, work: Work) -> None:
        self._ctx = ctx
        self._do = work

    async def look(self) -> datetime | None:
        """Tells what is due; returns when to look again, None for no time."""
        calls = await self._do(self._due)
        if calls:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
                await asyncio.gather(*(self._call(session, *call) for call in calls))
        return await self._do(self._next)

    async def _call(
        self, session: aiohttp.ClientSession, run: Run, rule: Rule, guest: Guest
    ) -> None:
        step = _step(run)
        why = await _post(session, step.url, _key(run, rule), _body(run, rule, guest))
        await self._do(self._record, run, step, why)
        self._ctx.bus.publish(RuleChanged(rule.public_id))

    def _due(self) -> list[tuple[Run, Rule, Guest]]:
        with self._ctx.store.read() as session:
            runs = rule_runs.due_webhooks(session, self._ctx.clock.now(), AT_ONCE)
            found = [
                (run, rows.by_id(session, run.rule_id), guests.by_id(session, run.guest_id))
                for run in runs
            ]
        return [(run, rule, guest) for run, rule, guest in found if rule and guest]

    def _next(self) -> datetime | None:
        with self._ctx.store.read() as session:
            return rule_runs.next_webhook(session)

    def _record(self, run: Run, step: Webhook, why: str) -> None:
        """`why` it was not heard; empty where it was."""
        now, tries = self._ctx.clock.now(), run.tries + 1
        details = about(step) | {"why": why}
        with self._ctx.store.write() as session:
            if rule_runs.current(session, run.id) != run or not isinstance(run.state, Waiting):
                return  # the rule was switched off meanwhile
            again = bool(why) and tries <= len(BACK_OFF)
            what = What.LATER if again else What.NOT_DONE if why else What.DID
            if again:
                pause = BACK_OFF[tries - 1]
                details["seconds"] = int(pause.total_seconds())
                rule_runs.try_again(session, run.id, tries, now + pause)
            entry = Entry(run.rule_id, run.guest_id, now, what, details, run.id)
            rule_log.write(session, entry)
            if not again:
                steps = rule_machine.program(run.definition)
                put(session, run, rule_machine.time_over(steps, run.state), now)


async def _post(session: aiohttp.ClientSession, url: str, key: str, body: dict[str, object]) -> str:
    """Empty where the program has taken it, else why not."""
    headers = {"Idempotency-Key": key}
    try:
        # A redirect could lead where the rule may not go.
        async with session.post(url, json=body, headers=headers, allow_redirects=False) as answer:
            if 200 <= answer.status < 300:
                return ""
            return _("The program answered {status}.").format(status=answer.status)
    except TimeoutError:
        return _("The program did not answer in time.")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        log.info("A webhook of a rule failed: %s", type(error).__name__)
        return _("The program can't be reached.")


def _step(run: Run) -> Webhook:
    steps = rule_machine.program(run.definition)
    if not isinstance(run.state, Waiting):
        raise TypeError("the run waits for no program")
    step = rule_machine.step_at(steps, run.state.path)
    if not isinstance(step, Webhook):
        raise TypeError("the run waits for no program")
    return step


def _key(run: Run, rule: Rule) -> str:
    """The same for each try of this step of this run, and for nothing else."""
    return f"{rule.public_id}-{run.id}-{rule_machine.to_text(run.state).partition(':')[2]}"


def _body(run: Run, rule: Rule, guest: Guest) -> dict[str, object]:
    return {
        "rule": {"id": rule.public_id, "name": rule.name},
        "guest": {"pushed_id": guest.pushed_id, "name": guest.name, "language": guest.language},
        "properties": dict(run.properties),
    }
