"""Takes guests through the owner's rules, turn by turn.

Each turn is one transaction, so that a restart anywhere loses nothing and does nothing twice.
"""

from datetime import datetime, timedelta

from pushdesk.automation import days, hearing
from pushdesk.automation.stepping import Stepping
from pushdesk.domain import rule_machine
from pushdesk.domain.events import RuleChanged
from pushdesk.domain.rule_machine import Waiting
from pushdesk.domain.rules import LONGEST_WAIT
from pushdesk.services import quiet
from pushdesk.services.context import Context
from pushdesk.store import Session, events, rule_runs
from pushdesk.store import rules as rows
from pushdesk.store import settings as setting_rows

# Events up to this number have been heard.
CURSOR = "rules_cursor"
BATCH = 100
# A look ends after so many turns, so that whoever stops the program need not wait.
TURNS = 100
# Less is no jump of the clock.
TOLERANCE = timedelta(seconds=2)


class Rules:
    """What is ready comes first, then what has happened, then whose time is over, then days."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._stepping = Stepping(ctx)
        self._ready: list[int] | None = None  # nobody knows before the first look
        self._last = ctx.clock.now()

    def work(self) -> datetime | None:
        """Does what is to be done now; returns when to look again, None for no time."""
        self._mind_the_clock()
        for _ in range(TURNS):
            if not self.turn():
                return self._next()
        return self._ctx.clock.now()

    def turn(self) -> bool:
        """One transaction; False where nothing is to be done."""
        if self._ready is None:
            self._recover()
        return self._step() or self._hear() or self._let_time_pass() or self._begin_days()

    def _recover(self) -> None:
        """What a stop has left between two steps."""
        with self._ctx.store.read() as session:
            self._ready = sorted(rule_runs.ready(session))
        self._shorten(LONGEST_WAIT)

    def _step(self) -> bool:
        if not self._ready:
            return False
        run_id = self._ready[0]
        more, news = self._stepping.step(run_id)
        if not more:
            del self._ready[0]
        for told in news:
            self._ctx.bus.publish(told)
        self._tell(self._rules_of({run_id}))
        return True

    def _hear(self) -> bool:
        with self._ctx.store.read() as session:
            if events.last_id(session) <= self._cursor(session):
                return False
        with self._ctx.store.write() as session:
            heard = self._hear_batch(session)
            changed = {rule.public_id for rule in rows.every(session) if rule.id in heard.rules}
        self._make_ready(heard.ready)
        self._tell(changed)
        return True

    def _hear_batch(self, session: Session) -> hearing.Heard:
        """Ends before an event of a guest who has to take a step first."""
        rules, now = rows.enabled(session), self._ctx.clock.now()
        heard, moving = hearing.Heard(), set[int]()
        if not rules and not rule_runs.any_running(session):
            setting_rows.put(session, CURSOR, str(events.last_id(session)))
            return heard
        cursor = self._cursor(session)
        for event in events.after(session, cursor, BATCH):
            if event.guest_id in moving:
                break
            one = hearing.hear(session, event, rules, now)
            if one.ready:
                moving.add(event.guest_id)
            heard.ready += one.ready
            heard.rules |= one.rules
            cursor = event.id
        setting_rows.put(session, CURSOR, str(cursor))
        return heard

    def _let_time_pass(self) -> bool:
        with self._ctx.store.read() as session:
            run_id = rule_runs.due(session, self._ctx.clock.now())
        if run_id is None:
            return False
        if self._stepping.time_over(run_id):
            self._make_ready([run_id])
        self._tell(self._rules_of({run_id}))
        return True

    def _begin_days(self) -> bool:
        now, zone = self._ctx.clock.now(), quiet.zone(self._ctx)
        with self._ctx.store.read() as session:
            rules = rows.enabled(session)
            if all(moment > now for moment in days.next_moments(rules, zone, now)):
                return False
        with self._ctx.store.write() as session:
            for rule in rows.enabled(session):
                ready = days.begin(session, rule, zone, now)
                if ready is not None:
                    break
            else:
                return False
        self._make_ready(ready)
        self._tell({rule.public_id})
        return True

    def _next(self) -> datetime | None:
        now, zone = self._ctx.clock.now(), quiet.zone(self._ctx)
        with self._ctx.store.read() as session:
            due = rule_runs.next_due(session)
            moments = days.next_moments(rows.enabled(session), zone, now)
            return min([*moments, *([due] if due else [])], default=None)

    def _mind_the_clock(self) -> None:
        """Nothing waits for a moment that a wrong clock had named, nor is a wait cut short."""
        now = self._ctx.clock.now()
        if now < self._last - TOLERANCE:
            self._shorten(timedelta(0))
        self._last = now

    def _shorten(self, beyond: timedelta) -> None:
        """A wait ends no later than it would have if it had begun now."""
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            rows.not_before(session, now)
            for run in rule_runs.waiting_beyond(session, now + beyond):
                steps = rule_machine.program(run.definition)
                if isinstance(run.state, Waiting):
                    latest = now + rule_machine.longest_wait(steps, run.state)
                    if run.state.until > latest:
                        rule_runs.try_again(session, run.id, run.tries, latest)

    def _cursor(self, session: Session) -> int:
        return int(setting_rows.get(session, CURSOR) or 0)

    def _make_ready(self, run_ids: list[int]) -> None:
        self._ready = sorted({*(self._ready or ()), *run_ids})

    def _rules_of(self, run_ids: set[int]) -> set[str]:
        with self._ctx.store.read() as session:
            return rule_runs.rules_of(session, run_ids)

    def _tell(self, rule_ids: set[str]) -> None:
        for rule_id in sorted(rule_ids):
            self._ctx.bus.publish(RuleChanged(rule_id))
