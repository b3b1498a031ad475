"""The rules' screen: written, switched, tried, read, deleted."""

from datetime import time, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pushdesk.automation.rules import Rules as Engine
from pushdesk.domain.conditions import All, Any, Happened, InAudience, Language, Not, Visited
from pushdesk.domain.events import DeskTold
from pushdesk.domain.rules import (
    AddTo,
    CallAgain,
    Definition,
    If,
    Move,
    Record,
    Release,
    Send,
    Step,
    Stop,
    Tell,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    WhenEvent,
    WhenMissing,
)
from pushdesk.gui.main_window import Screen
from pushdesk.gui.rules import faults, translate
from pushdesk.gui.rules.fields import Choices, Kind, Line, asked
from pushdesk.gui.rules.inputs import Amount
from pushdesk.gui.rules.line_editor import LineEditor, fresh
from pushdesk.gui.rules.page import Tab
from pushdesk.gui.rules.view import Rules
from pushdesk.gui.widgets.inputs import EventPicker, Picker, Text
from pushdesk.services import audiences, events, guests, rules, visits
from pushdesk.services.channels import Channel
from pushdesk.store import rule_log
from pushdesk.store import rules as rows
from pushdesk.store.rule_log import Entry
from tests.gui.desk_fixture import Desk

T = TypeVar("T")
FIVE = timedelta(minutes=5)
AGAIN = (CallAgain(), Wait(FIVE), Release())
CHAIN = Definition(WhenEvent("called"), (WaitFor("answered", FIVE, (Stop(),), AGAIN),))
HELLO = Definition(WhenEvent("seated"), (Tell("Say hello to {name}."),))


@pytest.mark.parametrize(
    "when",
    [
        WhenEvent("called", (("table", "12, window"), ("template", "ready"))),
        WhenMissing("seated", FIVE, "subscribed"),
        WhenDate("birthday", at=time(9, 30), days=-3, yearly=False),
    ],
)
def test_each_beginning_stands_in_the_form(when: WhenEvent | WhenMissing | WhenDate) -> None:
    rule = Definition(when, (Stop(),))
    assert translate.definition(translate.form(rule)) == rule


@pytest.mark.parametrize(
    "step",
    [
        Send("ready"), CallAgain(), Release(), Tell("a, b=c"), Wait(timedelta(seconds=61)),
        AddTo("Seated"), Move("Waiting", "Seated"), Record("won", (("prize", "cake"),)),
        Webhook("https://till.example/hook"), WaitFor("answered", FIVE, (Stop(),), AGAIN),
        If(All((Visited(3), Not(InAudience("Seated")))), (Stop(),), (Wait(FIVE),)),
        If(Any((Visited(3), Language("de"))), (Stop(),)),
        If(Not(Happened("opened", 30)), (Stop(),)), If(Happened("opened"), (Stop(),)),
    ],
)  # fmt: skip
def test_each_step_stands_in_the_form(step: Step) -> None:
    rule = Definition(WhenEvent("called"), (step, Stop()), Language("de"), at_once=2)
    assert translate.definition(translate.form(rule)) == rule


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Line(Kind.TELL, ("",)), "What the desk is told"),
        (Line(Kind.SEND, ("gone",)), "no message “gone”"),
        (Line(Kind.ADD, ("Gone",)), "no audience “Gone”"),
        (Line(Kind.ADD, ("Germans",)), "finds its guests by a rule"),
        (Line(Kind.RECORD, ("two words", "")), "letters, digits"),
        (Line(Kind.RECORD, ("won", "prize")), "name=value"),
        (Line(Kind.DATE, ("birthday", "0", "25:00", "yes")), "18:30"),
        (Line(Kind.WAIT, ("",)), "How long"),
        (Line(Kind.WEBHOOK, ("till.example",)), "https://"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_there(line: Line, told: str) -> None:
    known = Choices(audiences=(("Germans", "Germans"),))
    assert told in faults.fault(line, known)


def test_each_kind_has_words_and_begins() -> None:
    for kind in Kind:
        words = asked(kind)
        assert words.name
        assert len(fresh(kind, Choices()).values) == len(words.fields)


def test_row_22_ready_rules_come_first_and_are_added_with_one_click(
    desk: Desk, qtbot: QtBot
) -> None:
    view = shown(desk, qtbot)
    assert view.is_empty
    assert "Add one of those below" in view.overview.sentence
    before = len(view.overview.ready)
    view.overview.ready[0].add.click()
    qtbot.waitUntil(lambda: len(view.overview.cards) == 1)
    qtbot.waitUntil(lambda: len(view.overview.ready) == before - 1)
    card = view.overview.cards[0]
    qtbot.waitUntil(card.switch.hasFocus)
    qtbot.waitUntil(lambda: not card.switch.visibleRegion().isEmpty())
    assert not rules.every(desk.house.ctx)[0].enabled
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: view.is_empty)


def test_row_15_a_chain_is_added_switched_on_and_played(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    view.overview.ready[0].add.click()
    qtbot.waitUntil(lambda: len(view.overview.cards) == 1)
    card = view.overview.cards[0]
    assert "Call again" in card.texts[1]
    assert card.texts[2] == "Nobody in it now. It has done nothing yet."
    card.switch.click()
    qtbot.waitUntil(lambda: rules.every(desk.house.ctx)[0].enabled)
    qtbot.waitUntil(lambda: card.switch.text() == "On")
    card.open.click()
    qtbot.waitUntil(view.page.isVisible)
    view.page.show_tab(Tab.PRACTICE)
    qtbot.waitUntil(lambda: len(view.page.practice.lines) > 3)
    played = view.page.practice.lines
    again = next(line for line in played if "Call again" in line)
    release = next(line for line in played if "Release" in line)
    assert again.startswith("after 5 minutes")
    assert played.index(again) < played.index(release)


def test_row_15_a_chain_calls_again_and_releases(desk: Desk, qtbot: QtBot) -> None:
    ctx, engine = desk.house.ctx, Engine(desk.house.ctx)
    who = guest(desk, desk.house.channel(), "Blue Fox")
    view = shown(desk, qtbot)
    view.overview.ready[0].add.click()
    qtbot.waitUntil(lambda: len(view.overview.cards) == 1)
    card = view.overview.cards[0]
    card.switch.click()
    qtbot.waitUntil(lambda: rules.every(ctx)[0].enabled)
    visits.notify(ctx, who, timedelta(minutes=30))
    engine.work()
    qtbot.waitUntil(lambda: card.texts[2].startswith("1 guest in it now."))
    desk.house.clock.advance(FIVE + timedelta(seconds=1))
    engine.work()
    visit = guests.card(ctx, who).visit
    assert visit is not None
    assert visit.times_called == 2
    desk.house.clock.advance(FIVE + timedelta(seconds=1))
    engine.work()
    assert guests.card(ctx, who).visit is None
    qtbot.waitUntil(lambda: card.texts[2].startswith("Nobody in it now. Last, today"))
    view.overview.log.click()
    log = view.everything.log
    qtbot.waitUntil(lambda: "Done: Release the table." in log.sentences)
    assert "Done: Call again." in log.sentences


def test_row_14_a_rule_on_an_event_is_written_and_saved(desk: Desk, qtbot: QtBot) -> None:
    view = begun(desk, qtbot)
    form = view.page.edit.form
    events_ = form.when.values[0]
    assert isinstance(events_, EventPicker)
    events_.setEditText("purchase")
    form.steps.steps[0].line.kind.setCurrentIndex(
        form.steps.steps[0].line.kind.findData(Kind.TELL.value)
    )
    value(form.steps.steps[0].line, Text).setText("{name} has bought something.")
    qtbot.waitUntil(lambda: "has “purchase”" in view.page.edit.sentences.text)
    view.page.name.selectAll()
    view.page.name.insert("Bought")  # as one pastes it: quick keys are a scanner's
    assert rules.every(desk.house.ctx) == []
    QTest.mouseClick(view.page.edit.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rules.every(desk.house.ctx)) == 1)
    qtbot.waitUntil(form.when.kind.hasFocus)
    (made,) = rules.every(desk.house.ctx)
    assert made.name == "Bought"
    assert made.definition == Definition(
        WhenEvent("purchase"), (Tell("{name} has bought something."),)
    )
    qtbot.waitUntil(view.page.edit.save.isHidden)
    view.page.switch.click()
    qtbot.waitUntil(lambda: rules.every(desk.house.ctx)[0].enabled)
    who = guest(desk, desk.house.channel(), "Blue Fox")
    events.record(desk.house.ctx, who, "purchase")
    Engine(desk.house.ctx).work()
    qtbot.waitUntil(lambda: desk.window.banner.sentence == "Blue Fox has bought something.")
    view.page.show_tab(Tab.LOG)
    qtbot.waitUntil(lambda: "Began, because the guest has “purchase”." in view.page.log.sentences)


def test_row_14_absence_begins_a_rule(desk: Desk, qtbot: QtBot) -> None:
    view = begun(desk, qtbot)
    form = view.page.edit.form
    form.when.kind.setCurrentIndex(form.when.kind.findData(Kind.MISSING.value))
    assert form.when.kind.hasFocus()
    within = form.when.values[1]
    assert isinstance(within, Amount)
    within.digits.setText("2")
    within.unit.setCurrentIndex(within.unit.findData("3600"))
    view.page.edit.save.click()
    qtbot.waitUntil(lambda: len(rules.every(desk.house.ctx)) == 1)
    (made,) = rules.every(desk.house.ctx)
    assert made.definition.when == WhenMissing("seated", timedelta(hours=2), "subscribed")


def test_row_18_a_rule_moves_guests_between_audiences(desk: Desk, qtbot: QtBot) -> None:
    for name in ("Regular", "Seated"):
        audiences.create(desk.house.ctx, name)
    view = begun(desk, qtbot)
    form = view.page.edit.form
    turn(view, 0, Kind.MOVE)
    source, target = form.steps.steps[0].line.values
    assert isinstance(source, Picker)
    assert isinstance(target, Picker)
    source.setCurrentIndex(source.findData("Seated"))
    target.setCurrentIndex(target.findData("Regular"))
    form.questions.add.click()
    asked_ = form.questions.groups[0].lines[0]
    asked_.field.setCurrentIndex(asked_.field.findData("audience"))
    audience = asked_.value.choice
    assert audience is not None
    audience.setCurrentIndex(audience.findData("Seated"))
    qtbot.waitUntil(lambda: "Move from “Seated” to “Regular”" in view.page.edit.sentences.text)
    view.page.edit.save.click()
    qtbot.waitUntil(lambda: len(rules.every(desk.house.ctx)) == 1)
    assert rules.every(desk.house.ctx)[0].definition == Definition(
        WhenEvent("called"), (Move("Seated", "Regular"),), InAudience("Seated")
    )
    qtbot.waitUntil(view.page.switch.isVisible)
    view.page.switch.click()
    qtbot.waitUntil(lambda: rules.every(desk.house.ctx)[0].enabled)
    channel = desk.house.channel()
    fox, kite = guest(desk, channel, "Blue Fox"), guest(desk, channel, "Red Kite")
    audiences.add(desk.house.ctx, "Seated", fox)
    for who in (fox, kite):
        events.record(desk.house.ctx, who, "called")
    Engine(desk.house.ctx).work()
    (member,) = audiences.members(desk.house.ctx, "Regular", 10)
    assert member.guest_id == fox
    assert audiences.members(desk.house.ctx, "Seated", 10) == []


def test_row_22_steps_move_and_come_back_by_keys(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, CHAIN)
    form = view.page.edit.form
    inner = form.steps.steps[0].branches[1]
    inner.steps[2].up.setFocus()
    QTest.keyClick(inner.steps[2].up, Qt.Key.Key_Space)
    inner = form.steps.steps[0].branches[1]
    assert [step.content.kind for step in inner.steps] == [
        Kind.CALL_AGAIN, Kind.RELEASE, Kind.WAIT,
    ]  # fmt: skip
    assert inner.steps[1].line.kind.hasFocus()
    inner.steps[0].remove.click()
    assert len(form.steps.steps[0].branches[1].steps) == 2
    desk.window.undo_bar.button.click()
    assert len(form.steps.steps[0].branches[1].steps) == 3
    form.steps.steps[0].branches[0].add.click()
    assert [step.content.kind for step in form.steps.steps[0].branches[0].steps] == [
        Kind.STOP, Kind.SEND,
    ]  # fmt: skip
    view.page.edit.discard.click()
    assert translate.definition(form.content) == CHAIN
    assert view.page.edit.save.isHidden()


def test_a_new_step_of_a_long_rule_is_in_sight(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, Definition(WhenEvent("called"), (Wait(FIVE),) * 12))
    form = view.page.edit.form
    form.steps.add.click()
    new = form.steps.steps[12].line.kind
    qtbot.waitUntil(lambda: new.hasFocus() and not new.visibleRegion().isEmpty())
    form.steps.steps[12].remove.click()
    last = form.steps.steps[11].line.kind
    qtbot.waitUntil(lambda: last.hasFocus() and not last.visibleRegion().isEmpty())


def test_tab_goes_from_the_top_down(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, CHAIN)
    form = view.page.edit.form
    form.steps.add.click()
    qtbot.waitUntil(lambda: form.steps.steps[-1].isVisible() and form.at_once.isVisible())
    form.when.kind.setFocus()
    wanted = [
        form.when.kind,
        form.questions.add,
        *(step.line.kind for step in form.steps.every()),
        view.page.edit.save,
    ]
    reached = []
    for _step in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert [part for part in reached if part in wanted][: len(wanted)] == wanted


def test_row_22_an_audience_that_is_gone_is_told_at_its_step(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    audiences.create(ctx, "Seated")
    view = begun(desk, qtbot)
    form = view.page.edit.form
    form.steps.add.click()
    turn(view, 1, Kind.ADD)
    assert form.steps.steps[1].line.fault == ""
    audiences.delete(ctx, "Seated")
    qtbot.waitUntil(lambda: "no audience “Seated”" in form.steps.steps[1].line.fault)
    assert form.steps.steps[0].line.fault == ""
    audiences.create(ctx, "Guests of honour")
    desk.window.go_to(Screen.AUDIENCES)
    desk.window.go_to(Screen.RULES)
    qtbot.waitUntil(lambda: value(form.steps.steps[1].line, Picker).count() == 2)
    assert "marked" in view.page.edit.hint


def test_rules_in_a_circle_are_refused(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    first = rules.create(ctx, "One", Definition(WhenEvent("ping"), (Record("pong"),)))
    rules.enable(ctx, first.id)
    view = begun(desk, qtbot)
    form = view.page.edit.form
    picker = form.when.values[0]
    assert isinstance(picker, EventPicker)
    picker.setEditText("pong")
    turn(view, 0, Kind.RECORD)
    events_ = form.steps.steps[0].line.values[0]
    assert isinstance(events_, EventPicker)
    events_.setEditText("ping")
    qtbot.waitUntil(lambda: "without end" in view.page.edit.hint)
    view.page.edit.save.click()
    qtbot.waitUntil(lambda: "without end" in desk.window.banner.sentence)
    assert len(rules.every(ctx)) == 1


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(desk: Desk, qtbot: QtBot) -> None:
    rules.create(desk.house.ctx, "New rule", CHAIN)
    view = begun(desk, qtbot)
    turn(view, 0, Kind.CALL_AGAIN)
    view.page.edit.save.click()
    qtbot.waitUntil(lambda: "already" in desk.window.banner.sentence)
    assert view.page.edit.form.steps.steps[0].content.kind is Kind.CALL_AGAIN
    assert not view.page.edit.save.isHidden()


def test_what_is_not_saved_can_be_taken_up_again(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, CHAIN)
    view.page.edit.form.steps.add.click()
    view.page.back.click()
    qtbot.waitUntil(view.overview.isVisible)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(view.page.isVisible)
    assert len(view.page.edit.form.steps.steps) == 2
    view.page.edit.save.click()
    qtbot.waitUntil(lambda: len(rules.every(desk.house.ctx)[0].definition.then) == 2)


def test_a_new_rule_that_nobody_wants_goes(desk: Desk, qtbot: QtBot) -> None:
    view = begun(desk, qtbot)
    view.page.edit.discard.click()
    qtbot.waitUntil(view.overview.isVisible)
    assert rules.every(desk.house.ctx) == []


def test_row_22_the_last_days_are_played_again(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    channel = desk.house.channel()
    fox, kite = guest(desk, channel, "Blue Fox"), guest(desk, channel, "Red Kite")
    for who in (fox, fox, kite):
        events.record(ctx, who, "seated")
        desk.house.clock.advance(timedelta(days=1))
    view = opened(desk, qtbot, HELLO)
    view.page.show_tab(Tab.DAYS)
    days = view.page.days
    qtbot.waitUntil(lambda: "3 times, for 2 guests" in days.told)
    assert sum(bar.number for bar in days.bars.bars) == 3
    assert len(days.samples) == 2
    assert days.bars.accessibleDescription()
    view.page.show_tab(Tab.EDIT)
    value(view.page.edit.form.steps.steps[0].line, Text).clear()
    view.page.show_tab(Tab.DAYS)
    assert "Complete the rule first" in days.told


def test_row_22_the_log_tells_what_ran_for_whom_and_why_not(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel()
    fox, kite = guest(desk, channel, "Blue Fox"), guest(desk, channel, "Red Kite")
    rule = rules.create(desk.house.ctx, "Hello", HELLO)
    logged(desk, rule.id, fox, "began", {"event": "seated"})
    logged(desk, rule.id, kite, "already", {})
    view = shown(desk, qtbot)
    assert "Red Kite" in view.overview.cards[0].texts[2]
    view.overview.cards[0].open.click()
    qtbot.waitUntil(view.page.isVisible)
    view.page.show_tab(Tab.LOG)
    log = view.page.log
    qtbot.waitUntil(lambda: len(log.sentences) == 2)
    assert "on the way through it already" in log.sentences[0]
    log.table.selectRow(0)
    assert "Not begun" in log.whole
    log.guest.field.setFocus()
    QTest.keyClicks(log.guest.field, "blue")
    qtbot.waitUntil(lambda: len(log.guest.offers) == 1)
    QTest.keyClick(log.guest.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: log.sentences == ["Began, because the guest is seated."])
    log.guest.all.click()
    qtbot.waitUntil(lambda: len(log.sentences) == 2)
    view.page.back.click()
    view.overview.log.click()
    qtbot.waitUntil(lambda: len(view.everything.log.sentences) == 2)


def test_deleting_can_be_undone_and_is_done_at_the_end(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, CHAIN)
    view.page.delete.click()
    qtbot.waitUntil(lambda: view.is_empty)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(view.overview.cards) == 1)
    view.overview.cards[0].open.click()
    qtbot.waitUntil(view.page.isVisible)
    view.page.delete.click()
    view.finish()
    qtbot.waitUntil(lambda: rules.every(desk.house.ctx) == [])


def test_a_rule_deleted_elsewhere_leaves_the_screen(desk: Desk, qtbot: QtBot) -> None:
    view = opened(desk, qtbot, CHAIN)
    rules.delete(desk.house.ctx, rules.every(desk.house.ctx)[0].id)
    qtbot.waitUntil(view.overview.isVisible)
    qtbot.waitUntil(lambda: view.is_empty)


def test_what_a_rule_tells_the_desk_stands_in_the_banner(desk: Desk, qtbot: QtBot) -> None:
    shown(desk, qtbot)
    desk.house.ctx.bus.publish(DeskTold("Say hello to Blue Fox.", 1))
    qtbot.waitUntil(lambda: desk.window.banner.sentence == "Say hello to Blue Fox.")


def shown(desk: Desk, qtbot: QtBot) -> Rules:
    view = desk.window.rules
    desk.window.go_to(Screen.RULES)
    stored = len(rules.every(desk.house.ctx))
    qtbot.waitUntil(lambda: view.overview.is_known and len(view.overview.cards) == stored)
    return view


def begun(desk: Desk, qtbot: QtBot) -> Rules:
    view = shown(desk, qtbot)
    view.overview.begin.click()
    qtbot.waitUntil(view.page.isVisible)
    return view


def opened(desk: Desk, qtbot: QtBot, definition: Definition) -> Rules:
    rules.create(desk.house.ctx, "The rule", definition)
    view = shown(desk, qtbot)
    view.overview.cards[0].open.click()
    qtbot.waitUntil(view.page.isVisible)
    qtbot.waitUntil(lambda: view.page.edit.sentences.text != "")
    return view


def turn(view: Rules, number: int, kind: Kind) -> None:
    picker = view.page.edit.form.steps.steps[number].line.kind
    picker.setCurrentIndex(picker.findData(kind.value))


def value(line: LineEditor, kind: type[T]) -> T:
    (found,) = (each for each in line.values if isinstance(each, kind))
    return found


def guest(desk: Desk, channel: Channel, name: str) -> int:
    found = guests.find(desk.house.ctx, desk.house.guest(channel).pushed_id)
    guests.rename(desk.house.ctx, found.id, name)
    return found.id


def logged(desk: Desk, rule_id: str, guest_id: int, what: str, details: dict[str, object]) -> None:
    ctx = desk.house.ctx
    with ctx.store.write() as session:
        row = rows.by_public_id(session, rule_id)
        assert row is not None
        rule_log.write(session, Entry(row.id, guest_id, ctx.clock.now(), what, details))
