"""Audiences found by a rule and kept by hand: the form, its sentence, live counts, scans."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pushdesk.domain import conditions
from pushdesk.domain.conditions import (
    All,
    Any,
    Condition,
    Country,
    Happened,
    Language,
    Not,
    OnChannel,
    Visited,
)
from pushdesk.domain.events import AudienceChanged
from pushdesk.gui.audiences import words
from pushdesk.gui.audiences.view import Audiences
from pushdesk.gui.main_window import Screen
from pushdesk.gui.widgets.conditions import translate
from pushdesk.gui.widgets.conditions.fields import Choices, Field, Group, How, Line, asked
from pushdesk.services import audiences, categories, events, guest_records, guests
from pushdesk.services.audiences import Reach
from pushdesk.services.channels import Channel
from tests.gui.desk_fixture import Desk
from tests.house import STRANGER

GERMAN, SPANISH, LUNCH = Language("de"), Language("es"), OnChannel("Lunch1")

lines = st.one_of(
    st.builds(
        Line,
        st.sampled_from([Field.LANGUAGE, Field.OWN_ID, Field.PLATFORM, Field.AUDIENCE]),
        st.tuples(st.sampled_from(["de", "es", "it"])),
        st.booleans(),
    ),
    st.builds(
        Line,
        st.sampled_from([Field.SEEN, Field.VISITS]),
        st.tuples(st.sampled_from(["1", "30"])),
        st.booleans(),
    ),
    st.builds(Line, st.just(Field.COUNTRY), st.tuples(st.sampled_from(["AT", "PT"]))),
    st.builds(
        Line,
        st.just(Field.EVENT),
        st.tuples(st.sampled_from(["opened", "cart.abandoned"]), st.sampled_from(["", "7"])),
        st.booleans(),
    ),
)
forms = st.lists(
    st.builds(Group, st.sampled_from(How), st.lists(lines, min_size=1, max_size=3).map(tuple)),
    min_size=1,
    max_size=4,
)


@given(forms)
def test_a_rule_comes_back_into_the_form_as_it_was_meant(form: list[Group]) -> None:
    made = translate.condition(form)
    assert made is not None
    back = translate.groups(made)
    assert back is not None
    assert translate.condition(back) == made


def test_a_or_b_and_neither_c_nor_d() -> None:
    form = (
        Group(How.ANY, (line("de"), line("es"))),
        Group(How.NONE, (line("it"), line("fr"))),
    )
    made = All((Any((GERMAN, SPANISH)), Not(Any((Language("it"), Language("fr"))))))
    assert translate.condition(form) == made
    assert translate.groups(made) == form


def test_a_period_is_in_the_desks_own_time() -> None:
    form = (Group(How.ALL, (Line(Field.SUBSCRIBED, ("2026-11-21 18:00", "")),)),)
    made = translate.condition(form)
    here = datetime(2026, 11, 21, 18).astimezone(UTC)
    assert made == conditions.Subscribed(here, None)
    assert translate.groups(made) == form


@pytest.mark.parametrize(
    "deep",
    [
        Not(All((GERMAN, LUNCH))),
        Any((GERMAN, All((LUNCH, SPANISH)))),
        All((Any((All((LUNCH,)),)),)),
    ],
)
def test_what_is_deeper_than_the_form_is_kept_as_it_is(deep: Condition) -> None:
    (group,) = translate.groups(All((deep,)))
    assert group.kept is not None
    assert translate.condition((group, Group(How.ALL, (line("it"),)))) == All(
        (group.kept, Language("it"))
    )


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (Line(Field.SEEN, ("soon",)), "Last seen"),
        (Line(Field.SEEN, ("0",)), "Last seen"),
        (Line(Field.SUBSCRIBED, ("tomorrow", "")), "Subscribed"),
        (Line(Field.SUBSCRIBED, ("2026-02-30", "")), "Subscribed"),
        (Line(Field.OWN_FIELD, ("birthday", "")), "Own field"),
        (Line(Field.CHANNEL), "Channel"),
        (Line(Field.EVENT, ("", "7")), "Event"),
        (Line(Field.EVENT, ("opened", "soon")), "Event"),
        (Line(Field.COUNTRY, ("Austria",)), "Country"),
    ],
)
def test_a_line_that_is_not_complete_is_named(bad: Line, told: str) -> None:
    form = (Group(How.ALL, (line("de"), bad)),)
    assert translate.condition(form) is None
    assert told in translate.missing(form)
    assert "Add a line" in translate.missing(())


def test_every_field_has_words() -> None:
    for field in Field:
        words_ = asked(field)
        assert words_.name
        assert len(words_.values) in {1, 2}


def test_the_reach_in_words() -> None:
    assert words.reach(Reach(0, 0, 0)) == "Reaches nobody now."
    many = words.reach(Reach(1214, 1230, 12))
    assert many == ("Reaches 1,214 guests on 1,230 devices now. 12 have no device that rings.")


def test_an_empty_screen_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go_to(Screen.AUDIENCES)
    qtbot.waitUntil(lambda: desk.window.audiences.is_empty)
    listing = desk.window.audiences.listing
    listing.by_rule.click()
    assert listing.name.hasFocus()


def test_a_rule_is_built_previewed_and_saved(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel()
    guest(desk, channel, "Blue Fox", "de")
    guest(desk, channel, "Red Kite", "es")
    view = shown(desk, qtbot)
    begin(view, "Germans", qtbot)
    (editor,) = view.detail.form.groups[0].lines
    qtbot.waitUntil(lambda: view.detail.reach.startswith("Reaches 2 guests"))
    editor.field.setCurrentIndex(list(Field).index(Field.LANGUAGE))
    assert editor.value.choice is not None
    editor.value.choice.setCurrentIndex(editor.value.choice.findData("de"))
    qtbot.waitUntil(lambda: view.detail.reach.startswith("Reaches 1 guest on 1 device"))
    assert "German" in view.detail.sentence
    assert view.detail.sample == "For example Blue Fox"
    assert audiences.every(desk.house.ctx) == []
    view.detail.save.click()
    qtbot.waitUntil(lambda: len(view.listing.entries) == 1)
    (made,) = audiences.every(desk.house.ctx)
    assert (made.name, made.condition) == ("Germans", GERMAN)
    qtbot.waitUntil(lambda: "1 guest · by conditions" in view.listing.entries[0].accessibleName())
    assert view.detail.save.isHidden()


def test_row_17_who_did_not_do_something_within_days_in_a_country(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    who = guest(desk, desk.house.channel(), "Blue Fox")
    events.record(ctx, who, "cart.abandoned")
    view = shown(desk, qtbot)
    begin(view, "Forgetful", qtbot)
    group = view.detail.form.groups[0]
    line_ = group.lines[0]
    line_.field.setCurrentIndex(list(Field).index(Field.EVENT))
    choice = line_.value.choice
    assert choice is not None
    assert choice.findData("called_again") >= 0
    assert choice.findText("cart.abandoned") >= 0
    choice.setEditText("cart.abandoned")
    line_.value.texts[0].setText("3")
    qtbot.waitUntil(lambda: view.detail.reach.startswith("Reaches 1 guest"))
    assert "cart.abandoned" in view.detail.sentence
    line_.is_.setCurrentIndex(1)
    qtbot.waitUntil(lambda: view.detail.reach == "Reaches nobody now.")
    group.add.click()
    country = group.lines[1]
    country.field.setCurrentIndex(list(Field).index(Field.COUNTRY))
    assert country.value.choice is not None
    country.value.choice.setCurrentIndex(country.value.choice.findText("Austria"))
    view.detail.save.click()
    qtbot.waitUntil(lambda: len(audiences.every(ctx)) == 1)
    assert audiences.every(ctx)[0].condition == All(
        (Not(Happened("cart.abandoned", 3)), Country("AT"))
    )


def test_a_rule_is_changed(desk: Desk, qtbot: QtBot) -> None:
    guest(desk, desk.house.channel(), "Blue Fox", "de")
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.detail.reach.startswith("Reaches 1 guest"))
    group = view.detail.form.groups[0]
    group.lines[0].is_.setCurrentIndex(1)
    qtbot.waitUntil(lambda: view.detail.reach == "Reaches nobody now.")
    view.detail.save.click()
    qtbot.waitUntil(lambda: audiences.every(desk.house.ctx)[0].condition == Not(GERMAN))


def test_after_saving_the_focus_is_on_nothing_that_deletes(desk: Desk, qtbot: QtBot) -> None:
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.detail.reach != "")
    view.detail.form.groups[0].lines[0].is_.setCurrentIndex(1)
    QTest.mouseClick(view.detail.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.detail.save.isHidden)
    assert view.detail.name.hasFocus()
    line_ = view.detail.form.groups[0].lines[0]
    line_.is_.setCurrentIndex(0)
    line_.is_.setFocus()
    QTest.keyClick(line_.is_, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.detail.save.isHidden)
    assert line_.is_.hasFocus()


def test_changes_are_discarded(desk: Desk, qtbot: QtBot) -> None:
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.detail.reach != "")
    view.detail.form.groups[0].lines[0].is_.setCurrentIndex(1)
    view.detail.discard.click()
    qtbot.waitUntil(view.detail.save.isHidden)
    qtbot.waitUntil(lambda: view.detail.form.content == (Group(How.ALL, (line("de"),)),))


def test_lines_and_groups_come_and_go(desk: Desk, qtbot: QtBot) -> None:
    desk.house.channel()
    view = shown(desk, qtbot)
    begin(view, "Regulars", qtbot)
    form = view.detail.form
    form.groups[0].add.click()
    form.add.click()
    assert [len(group.lines) for group in form.groups] == [2, 1]
    form.groups[1].how.chosen.emit(How.NONE)
    form.groups[0].lines[1].field.setCurrentIndex(list(Field).index(Field.SEEN))
    assert "Last seen" in view.detail.hint
    assert not view.detail.save.isEnabled()
    form.groups[0].lines[1].value.texts[0].setText("30")
    assert view.detail.save.isEnabled()
    form.groups[0].lines[0].remove.click()
    form.groups[0].lines[0].remove.click()
    form.groups[0].lines[0].remove.click()
    assert form.groups == []
    assert "Add a line" in view.detail.hint


def test_a_part_that_is_deeper_than_the_form_is_left_alone(desk: Desk, qtbot: QtBot) -> None:
    deep = Not(All((GERMAN, Visited(3))))
    audiences.create(desk.house.ctx, "Deep", deep)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: len(view.detail.form.groups) == 1)
    view.detail.form.add.click()
    country = view.detail.form.groups[1].lines[0]
    country.field.setCurrentIndex(list(Field).index(Field.LANGUAGE))
    assert country.value.choice is not None
    country.value.choice.setCurrentIndex(country.value.choice.findData("it"))
    view.detail.save.click()
    qtbot.waitUntil(
        lambda: audiences.every(desk.house.ctx)[0].condition == All((deep, Language("it")))
    )
    view.detail.form.groups[0].drop.click()
    assert len(view.detail.form.groups) == 1


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(desk: Desk, qtbot: QtBot) -> None:
    desk.house.channel()
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    begin(view, "Germans", qtbot)
    view.detail.save.click()
    qtbot.waitUntil(lambda: "already" in desk.window.banner.sentence)
    assert len(view.detail.form.groups) == 1


def test_a_scan_puts_a_guest_into_the_open_list(desk: Desk, qtbot: QtBot) -> None:
    who = guest(desk, desk.house.channel(), "Blue Fox")
    view = by_hand(desk, qtbot)
    desk.window._scanned(guests.card(desk.house.ctx, who).guest.pushed_id)
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Fox",))
    assert view.isVisible()
    qtbot.waitUntil(lambda: view.detail.adding.told == "Blue Fox is in the list.")
    qtbot.waitUntil(lambda: "1 guest · by hand" in view.listing.entries[0].accessibleName())
    view.detail.members.unwanted.emit(who)
    qtbot.waitUntil(lambda: view.detail.members.names == ())
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Fox",))


def test_an_id_is_typed(desk: Desk, qtbot: QtBot) -> None:
    who = guest(desk, desk.house.channel(), "Blue Fox")
    view = by_hand(desk, qtbot)
    field = view.detail.adding.field
    field.setText(STRANGER)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nobody here has this Pushed ID." in view.detail.adding.told)
    field.setText(guests.card(desk.house.ctx, who).guest.pushed_id)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Fox",))
    assert field.text() == ""


def test_a_guest_is_added_by_name(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel()
    for name in ("Blue Fox", "Blue Lynx"):
        guest(desk, channel, name)
    view = by_hand(desk, qtbot)
    adding = view.detail.adding
    adding.field.setText("blue")
    qtbot.waitUntil(lambda: len(adding.found.chips) == 2)
    QTest.keyClick(adding.field, Qt.Key.Key_Return)
    assert adding.told == "Several are called so. Choose one of them."
    adding.found.chip("Blue Lynx").click()
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Lynx",))
    adding.field.setText("blue f")
    qtbot.waitUntil(lambda: adding.found.texts == ["Blue Fox"])
    QTest.keyClick(adding.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view.detail.members.names) == 2)
    assert adding.field.text() == ""
    assert adding.found.isHidden()


def test_the_guest_shown_last_is_offered(desk: Desk, qtbot: QtBot) -> None:
    who = guest(desk, desk.house.channel(), "Blue Fox")
    view = by_hand(desk, qtbot)
    desk.window.guests.open_guest(who)
    qtbot.waitUntil(lambda: view.detail.adding.shown.text() == "Add Blue Fox")
    view.detail.adding.shown.click()
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Fox",))


def test_a_scan_elsewhere_opens_the_floor(desk: Desk, qtbot: QtBot) -> None:
    who = guest(desk, desk.house.channel(), "Blue Fox")
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    shown(desk, qtbot)
    desk.window._scanned(guests.card(desk.house.ctx, who).guest.pushed_id)
    qtbot.waitUntil(lambda: desk.window.floor.card.name.text() == "Blue Fox")


def test_renaming(desk: Desk, qtbot: QtBot) -> None:
    view = by_hand(desk, qtbot)
    view.detail.name.setFocus()
    view.detail.name.setText("Friends")
    QTest.keyClick(view.detail.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [a.name for a in audiences.every(desk.house.ctx)] == ["Friends"])
    qtbot.waitUntil(lambda: view.listing.entries[0].accessibleName().startswith("Friends"))


def test_deleting_can_be_undone_and_is_done_at_the_end(desk: Desk, qtbot: QtBot) -> None:
    view = by_hand(desk, qtbot)
    view.detail.delete.click()
    qtbot.waitUntil(lambda: view.is_empty)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: not view.is_empty)
    view.detail.delete.click()
    view.finish()
    qtbot.waitUntil(lambda: audiences.every(desk.house.ctx) == [])


def test_row_9_a_list_is_offered_as_a_category(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    view = by_hand(desk, qtbot)
    category = view.detail.category
    assert not category.fields["de"].isVisible()
    category.switch.click()
    qtbot.waitUntil(lambda: "category" in view.listing.entries[0].accessibleName())
    assert [one.label for one in categories.offered(ctx, "de")] == ["Regulars"]
    category.fields["de"].setFocus()
    QTest.keyClicks(category.fields["de"], "Stammtisch", delay=40)
    assert category.preview == "Stammtisch"
    QTest.keyClick(category.fields["de"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: categories.labels(ctx, "Regulars") == {"de": "Stammtisch"})
    category.fields["en"].setFocus()
    assert category.preview == "Regulars"


def test_row_9_a_category_is_withdrawn_and_comes_back_with_its_words(
    desk: Desk, qtbot: QtBot
) -> None:
    ctx = desk.house.ctx
    view = by_hand(desk, qtbot)
    categories.make_category(ctx, "Regulars", {"de": "Stammgäste", "nl": "Vaste gasten"})
    category = view.detail.category
    qtbot.waitUntil(lambda: category.switch.isChecked() and "nl" in category.fields)
    assert category.fields["nl"].text() == "Vaste gasten"
    category.switch.click()
    qtbot.waitUntil(lambda: categories.offered(ctx, "de") == [])
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(categories.offered(ctx, "de")) == 1)
    assert categories.labels(ctx, "Regulars")["nl"] == "Vaste gasten"


def test_row_9_another_language(desk: Desk, qtbot: QtBot) -> None:
    view = by_hand(desk, qtbot)
    category = view.detail.category
    category.switch.click()
    qtbot.waitUntil(category.more.isVisible)
    category.more.activated.emit(category.more.findData("tr"))
    category.fields["tr"].setText("Müdavimler")
    category.fields["tr"].editingFinished.emit()
    qtbot.waitUntil(lambda: categories.labels(desk.house.ctx, "Regulars") == {"tr": "Müdavimler"})


def test_a_list_found_by_a_rule_can_not_be_ticked(desk: Desk, qtbot: QtBot) -> None:
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.detail.reach != "")
    assert view.detail.category.isHidden()


def test_row_18_what_others_do_to_an_audience_is_followed(desk: Desk, qtbot: QtBot) -> None:
    who = guest(desk, desk.house.channel(), "Blue Fox")
    view = by_hand(desk, qtbot)
    audiences.add(desk.house.ctx, "Regulars", who)
    qtbot.waitUntil(lambda: view.detail.members.names == ("Blue Fox",))
    audiences.create(desk.house.ctx, "Lapsed")
    desk.house.ctx.bus.publish(AudienceChanged("Lapsed"))
    qtbot.waitUntil(lambda: len(view.listing.entries) == 2)


def test_choices_of_the_venue() -> None:
    choices = Choices((("Lunch1", "Lunch"),), (("Regulars", "Regulars"),))
    assert choices.of(Field.CHANNEL) == (("Lunch1", "Lunch"),)
    assert ("Android", "Android") in choices.of(Field.PLATFORM)
    assert choices.of(Field.SEEN) == ()


def line(language: str) -> Line:
    return Line(Field.LANGUAGE, (language,))


def guest(desk: Desk, channel: Channel, name: str, language: str = "en") -> int:
    ctx = desk.house.ctx
    found = guests.find(ctx, desk.house.guest(channel).pushed_id)
    guests.rename(ctx, found.id, name)
    guest_records.set_language(ctx, found.id, language)
    return found.id


def shown(desk: Desk, qtbot: QtBot) -> Audiences:
    view = desk.window.audiences
    desk.window.go_to(Screen.AUDIENCES)
    stored = len(audiences.every(desk.house.ctx))
    qtbot.waitUntil(lambda: len(view.listing.entries) == stored)
    return view


def begin(view: Audiences, name: str, qtbot: QtBot) -> None:
    view.listing.name.setText(name)
    view.listing.by_rule.click()
    qtbot.waitUntil(lambda: view.editing.is_new)


def by_hand(desk: Desk, qtbot: QtBot) -> Audiences:
    view = shown(desk, qtbot)
    view.listing.name.setText("Regulars")
    view.listing.by_hand.click()
    qtbot.waitUntil(lambda: view.editing.is_kept_by_hand and view.detail.reach != "")
    return view


def test_row_16_what_is_pasted_puts_in_or_takes_out(desk: Desk, qtbot: QtBot) -> None:
    panel = by_hand(desk, qtbot).detail.on_site
    panel.switch.click()
    qtbot.waitUntil(panel.script.isVisible)
    assert "data-add=" in panel.script.code.text()
    panel.ways.chips[1].click()
    assert "data-remove=" in panel.script.code.text()
    assert "do=remove" in panel.image.code.text()
    panel.image.copy.click()
    assert QApplication.clipboard().text() == panel.image.code.text()


def test_row_16_a_list_that_a_rule_finds_takes_nobody_in(desk: Desk, qtbot: QtBot) -> None:
    audiences.create(desk.house.ctx, "Germans", GERMAN)
    view = shown(desk, qtbot)
    qtbot.waitUntil(lambda: view.detail.reach != "")
    assert view.detail.on_site.isHidden()
