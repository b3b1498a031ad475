"""Settings are saved on leaving a field; what doesn't fit is told below it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pushdesk import settings
from pushdesk.domain.events import ChangedElsewhere
from pushdesk.gui.main_window import Screen
from pushdesk.gui.preferences.people import People
from pushdesk.gui.preferences.person_row import PersonRow
from pushdesk.gui.preferences.setting_chips import StoredChips
from pushdesk.gui.preferences.setting_field import SettingField, StoredField
from pushdesk.gui.preferences.view import Page, Preferences
from pushdesk.gui.theme import DARK
from pushdesk.qr import drawing
from pushdesk.services import preferences, staff, venues, visits, waiting_list
from pushdesk.services.staff import Role
from pushdesk.services.waiting_list import Party
from pushdesk.settings import (
    APPRISE_URL,
    CAMERA,
    CONTACT,
    FORGET_HOURS,
    HOLD,
    KIOSK_PIN,
    LANES,
    MAIL_PASSWORD,
    MAIL_SECURITY,
    NEWS_PER_WEEK,
    NICKNAMES,
    PUBLIC_URL,
    QUIET_FROM,
    REPEATS,
    SCAN_ACTION,
    SITES,
    THEME,
    VENUE,
)
from tests.gui.desk_fixture import Desk, parts_for
from tests.house import House
from tests.services.mail_host import MailHost


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Preferences:
    desk.house.channel()
    desk.window.go_to(Screen.PREFERENCES)
    shown = desk.window.preferences
    qtbot.waitUntil(lambda: shown.venue.name.field.text() != "")
    return shown


def test_the_venues_name(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.venue.name.field.setText("Trattoria Luna")
    QTest.keyClick(screen.venue.name.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).name == "Trattoria Luna")
    qtbot.waitUntil(lambda: desk.window.header.venue == "Trattoria Luna")


def test_an_address_that_is_none_is_told_in_place(
    desk: Desk, screen: Preferences, qtbot: QtBot
) -> None:
    screen.phones.public_url.field.setText("luna dot com")
    screen.phones.public_url.field.editingFinished.emit()
    qtbot.waitUntil(lambda: "is no web address" in screen.phones.public_url.told.text())
    assert preferences.get(desk.house.ctx, PUBLIC_URL) == ""
    assert screen.phones.public_url.field.text() == "luna dot com"


def test_row_20_the_owners_web_sites(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    sites = screen.phones.sites
    sites.field.setText("https://www.luna.example/menu")
    sites.field.editingFinished.emit()
    qtbot.waitUntil(lambda: "more than the address of a site" in sites.told.text())
    sites.field.setText("https://www.luna.example")
    sites.field.editingFinished.emit()
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, SITES) == "https://www.luna.example")


def test_the_contact(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.venue.contact.field.setText("desk@luna.example")
    screen.venue.contact.field.editingFinished.emit()
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, CONTACT) == "desk@luna.example")


def test_the_hold(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    click(screen, "20, minutes' hold")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, HOLD) == 20)


def test_the_colours(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    click(screen, "Dark, colours")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().window().color() == QColor(DARK.paper)
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, THEME) == "dark")


def test_the_camera(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.turn_to(Page.DESK)
    qtbot.waitUntil(lambda: screen.desk.camera.count() == 2)
    screen.desk.camera.setCurrentIndex(1)
    screen.desk.camera.activated.emit(1)
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, CAMERA) == "front")


def test_the_logo(desk: Desk, screen: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(drawing.png("logo", 64))
    desk.files.picture = file
    screen.venue.logo.choose.click()
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).logo is not None)
    qtbot.waitUntil(screen.venue.logo.take_away.isEnabled)
    screen.venue.logo.take_away.click()
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).logo is None)


def test_quiet_hours_and_the_weekly_cap(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.turn_to(Page.NEWS)
    fill(screen.news.quiet_from, "21:30")
    fill(screen.news.news_per_week, "1")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, QUIET_FROM) == "21:30")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, NEWS_PER_WEEK) == 1)
    fill(screen.news.time_zone, "Europe/Nowhere")
    qtbot.waitUntil(lambda: "is no time zone" in screen.news.time_zone.told.text())


def test_the_mail_server_and_its_masked_password(
    desk: Desk, screen: Preferences, qtbot: QtBot
) -> None:
    screen.turn_to(Page.MAIL)
    fill(screen.mail.server, "smtp.luna.example:465")
    click(screen, "TLS, connection")
    fill(screen.mail.password, "secret of the house")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, MAIL_SECURITY) == "tls")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, MAIL_PASSWORD) == "secret of the house")
    assert screen.mail.password.field.echoMode() is QLineEdit.EchoMode.Password
    assert "secret" not in screen.mail.password.field.displayText()


def test_a_test_mail_tells_what_came_of_it(
    post: MailHost, desk: Desk, screen: Preferences, qtbot: QtBot
) -> None:
    screen.turn_to(Page.MAIL)
    trial = screen.mail.trial
    trial.send.click()
    qtbot.waitUntil(lambda: "no address" in trial.told)
    trial.address.setText("owner@example.com")
    trial.send.click()
    qtbot.waitUntil(lambda: "letter box of owner@example.com" in trial.told)
    (letter,) = post.letters
    assert "test mail" in letter["Subject"]


def test_row_11_another_venue_is_added_chosen_and_renamed(
    desk: Desk, screen: Preferences, qtbot: QtBot
) -> None:
    page, ctx = screen.venue, desk.house.ctx
    assert not page.here.isVisible()
    page.another.setText("Harbour")
    QTest.keyClick(page.another, Qt.Key.Key_Return)
    qtbot.waitUntil(page.here.isVisible)
    qtbot.waitUntil(lambda: page.here.count() == 2)
    page.here.setCurrentIndex(1)
    page.here.activated.emit(1)
    qtbot.waitUntil(lambda: venues.get(ctx).name == "Harbour")
    qtbot.waitUntil(lambda: desk.window.header.venue == "Harbour")
    qtbot.waitUntil(lambda: page.name.field.text() == "Harbour")
    fill(page.name, "Old Harbour")
    qtbot.waitUntil(lambda: [one.name for one in venues.every(ctx)][1] == "Old Harbour")
    page.another.setText("Old Harbour")
    page.add.click()
    qtbot.waitUntil(lambda: "already" in page.fault.text())


def test_what_the_environment_decides_is_only_shown(
    house: House, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv(PUBLIC_URL.variable, "https://luna.example.com")
    with parts_for(house) as parts:
        screen = Preferences(parts, list)
        qtbot.addWidget(screen)
        field = screen.phones.public_url
        qtbot.waitUntil(lambda: field.field.text() == "https://luna.example.com")
        assert not field.field.isEnabled()
        assert PUBLIC_URL.variable in field.told.text()


def test_every_setting_has_its_place(desk: Desk, screen: Preferences) -> None:
    """The venue and the camera have choosers of their own."""
    fields = {field.setting.key for field in screen.findChildren(StoredField)}
    chips = {field.setting.key for field in screen.findChildren(StoredChips)}
    shown = fields | chips | {VENUE.key, CAMERA.key}
    assert shown == {setting.key for setting in settings.ALL}


def test_how_the_waiting_list_works(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.turn_to(Page.WAITING)
    page, ctx = screen.waiting, desk.house.ctx
    fill(page.lanes, "2,5")
    click(screen, "Seats, scanned guest")
    click(screen, "Off, nicknames")
    fill(page.forget_hours, "48")
    qtbot.waitUntil(lambda: preferences.get(ctx, LANES) == "2,5")
    qtbot.waitUntil(lambda: preferences.get(ctx, SCAN_ACTION) == "seat")
    qtbot.waitUntil(lambda: preferences.get(ctx, NICKNAMES) == "off")
    qtbot.waitUntil(lambda: preferences.get(ctx, FORGET_HOURS) == 48)
    fill(page.lanes, "6,2")
    qtbot.waitUntil(lambda: "makes no lanes" in page.lanes.told.text())


def test_what_becomes_of_silent_calls(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.turn_to(Page.SILENCE)
    page, ctx = screen.silence, desk.house.ctx
    click(screen, "3×, repeats")
    fill(page.apprise_url, "ntfys://desk:secret@ntfy.example.com/luna")
    qtbot.waitUntil(lambda: preferences.get(ctx, REPEATS) == 3)
    qtbot.waitUntil(lambda: "secret" in preferences.get(ctx, APPRISE_URL))
    assert "secret" not in page.apprise_url.field.displayText()


def test_the_kiosks_pin_is_masked(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.turn_to(Page.STAFF)
    fill(screen.staff.kiosk_pin, "4711")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, KIOSK_PIN) == "4711")
    assert screen.staff.kiosk_pin.field.displayText() != "4711"
    fill(screen.staff.kiosk_pin, "1")
    qtbot.waitUntil(lambda: "no PIN" in screen.staff.kiosk_pin.told.text())


@pytest.fixture
def people(screen: Preferences, qtbot: QtBot) -> People:
    """Hugo, a host, and Olga, an owner."""
    screen.turn_to(Page.STAFF)
    people = screen.staff.people
    _let_in(people, "Olga", "1111")
    qtbot.waitUntil(lambda: len(people.rows) == 1 and people.roles.value is Role.HOST)
    _let_in(people, "Hugo", "2222")
    qtbot.waitUntil(lambda: len(people.rows) == 2)
    return people


def test_people_are_let_in_given_a_role_and_archived(
    desk: Desk, people: People, qtbot: QtBot
) -> None:
    _let_in(people, "Ada", "1111")
    qtbot.waitUntil(lambda: "is taken" in people.told.text())
    hugo, olga = people.rows
    hugo.roles.chosen.emit(Role.MANAGER)
    qtbot.waitUntil(lambda: hugo.roles.value is Role.MANAGER)
    olga.archive.click()
    qtbot.waitUntil(lambda: "owner" in people.told.text())
    hugo.archive.click()
    qtbot.waitUntil(lambda: people.rows == [olga])
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(people.rows) == 2)
    assert people.rows[1] is olga
    assert [one.role for one in staff.every(desk.house.ctx)] == [Role.MANAGER, Role.OWNER]


def test_a_new_pin_is_told_and_counts(desk: Desk, people: People, qtbot: QtBot) -> None:
    _give(people.rows[0], "3333")
    qtbot.waitUntil(lambda: people.told.text() == "Hugo has a new PIN.")
    assert people.told.property("role") == "text"
    assert people.rows[0].pin.text() == ""
    assert staff.check(desk.house.ctx, "3333").name == "Hugo"


def test_a_pin_that_is_refused_stays_typed(desk: Desk, people: People, qtbot: QtBot) -> None:
    _give(people.rows[0], "1111")
    qtbot.waitUntil(lambda: "is taken" in people.told.text())
    assert people.told.property("role") == "fault"
    assert people.rows[0].pin.text() == "1111"
    assert staff.check(desk.house.ctx, "2222").name == "Hugo"


def test_somebody_types_a_pin_while_the_house_works(
    desk: Desk, people: People, qtbot: QtBot
) -> None:
    hugo, olga = people.rows
    QTest.mouseClick(hugo.pin, Qt.MouseButton.LeftButton)
    QTest.keyClicks(hugo.pin, "33")
    ada = staff.add(desk.house.ctx, "Ada", "4444", Role.HOST)
    qtbot.waitUntil(lambda: len(people.rows) == 3)
    staff.change_role(desk.house.ctx, ada.id, Role.MANAGER)
    desk.house.ctx.bus.publish(ChangedElsewhere())
    qtbot.waitUntil(lambda: people.rows[0].roles.value is Role.MANAGER)
    assert people.rows[1:] == [hugo, olga]
    assert hugo.pin.hasFocus()
    QTest.keyClicks(hugo.pin, "33\r")
    qtbot.waitUntil(lambda: people.told.text() == "Hugo has a new PIN.")


def test_tab_goes_through_people_from_the_top_down(
    desk: Desk, people: People, qtbot: QtBot
) -> None:
    staff.add(desk.house.ctx, "Ada", "4444", Role.HOST)
    qtbot.waitUntil(lambda: len(people.rows) == 3)
    ada, hugo, olga = people.rows
    ada.archive.setFocus()
    QTest.keyClick(ada.archive, Qt.Key.Key_Tab)
    assert hugo.isAncestorOf(people.window().focusWidget())
    hugo.archive.setFocus()
    QTest.keyClick(hugo.archive, Qt.Key.Key_Tab)
    assert olga.isAncestorOf(people.window().focusWidget())


def test_who_did_what(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    olga = staff.add(ctx, "Olga", "1111", Role.OWNER)
    acting = staff.as_staff(ctx, olga.id)
    party = waiting_list.add(acting, Party(name="Blue Fox"))
    visits.seat(acting, party.guest_id)
    screen.turn_to(Page.STAFF)
    model = screen.staff.deeds.model
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    told = [model.index(0, each).data() for each in range(1, 4)]
    assert told == ["Olga", "seated", f"Blue Fox, number {party.number}"]


def _let_in(people: People, name: str, pin: str) -> None:
    people.name.setText(name)
    people.pin.setText(pin)
    people.add.click()


def _give(person: PersonRow, pin: str) -> None:
    person.pin.setText(pin)
    QTest.keyClick(person.pin, Qt.Key.Key_Return)


def fill(field: SettingField, text: str) -> None:
    field.field.setText(text)
    field.field.editingFinished.emit()


def click(screen: Preferences, name: str) -> None:
    (chip,) = [each for each in screen.findChildren(QPushButton) if each.accessibleName() == name]
    chip.click()
