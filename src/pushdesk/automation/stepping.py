"""One guest's next step in a rule, with what it does, in one transaction."""

import logging
from datetime import datetime

from pushdesk.automation import effects
from pushdesk.automation.effects import Apply, News
from pushdesk.automation.hearing import put
from pushdesk.domain import rule_machine, rule_story
from pushdesk.domain.conditions import Condition, NoCondition
from pushdesk.domain.rule_machine import ENDED, Ready, Taken, Waiting
from pushdesk.domain.rule_story import What, about
from pushdesk.domain.rules import If, Step, Stop, Wait, WaitFor, Webhook
from pushdesk.errors import Unavailable, UserError
from pushdesk.services.context import Context
from pushdesk.store import Session, rule_log, rule_runs
from pushdesk.store import rules as rows
from pushdesk.store.rule_log import Entry
from pushdesk.store.rule_runs import Run

log = logging.getLogger(__name__)


class Stepping:
    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def step(self, run_id: int) -> tuple[bool, News]:
        """Whether there is a further step to take at once, and what to tell the house.

        A step that fails by our own fault ends the run: it must not stop everybody else's.
        """
        with self._ctx.store.read() as session:
            run = rule_runs.find(session, run_id)
            rule = rows.by_id(session, run.rule_id) if run else None
        if run is None or rule is None or not isinstance(run.state, Ready):
            return False, []
        try:
            return self._step(run, run.state, rule.name)
        except UserError:
            raise  # the disk is full or the database busy: the same step may work later
        except Exception:
            log.exception("Run %s of a rule broke", run.id)
            self._break(run)
            return False, []

    def time_over(self, run_id: int) -> bool:
        """Whether there is a step to take at once."""
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            run = rule_runs.current(session, run_id)
            if run is None or not isinstance(run.state, Waiting):
                return run is not None
            steps = rule_machine.program(run.definition)
            if isinstance(rule_machine.step_at(steps, run.state.path), WaitFor):
                _write(session, run, now, What.OVER, {})
            state = rule_machine.time_over(steps, run.state)
            put(session, run, state, now)
        return state != ENDED

    def _step(self, run: Run, ready: Ready, rule: str) -> tuple[bool, News]:
        steps = rule_machine.program(run.definition)
        step = rule_machine.step_at(steps, ready.path)
        now = self._ctx.clock.now()
        apply = self._prepare(run, rule, step)
        with self._ctx.store.write() as session:
            current = rule_runs.current(session, run.id)
            if current != run:
                return current is not None, []  # ended, or somebody was faster: look again

            def holds(condition: Condition) -> bool:
                return _holds(session, condition, run.guest_id, now)

            taken = rule_machine.take(steps, ready, now, holds)
            news = _do(session, run, taken, apply, now)
            put(session, run, taken.state, now)
        return isinstance(taken.state, Ready), news

    def _prepare(self, run: Run, rule: str, step: Step) -> Apply | None:
        """None where nothing is to be done here."""
        if isinstance(step, Wait | WaitFor | If | Stop | Webhook):
            return None
        try:
            return effects.prepare(self._ctx, run, rule, step)
        except Unavailable:
            raise
        except UserError as error:
            return _refusing(error)

    def _break(self, run: Run) -> None:
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            _write(session, run, now, What.BROKE, {})
            rule_runs.put(session, run.id, ENDED, now)


def _refusing(error: UserError) -> Apply:
    def refuse(_session: Session) -> News:
        raise error

    return refuse


def _do(session: Session, run: Run, taken: Taken, apply: Apply | None, now: datetime) -> News:
    """What can't be done is written down, and the guest goes on."""
    said = rule_story.told(taken)
    news: News = []
    if apply is not None:
        try:
            with session.begin_nested():
                news = apply(session)
        except Unavailable:
            raise
        except UserError as error:
            said = What.NOT_DONE, about(taken.step) | {"why": error.what}
    if said is not None:
        _write(session, run, now, *said)
    return news


def _holds(session: Session, condition: Condition, guest_id: int, now: datetime) -> bool:
    """A condition about an audience that is gone holds for nobody."""
    try:
        return rows.holds(session, condition, guest_id, now)
    except NoCondition:
        return False


def _write(
    session: Session, run: Run, now: datetime, what: What, details: dict[str, object]
) -> None:
    rule_log.write(session, Entry(run.rule_id, run.guest_id, now, what, details, run.id))
