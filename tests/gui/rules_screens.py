"""The rules' pictures: none, ten, one with 100,000 runs in its log; the form and its trials."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from pushdesk.domain.conditions import InAudience, Not, Visited
from pushdesk.domain.rules import (
    AddTo,
    CallAgain,
    Definition,
    If,
    Send,
    Stop,
    Tell,
    WaitFor,
    WhenEvent,
)
from pushdesk.gui.main_window import Screen
from pushdesk.gui.rules.page import Tab
from pushdesk.services import audiences, events, guests, rules
from pushdesk.services.rules import Rule
from pushdesk.store import rules as rows
from pushdesk.store import tables
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import CROWD, NAMES, SMALL, Story, settle, wait_until

FIVE = timedelta(minutes=5)
LATE = Definition(
    WhenEvent("called", (("template", "ready"),)),
    (
        WaitFor(
            "answered", FIVE, (Stop(),),
            (
                CallAgain(),
                If(Visited(3), (Tell("Look after {name}, a regular."),), (Send("reminder"),)),
            ),
        ),
        AddTo("Late"),
    ),
    Not(InAudience("Late")),
)  # fmt: skip


def story(desk: Desk, _folder: Path) -> Story:
    owner = _Owner(desk)
    return [
        ("71-rules-empty", owner.empty),
        ("72-rules", owner.ten),
        ("73-rules-editor", owner.edit),
        ("74-rules-practice", lambda: owner.page.show_tab(Tab.PRACTICE)),
        ("75-rules-editor-fault", owner.fault),
        ("76-rules-dry-run", owner.dry_run),
        ("77-rules-log-100000", owner.crowd),
        ("78-rules-everything-100000", owner.everything),
        ("79-rules-small-window", owner.small),
    ]


class _Owner:
    """Writes rules."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ctx = desk, desk.house.ctx
        self.view = desk.window.rules
        self.page = self.view.page
        self.guests: list[int] = []

    def empty(self) -> None:
        self.channel = self.desk.house.channel()
        wait_until(self.desk.window.channels.isVisible)  # where a first start leads
        self.desk.window.go_to(Screen.RULES)
        wait_until(lambda: self.view.is_empty)

    def ten(self) -> None:
        audiences.create(self.ctx, "Late")
        for name in NAMES[:6]:
            found = guests.find(self.ctx, self.desk.house.guest(self.channel).pushed_id)
            guests.rename(self.ctx, found.id, name)
            self.guests.append(found.id)
        self.late = rules.create(self.ctx, "Late for the table", LATE)
        for ready in rules.shipped(self.ctx):
            rules.add_ready(self.ctx, ready.id)
        rules.create(self.ctx, "A friend", Definition(WhenEvent("invited"), (Send("follow_up"),)))
        for rule in rules.every(self.ctx)[::2]:
            rules.enable(self.ctx, rule.id)
        add_log(self.desk, self.late, self.guests, 3)
        number = len(rules.every(self.ctx))
        wait_until(lambda: len(self.view.overview.cards) == number)

    def edit(self) -> None:
        self._open()

    def fault(self) -> None:
        self.page.show_tab(Tab.EDIT)
        self.page.edit.form.steps.add.click()
        step = self.page.edit.form.steps.steps[-1]
        step.line.kind.setCurrentIndex(step.line.kind.findData("tell"))
        last = self.page.edit.form.steps.steps[-1]
        settle(self.desk)
        self.page.edit.area.ensureWidgetVisible(last)

    def dry_run(self) -> None:
        self.page.edit.discard.click()
        for day in range(24):
            for guest in self.guests[: 1 + day * 7 % 5]:
                events.record(self.ctx, guest, "called", {"template": "ready"})
            self.desk.house.clock.advance(timedelta(days=1))
        self.page.show_tab(Tab.DAYS)
        wait_until(lambda: bool(self.page.days.samples))

    def crowd(self) -> None:
        add_log(self.desk, self.late, self.guests, CROWD)
        self.page.show_tab(Tab.LOG)
        self.page.log.again()
        wait_until(lambda: len(self.page.log.sentences) >= 100)
        self.page.log.table.selectRow(2)

    def everything(self) -> None:
        self.page.back.click()
        self.view.overview.log.click()
        wait_until(lambda: len(self.view.everything.log.sentences) >= 100)

    def small(self) -> None:
        self.view.everything.back.click()
        self.desk.window.resize(SMALL)
        self._open()

    def _open(self) -> None:
        self.page.edit.sentences.show_lines(())
        self.view.open(self.late.id)
        wait_until(lambda: bool(self.page.edit.sentences.text))


def add_log(desk: Desk, rule: Rule, guest_ids: list[int], number: int) -> None:
    """Straight into the table: it has to be quick."""
    now = desk.house.ctx.clock.now()
    with desk.house.ctx.store.write() as session:
        row = rows.by_public_id(session, rule.id)
        assert row is not None
        lines = [_line(row.id, guest_ids[n % len(guest_ids)], n, now) for n in range(number)]
        session.execute(insert(tables.RuleLog), lines)


def _line(rule_id: int, guest_id: int, number: int, now: datetime) -> dict[str, object]:
    what, details = (
        ("began", '{"event": "called"}'),
        ("did", '{"step": {"call_again": true}}'),
        ("over", "{}"),
        ("already", "{}"),
        ("not_met", '{"event": "called"}'),
        ("did", '{"step": {"tell": "Look after {name}, a regular."}}'),
    )[number % 6]
    at = now - timedelta(seconds=7 * (CROWD - number))
    return {
        "rule_id": rule_id, "run_id": None, "guest_id": guest_id, "at": at, "what": what,
        "details": details,
    }  # fmt: skip
