"""Messages written at the desk: whom they reach, how they look, when they go out."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QSize, Qt, QTime
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Purpose, Request
from pushdesk.domain.targets import App, Audience, PushedId
from pushdesk.domain.targets import Channel as ChannelTarget
from pushdesk.gui.composer import picture, wordings, words
from pushdesk.gui.composer.view import Composer, Page
from pushdesk.gui.composer.wordings import PLAIN, Wordings
from pushdesk.gui.main_window import Screen
from pushdesk.gui.widgets import moments
from pushdesk.gui.widgets.text_box import TextBox
from pushdesk.services import (
    audiences,
    broadcasts,
    drafts,
    guest_records,
    guests,
    messages,
    preferences,
    templates,
)
from pushdesk.services.broadcasts import State
from pushdesk.services.channels import Channel
from pushdesk.services.messages import Reach
from pushdesk.settings import TIME_ZONE
from pushdesk.store import tables
from tests.gui.desk_fixture import Desk, desk_for
from tests.house import EVENING, House

CTRL = Qt.KeyboardModifier.ControlModifier
GERMAN, ENGLISH = Wording("Guten Tag", "Hallo"), Wording("Good day", "Hello")


def test_row_8_one_send_to_a_channel_and_a_guest(desk: Desk, qtbot: QtBot) -> None:
    lunch, bar = desk.house.channel("Lunch"), desk.house.channel("Bar")
    for _each in range(3):
        desk.house.guest(lunch)
    fox = guest(desk, bar, "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    type_(view.write.form.to.to.search, "blue")
    chip(view, "Blue Fox", qtbot).click()
    write(view, "Winter menu", "Goose and dumplings")
    qtbot.waitUntil(lambda: view.write.bar.told == "Reaches 4 guests on 4 devices.")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: view.write.bar.question == "Ring 4 guests?")
    assert messages.recent(desk.house.ctx) == []
    assert view.write.bar.yes.text() == "Send to 4 guests"
    view.write.bar.yes.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 4)
    assert fox in {each.guest_id for each in messages.recent(desk.house.ctx)}
    assert {each.title for each in messages.recent(desk.house.ctx)} == {"Winter menu"}
    qtbot.waitUntil(lambda: view.write.form.is_empty)


def test_row_8_the_send_can_be_taken_back_for_ten_seconds(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel("Lunch")
    for _each in range(2):
        desk.house.guest(channel)
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Too early", "")
    QTest.keyClick(desk.window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: view.write.bar.question != "")
    QTest.keyClick(desk.window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: view.write.form.words.editor.title.text() == "Too early")
    (sent,) = broadcasts.recent(desk.house.ctx)
    assert sent.state is State.CANCELLED
    assert messages.recent(desk.house.ctx) == []
    assert view.write.form.request.to == (ChannelTarget(channel.alias),)


def test_row_8_one_guest_is_rung_without_a_question(desk: Desk, qtbot: QtBot) -> None:
    fox = guest(desk, desk.house.channel(), "Blue Fox")
    view = shown(desk, qtbot)
    assert view.take(guests.card(desk.house.ctx, fox).guest.pushed_id)
    chosen = view.write.form.to.to.chosen
    qtbot.waitUntil(lambda: chosen.texts == ["Blue Fox"])
    write(view, "Your keys", "They are at the desk")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)


def test_row_8_a_scan_adds_the_guest_and_leaves_no_trace_in_the_text(
    desk: Desk, qtbot: QtBot
) -> None:
    fox = guest(desk, desk.house.channel(), "Blue Fox")
    view = shown(desk, qtbot)
    write(view, "Your keys", "are here")
    body = view.write.form.words.editor.body
    body.setFocus()
    QTest.keyClicks(body, guests.card(desk.house.ctx, fox).guest.pushed_id)
    QTest.keyClick(body, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.write.form.to.to.chosen.texts == ["Blue Fox"])
    assert body.text() == "are here"
    assert desk.window.composer.isVisible()


def test_the_question_goes_away_with_esc_and_with_a_change(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel("Lunch")
    for _each in range(2):
        desk.house.guest(channel)
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Hello", "")
    view.send()
    qtbot.waitUntil(lambda: view.write.bar.question != "")
    QTest.keyClick(view.write.bar.yes, Qt.Key.Key_Escape)
    assert view.write.bar.question == ""
    view.send()
    qtbot.waitUntil(lambda: view.write.bar.question != "")
    type_(view.write.form.words.editor.title, "Hello again")
    assert view.write.bar.question == ""
    assert messages.recent(desk.house.ctx) == []


def test_row_12_those_who_subscribed_in_a_period(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel("Lunch")
    early = guest(desk, channel, "Early Bird")
    desk.house.clock.advance(timedelta(hours=3))
    guest(desk, channel, "Night Owl")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Thank you", "")
    to = view.write.form.to
    to.narrow.open.click()
    type_(to.begin.line, moments.written(EVENING - timedelta(hours=1), ""))
    type_(to.end.line, moments.written(EVENING + timedelta(hours=1), ""))
    qtbot.waitUntil(lambda: view.write.bar.told == "Reaches 1 guest on 1 device.")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    assert messages.recent(desk.house.ctx)[0].guest_id == early


def test_row_12_a_period_that_is_none_is_told(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    view.write.form.to.narrow.open.click()
    type_(view.write.form.to.begin.line, "yesterday")
    assert "“yesterday” is no moment." in view.write.bar.told
    view.write.bar.send.click()
    assert "no moment" in view.write.bar.told


def test_row_13_a_message_dies_with_what_it_announces(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "The kitchen closes", "")
    end = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
    manner = view.write.form.manner
    press(manner, "Until …")
    type_(manner.until.line, moments.written(end, ""))
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    assert messages.recent(desk.house.ctx)[0].expires_at == end


def test_row_13_a_duration_counts_from_the_send(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Happy hour", "")
    press(view.write.form.manner, "1 h")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    expires = messages.recent(desk.house.ctx)[0].expires_at
    assert timedelta(0) <= expires - EVENING - timedelta(hours=1) < timedelta(minutes=1)


def test_row_17_an_audience_without_another_and_no_more_than_a_cap(
    desk: Desk, qtbot: QtBot
) -> None:
    ctx, channel = desk.house.ctx, desk.house.channel("Lunch")
    people = [guest(desk, channel, f"Guest {number}") for number in range(4)]
    for name, members in (("Regulars", people), ("Complained", people[:1])):
        audiences.create(ctx, name)
        for member in members:
            audiences.add(ctx, name, member)
    view = shown(desk, qtbot)
    add(view, "Regulars", qtbot)
    write(view, "Thank you", "")
    to = view.write.form.to
    to.narrow.open.click()
    assert "Everyone" not in to.exclude.offered.texts
    type_(to.exclude.search, "compl")
    to.exclude.offered.chip("Complained").click()
    qtbot.waitUntil(lambda: view.write.bar.told == "Reaches 3 guests on 3 devices.")
    type_(to.limit, "2")
    qtbot.waitUntil(lambda: view.write.bar.told == "Reaches 2 guests on 2 devices.")
    to.narrow.fold()
    assert to.narrow.open.text() == "Not to all of them · 2"
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: view.write.bar.question != "")
    view.write.bar.yes.click()
    qtbot.waitUntil(lambda: len(messages.recent(ctx)) == 2)
    assert {each.guest_id for each in messages.recent(ctx)} == set(people[1:3])


def test_row_17_news_reaches_only_those_who_want_it(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    press(view.write.form.manner, "News and offers")
    qtbot.waitUntil(lambda: "Reaches nobody. 1 is left out" in view.write.bar.told)
    write(view, "Goose for two", "")
    view.write.bar.send.click()
    qtbot.waitUntil(view.write.bar.send.isEnabled)
    assert messages.recent(desk.house.ctx) == []


def test_row_21_a_template_goes_out_with_its_own_bounds(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    choose_template(view, "dispatch")
    values = view.write.form.words.values
    qtbot.waitUntil(lambda: view.preview.pictures[0].shown != [])
    for field in values.fields.values():
        type_(field, "42")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    sent, template = messages.recent(desk.house.ctx)[0], templates.get(desk.house.ctx, "dispatch")
    assert sent.title == template.standard.title
    assert sent.expires_at - EVENING >= template.ttl


def test_row_21_a_template_in_the_owners_words(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    press(view.tabs, "Templates")
    page, ctx = view.templates, desk.house.ctx
    qtbot.waitUntil(lambda: len(page.entries.buttons) == len(templates.NAMES))
    shipped = templates.get(ctx, "ready")
    page.editor.editor.languages.tabs["de"].click()
    type_(page.editor.editor.title, "Ihr Tisch wartet")
    QTest.mouseClick(page.editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: templates.get(ctx, "ready").edited)
    qtbot.waitUntil(page.editor.editor.title.hasFocus)
    assert templates.get(ctx, "ready").wordings["de"].title == "Ihr Tisch wartet"
    qtbot.waitUntil(page.editor.reset.isVisible)
    page.editor.reset.click()
    qtbot.waitUntil(lambda: templates.get(ctx, "ready") == shipped)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: templates.get(ctx, "ready").edited)


def test_row_21_the_words_of_a_template_can_be_changed_for_one_message(
    desk: Desk, qtbot: QtBot
) -> None:
    view = shown(desk, qtbot)
    choose_template(view, "ready")
    view.write.form.words.change.click()
    request = view.write.form.request
    assert request.template == ""
    assert request.title == templates.get(desk.house.ctx, "ready").standard.title
    assert set(request.translations) == {"en", "es", "fr", "de", "it", "pt"}


def test_row_24_each_guest_gets_the_own_language(desk: Desk, qtbot: QtBot) -> None:
    channel, ctx = desk.house.channel("Lunch"), desk.house.ctx
    guest_records.set_language(ctx, guest(desk, channel, "Blue Fox"), "de")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Good day", "Hello")
    editor = view.write.form.words.editor
    editor.languages.more.click()
    editor.languages.offered.chip("German").click()
    type_(editor.title, "Guten Tag")
    type_(editor.body, "Hallo")
    qtbot.waitUntil(lambda: "Guten Tag" in view.preview.pictures[0].shown)
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(ctx)) == 1)
    with ctx.store.read() as session:
        (sent,) = session.scalars(select(tables.Message))
        assert sent.title == "Good day"
        assert json.loads(sent.translations) == {"de": {"title": "Guten Tag", "body": "Hallo"}}


def test_row_24_another_language_becomes_the_standard(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    write(view, "Good day", "Hello")
    editor = view.write.form.words.editor
    editor.languages.more.click()
    editor.languages.offered.chip("German").click()
    type_(editor.title, "Guten Tag")
    editor.languages.standard.click()
    request = view.write.form.request
    assert request.title == "Guten Tag"
    assert set(request.translations) == {"de"}


def test_row_25_a_variable_is_put_where_one_types(desk: Desk, qtbot: QtBot) -> None:
    channel, ctx = desk.house.channel("Lunch"), desk.house.ctx
    fox = guest(desk, channel, "Blue Fox")
    guest_records.set_field(ctx, fox, "table", "7")
    view = shown(desk, qtbot)
    view.take(guests.card(ctx, fox).guest.pushed_id)
    editor = view.write.form.words.editor
    qtbot.waitUntil(lambda: view.write.form.request.to != ())
    editor.title.setFocus()
    type_(editor.title, "Hello ")
    editor.insert.click()
    qtbot.waitUntil(lambda: "table" in editor.variables.texts)
    editor.variables.chip("Guest's name").click()
    assert editor.title.text() == "Hello {name|friend}"
    qtbot.waitUntil(lambda: "Hello Blue Fox" in view.preview.pictures[0].shown)


def test_row_25_a_value_that_nobody_has_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Gate {gate}", "")
    values = view.write.form.words.values
    qtbot.waitUntil(lambda: "gate" in values.fields)
    assert view.preview.hint == "There is no value for {gate}."
    gate = values.fields["gate"]
    type_(gate, "B7")
    qtbot.waitUntil(lambda: "Gate B7" in view.preview.pictures[0].shown)
    write(view, "Gate {gate}", "Row {row}")
    qtbot.waitUntil(lambda: "row" in values.fields)
    assert values.fields["gate"] is gate
    write(view, "Gate {gate}", "")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 1)
    with desk.house.ctx.store.read() as session:
        (sent,) = session.scalars(select(tables.Message))
        assert json.loads(sent.variables)["gate"] == "B7"


def test_news_that_is_scheduled_into_the_night_says_when_it_leaves(
    desk: Desk, qtbot: QtBot
) -> None:
    preferences.put(desk.house.ctx, TIME_ZONE, "UTC")
    desk.house.tick(guest(desk, desk.house.channel("Lunch"), "Blue Fox"))
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Tomorrow", "")
    when, night = view.write.form.when, EVENING + timedelta(hours=4)
    press(when.kind, "At a time")
    type_(when.at.line, moments.written(night, "UTC"))
    qtbot.waitUntil(lambda: when.told == "Goes out today 23:00.")
    press(view.write.form.manner, "News and offers")
    told = "Goes out tomorrow 08:00, after the quiet hours."
    qtbot.waitUntil(lambda: when.told == told)
    press(when.kind, "Repeating")
    press(when.often, "Daily")
    qtbot.waitUntil(lambda: "Next, after the quiet hours: tomorrow 08:00," in when.told)
    press(when.kind, "At a time")
    qtbot.waitUntil(lambda: when.told == told)
    schedule(view, qtbot)
    qtbot.waitUntil(lambda: desk.window.undo_bar.sentence == told)


def test_row_26_at_a_time(desk: Desk, qtbot: QtBot) -> None:
    desk.house.guest(desk.house.channel("Lunch"))
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Tomorrow", "")
    when, at = view.write.form.when, EVENING + timedelta(days=1)
    press(when.kind, "At a time")
    type_(when.at.line, moments.written(at, ""))
    qtbot.waitUntil(lambda: when.told.startswith("Goes out tomorrow"))
    schedule(view, qtbot)
    (draft,) = drafts.every(desk.house.ctx)
    assert (draft.state, draft.send_at) == ("scheduled", at)
    assert messages.recent(desk.house.ctx) == []
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: drafts.every(desk.house.ctx)[0].state == "draft")


def test_row_26_every_week(desk: Desk, qtbot: QtBot) -> None:
    desk.house.guest(desk.house.channel("Lunch"))
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Fish on Friday", "")
    when = view.write.form.when
    press(when.kind, "Repeating")
    when.days["FR"].click()
    qtbot.waitUntil(lambda: "Next: " in when.told)
    assert when.told.count(",") >= 2
    schedule(view, qtbot)
    (draft,) = drafts.every(desk.house.ctx)
    assert "FREQ=WEEKLY" in draft.repeats
    assert "BYDAY=FR" in draft.repeats


def test_row_26_a_schedule_can_be_taken_back_in_the_list(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    channel = desk.house.channel("Lunch")
    desk.house.guest(channel)
    kept = drafts.save(ctx, Request((ChannelTarget(channel.alias),), title="Tomorrow"))
    drafts.schedule(ctx, kept.id, EVENING + timedelta(days=1))
    view = shown(desk, qtbot)
    press(view.tabs, "Drafts and scheduled")
    qtbot.waitUntil(lambda: len(view.drafts.rows) == 1)
    assert "goes out tomorrow" in view.drafts.rows[0].told
    view.drafts.rows[0].unschedule.click()
    qtbot.waitUntil(lambda: drafts.get(ctx, kept.id).state == "draft")
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: drafts.get(ctx, kept.id).state == "scheduled")


def test_row_26_a_draft_survives_the_program(qtbot: QtBot, house: House) -> None:
    channel = house.channel("Lunch")
    with desk_for(house) as desk:
        desk.window.show()
        view = shown(desk, qtbot)
        add(view, "Lunch", qtbot)
        write(view, "Half a", "thought")
        qtbot.waitUntil(lambda: view.kept == "Kept as a draft")
    with desk_for(house) as desk:
        desk.window.show()
        view = shown(desk, qtbot)
        qtbot.waitUntil(lambda: view.write.form.words.editor.title.text() == "Half a")
        assert view.write.form.request.to == (ChannelTarget(channel.alias),)
        qtbot.waitUntil(lambda: view.write.form.to.to.chosen.texts == ["Lunch"])


def test_row_26_a_deleted_draft_comes_back(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    drafts.save(ctx, Request((App(),), title="Old"))
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.write.form.words.editor.title.text() == "Old")
    press(view.tabs, "Drafts and scheduled")
    qtbot.waitUntil(lambda: len(view.drafts.rows) == 1)
    view.drafts.rows[0].delete.click()
    qtbot.waitUntil(lambda: drafts.every(ctx) == [])
    qtbot.waitUntil(lambda: view.drafts.is_empty)
    assert view.write.form.is_empty
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(view.drafts.rows) == 1)


def test_a_draft_that_was_sent_is_a_draft_no_longer(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Hello", "")
    qtbot.waitUntil(lambda: view.kept == "Kept as a draft")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: len(messages.recent(ctx)) == 1)
    qtbot.waitUntil(lambda: drafts.every(ctx) == [])


def test_a_running_broadcast_has_a_brake(desk: Desk, qtbot: QtBot) -> None:
    ctx, channel = desk.house.ctx, desk.house.channel("Lunch")
    for _each in range(3):
        desk.house.guest(channel)
    sent = messages.send(ctx, Request((App(),), title="Winter menu"))
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: sent.id in view.strips.strips)
    strip = view.strips.strips[sent.id]
    strip.pause.click()
    qtbot.waitUntil(lambda: broadcasts.get(ctx, sent.id).state is State.PAUSED)
    qtbot.waitUntil(strip.resume.isVisible)
    assert strip.told == "paused · 0 of 3"
    strip.resume.click()
    qtbot.waitUntil(strip.pause.isVisible)
    strip.cancel.click()
    assert strip.question == "Not ring the 3 devices that are left?"
    assert strip.no.hasFocus()
    strip.yes.click()
    qtbot.waitUntil(lambda: broadcasts.get(ctx, sent.id).state is State.CANCELLED)
    qtbot.waitUntil(lambda: view.strips.strips == {})


def test_a_refusal_is_told_in_place_and_nothing_is_lost(desk: Desk, qtbot: QtBot) -> None:
    desk.house.channel("Lunch")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Hello", "")
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: "nobody to send this to" in view.write.bar.told)
    assert view.write.form.words.editor.title.text() == "Hello"


def test_the_preview_is_cut_as_the_phones_cut(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel("Lunch"), "Blue Fox")
    view = shown(desk, qtbot)
    add(view, "Lunch", qtbot)
    write(view, "Winter menu " * 9, "Goose and dumplings. " * 20)
    android, iphone, _desktop = view.preview.pictures
    qtbot.waitUntil(lambda: any(line.endswith("…") for line in iphone.shown))
    assert len(iphone.shown) == 1 + 4 + 1
    assert len(android.shown) == 1 + 1 + 7
    assert "of" in view.preview.bytes_told
    assert view.preview.bar.value() > 0


def test_nothing_on_the_screen_is_too_small_or_without_a_name(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(QSize(1024, 700))
    guest(desk, desk.house.channel("L" * 80), "B" * 80)
    audiences.create(desk.house.ctx, "A" * 80)
    view = shown(desk, qtbot)
    view.write.show_message(full_request("A" * 80))
    for page in Page:
        view.go_to(page)
        QApplication.processEvents()
        assert desk.window.size() == QSize(1024, 700)
        for kind in (QPushButton, QToolButton, QLineEdit):
            for widget in view.findChildren(kind):
                if widget.isVisible():
                    assert widget.accessibleName()
                    assert min(widget.width(), widget.height()) >= 44, widget.accessibleName()


def test_a_request_comes_back_out_of_the_form(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    request = full_request("Regulars")
    view.write.form.show_request(request)
    assert view.write.form.request == request
    view.write.form.show_request(Request(()))
    assert view.write.form.request == Request(())


def full_request(audience: str) -> Request:
    return Request(
        (Audience(audience), PushedId("BCDEFGHJKLNPR2")),
        exclude=(App(),),
        subscribed=(EVENING, None),
        limit=7,
        title="Good day",
        body="Hello\nand welcome",
        url="https://luna.example.com",
        translations={"de": GERMAN},
        ttl=timedelta(minutes=25),
        urgency="low",
        purpose=Purpose.NEWS,
        icon="https://luna.example.com/i.png",
        image="https://luna.example.com/p.jpg",
        buttons=(Button("Book", "https://luna.example.com/b"),),
    )


def test_wordings_keep_one_standard() -> None:
    both = Wordings({PLAIN: ENGLISH}).add("de").write("de", GERMAN)
    assert both.of_standard == ENGLISH
    assert both.languages == {"de": GERMAN}
    german = both.make_standard("de")
    assert (german.standard, dict(german.texts)) == ("de", {"de": GERMAN})
    assert german.remove("de") == german
    assert wordings.of_message("Guten Tag", "Hallo", {"de": GERMAN}) == german
    assert wordings.of_message("Good day", "Hello", {"de": GERMAN}) == both


def test_moments_are_the_venues() -> None:
    at = moments.read("2026-11-21 18:00", "Europe/Berlin")
    assert at == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert moments.written(at, "Europe/Berlin") == "2026-11-21 18:00"
    assert moments.read("  ", "") is None
    with pytest.raises(ValueError, match="soon"):
        moments.read("soon", "")


def test_the_reach_in_words() -> None:
    many = Reach(214, 230, 12, 3)
    visit = "Reaches 214 guests on 230 devices. 12 have no live device."
    assert words.reach(many, Purpose.VISIT) == visit
    assert words.reach(many, Purpose.NEWS).startswith(f"{visit} 3 are left out")


def test_durations_in_words() -> None:
    assert words.duration(timedelta(hours=4)) == "4 hours"
    assert words.short_duration(timedelta(minutes=90)) == "90 min"
    assert words.short_duration(timedelta(days=7)) == "1 week"
    assert words.short_duration(timedelta(seconds=45)) == "45 s"


def test_lines_are_cut_between_whole_characters() -> None:
    font = QFont()
    font.setPixelSize(14)
    cut = picture.lines("🦊" * 100, font, 100, 2)
    assert len(cut) == 2
    assert "\ufffd" not in "".join(cut)
    assert cut[-1].endswith("…")
    assert picture.lines("one\ntwo", font, 100, 5) == ["one", "two"]


def test_a_moment_is_picked_from_a_calendar(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    manner = view.write.form.manner
    manner.validity.chips.choose("moment")
    until = manner.until
    until.show_moment(EVENING)
    until.open.click()
    qtbot.waitUntil(until.picker.isVisible)
    until.picker.calendar.setSelectedDate(QDate(2026, 12, 24))
    until.picker.time.setTime(QTime(17, 30))
    until.picker.done.click()
    assert not until.picker.isVisible()
    assert until.line.text() == "2026-12-24 17:30"


def test_the_text_box_grows_and_is_cut_where_it_is_too_long(qtbot: QtBot) -> None:
    box = TextBox("Text", 300)
    qtbot.addWidget(box)
    box.resize(200, box.height())
    box.show()
    low = box.height()
    box.setPlainText("word " * 40)
    assert box.height() > low
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "\n" in box.text()
    box.insertPlainText("🦊" * 400)
    assert len(box.text()) == 300
    box.hide()


def shown(desk: Desk, qtbot: QtBot) -> Composer:
    view = desk.window.composer
    desk.window.go_to(Screen.COMPOSER)
    qtbot.waitUntil(lambda: view.write.form.words.template.count() > 1)
    return view


def guest(desk: Desk, channel: Channel, name: str) -> int:
    ctx = desk.house.ctx
    found = guests.find(ctx, desk.house.guest(channel).pushed_id)
    guests.rename(ctx, found.id, name)
    return found.id


def type_(field: QLineEdit | TextBox, text: str) -> None:
    """As a person does: what was there is written over."""
    field.selectAll()
    if isinstance(field, TextBox):
        field.insertPlainText(text)
        return
    field.insert(text)
    field.textEdited.emit(field.text())


def chip(view: Composer, text: str, qtbot: QtBot) -> QPushButton:
    offered = view.write.form.to.to.offered
    qtbot.waitUntil(lambda: text in offered.texts)
    return offered.chip(text)


def add(view: Composer, text: str, qtbot: QtBot) -> None:
    chip(view, text, qtbot).click()


def write(view: Composer, title: str, body: str) -> None:
    editor = view.write.form.words.editor
    type_(editor.title, title)
    type_(editor.body, body)


def press(within: QWidget, text: str) -> None:
    (button,) = [each for each in within.findChildren(QPushButton) if each.text() == text]
    button.click()


def choose_template(view: Composer, name: str) -> None:
    picker = view.write.form.words.template
    picker.setCurrentIndex(picker.findData(name))


def schedule(view: Composer, qtbot: QtBot) -> None:
    assert view.write.bar.send.text() == "Schedule"
    view.write.bar.send.click()
    qtbot.waitUntil(lambda: view.write.bar.question != "")
    view.write.bar.yes.click()
    qtbot.waitUntil(lambda: view.write.form.is_empty)
