"""Channels made, renamed, archived and brought back; their codes on screen, paper and disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pushdesk.gui.channels.detail import Page
from pushdesk.gui.channels.settings_page import SettingsPage
from pushdesk.gui.main_window import Screen
from pushdesk.qr import reading
from pushdesk.services import channels, guests, links, preferences, subscriptions, venues
from pushdesk.services.channels import Channel
from pushdesk.settings import PUBLIC_URL
from tests.gui.desk_fixture import Desk


@pytest.fixture
def channel(desk: Desk, qtbot: QtBot) -> Channel:
    made = desk.house.channel()
    desk.window.go_to(Screen.CHANNELS)
    qtbot.waitUntil(lambda: desk.window.channels.detail.name.text() == made.name)
    return made


def test_a_new_venue_starts_here_with_a_name_and_enter(desk: Desk, qtbot: QtBot) -> None:
    steps = desk.window.channels.first_steps
    qtbot.waitUntil(lambda: steps.isVisible() and steps.venue.text() != "")
    assert steps.channel.text() == "Waiting list"
    steps.venue.setText("Trattoria Luna")
    QTest.keyClick(steps.venue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.window.channels.detail.code.view.is_empty)
    assert venues.get(desk.house.ctx).name == "Trattoria Luna"
    assert [made.name for made in channels.every(desk.house.ctx)] == ["Waiting list"]


def test_a_venue_without_a_name_is_told_in_place(desk: Desk, qtbot: QtBot) -> None:
    steps = desk.window.channels.first_steps
    qtbot.waitUntil(steps.isVisible)
    steps.venue.setText("  ")
    steps.go.click()
    qtbot.waitUntil(lambda: "is empty" in steps.fault.text())
    assert channels.every(desk.house.ctx) == []


def test_another_channel(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    listing = desk.window.channels.listing
    listing.name.setText("Terrace")
    QTest.keyClick(listing.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(listing.entries) == 2)
    qtbot.waitUntil(lambda: desk.window.channels.detail.name.text() == "Terrace")
    assert listing.name.text() == ""


def test_the_pencil_begins_a_new_name(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    QTest.mouseClick(name.pencil, Qt.MouseButton.LeftButton)
    assert name.hasFocus()
    assert name.selectedText() == channel.name


def test_a_long_name_is_written_smaller(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    name.setText("Bar")
    assert name.property("tight") == "no"
    name.setText("A terrace with a very long name, and a second one behind the house")
    assert name.property("tight") == "yes"


def test_renaming(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    name.setFocus()
    name.setText("Bar")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: channels.get(desk.house.ctx, channel.alias).name == "Bar")


def test_an_empty_name_is_refused_in_the_banner(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    name.setText("")
    desk.window.channels.detail.code.copy.setFocus()
    name.editingFinished.emit()
    qtbot.waitUntil(lambda: "is empty" in desk.window.banner.sentence)
    qtbot.waitUntil(lambda: name.text() == channel.name)


def test_archiving_can_be_undone(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.house.channel("Terrace")
    desk.window.channels.detail.code.archive.click()
    undo = desk.window.undo_bar
    qtbot.waitUntil(undo.isVisible)
    assert channels.get(desk.house.ctx, channel.alias).archived
    undo.button.click()
    qtbot.waitUntil(lambda: not channels.get(desk.house.ctx, channel.alias).archived)
    assert not undo.isVisible()


def test_the_link_is_copied(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.window.channels.detail.code.copy.click()
    link = links.subscribe(desk.house.ctx, channel.alias)
    assert QGuiApplication.clipboard().text() == link
    assert desk.window.banner.sentence == "The link is copied."


def test_the_code_on_the_screen_leads_to_the_channel(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: not desk.window.channels.detail.code.view.is_empty)
    shot = tmp_path / "screen.png"
    desk.window.grab().save(str(shot))
    assert reading.read_image(shot.read_bytes()) == [links.subscribe(desk.house.ctx, channel.alias)]


@pytest.mark.parametrize(
    ("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a.pdf", b"%PDF")]
)
def test_saving(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path, name: str, start: bytes
) -> None:
    file = tmp_path / name
    desk.files.target = file
    desk.window.channels.detail.code.save.click()
    qtbot.waitUntil(lambda: desk.window.banner.sentence == f"Saved as {name}.")
    assert file.read_bytes().startswith(start)
    assert desk.files.asked == ["Waiting list.pdf"]


@pytest.mark.parametrize("name", ["a.doc", "missing/a.png"])
def test_what_cannot_be_saved_has_its_sentence(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    desk.files.target = tmp_path / name
    desk.window.channels.detail.code.save.click()
    qtbot.waitUntil(lambda: "saved" in desk.window.banner.sentence)
    assert not (tmp_path / name).exists()


def test_stepping_back_from_saving(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.window.channels.detail.code.save.click()
    assert desk.window.banner.sentence == ""


def test_printing(desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.paper = tmp_path / "paper.pdf"
    desk.window.channels.detail.code.print.click()
    qtbot.waitUntil((tmp_path / "paper.pdf").exists)
    qtbot.waitUntil(lambda: (tmp_path / "paper.pdf").read_bytes().endswith(b"%%EOF\n"))


def test_the_kiosk_and_its_way_out(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.window.channels.detail.code.full_screen.click()
    kiosk = desk.window.kiosk
    assert kiosk is not None
    qtbot.waitUntil(lambda: not kiosk.view.is_empty)
    assert min(kiosk.view.width(), kiosk.view.height()) >= 0.45 * kiosk.height()
    shot = tmp_path / "kiosk.png"
    kiosk.grab().save(str(shot))
    assert reading.read_image(shot.read_bytes()) == [links.subscribe(desk.house.ctx, channel.alias)]
    QTest.keyClick(kiosk, Qt.Key.Key_Escape)
    assert desk.window.kiosk is None


def test_an_address_of_this_computer_is_said_to_be_one(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    hint = desk.window.channels.detail.code.hint
    qtbot.waitUntil(hint.isVisible)
    preferences.put(desk.house.ctx, PUBLIC_URL, "https://luna.example.com")
    qtbot.waitUntil(hint.isHidden)
    assert desk.window.channels.detail.code.link.text().startswith("https://luna.example.com/c/")


def test_row_2_the_order_is_changed_by_keys_and_buttons_and_taken_back(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    ctx = desk.house.ctx
    second, third = desk.house.channel("Terrace"), desk.house.channel("Bar")
    listing = desk.window.channels.listing
    qtbot.waitUntil(lambda: len(listing.entries) == 3)
    listing.entries[2].setFocus()
    QTest.keyClick(listing.entries[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: order(desk) == [channel.alias, third.alias, second.alias])
    assert listing.entries[1].hasFocus()
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: listing.aliases == [channel.alias, second.alias, third.alias])
    listing.down.click()
    qtbot.waitUntil(lambda: order(desk) == [second.alias, channel.alias, third.alias])
    qtbot.waitUntil(listing.up.isEnabled)
    listing.up.click()
    qtbot.waitUntil(lambda: not listing.up.isEnabled())
    assert [one.alias for one in channels.every(ctx)] == listing.aliases


def test_row_2_the_order_is_changed_by_dragging(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    others = [desk.house.channel(name).alias for name in ("Terrace", "Bar")]
    listing = desk.window.channels.listing
    qtbot.waitUntil(lambda: len(listing.entries) == 3)
    qtbot.waitUntil(lambda: listing.entries[2].y() > listing.entries[1].y() > 0)
    first = listing.entries[0]
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    for y in (40, 90, 160, 300):
        QTest.mouseMove(first, QPoint(40, y - first.y()))
    assert listing.aliases == [*others, channel.alias]
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: order(desk) == [*others, channel.alias])
    assert desk.window.channels.alias == channel.alias


def test_row_2_who_subscribed_when_from_where_and_who_left(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    held = desk.house.guest(channel)
    gone = desk.house.guest(channel)
    guests.rename(desk.house.ctx, guests.find(desk.house.ctx, held.pushed_id).id, "Blue Fox")
    subscriptions.leave(desk.house.ctx, gone.token)
    detail = desk.window.channels.detail
    detail.pages.findChildren(QPushButton)[1].click()
    model = detail.subscribers.model
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    texts = [[model.index(row, at).data() for at in range(4)] for row in range(2)]
    assert texts[0][0] == f"Guest {gone.pushed_id[-5:]}"
    assert texts[0][3].startswith("today")
    assert texts[1][0] == "Blue Fox"
    assert texts[1][1].startswith("today")
    assert texts[1][2:] == ["subscribe page", ""]
    desk.house.guest(channel)
    qtbot.waitUntil(lambda: model.rowCount() == 3)


def test_row_2_a_channel_without_guests_says_so(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    detail = desk.window.channels.detail
    detail.turn_to(Page.SUBSCRIBERS)
    qtbot.waitUntil(lambda: detail.subscribers.nothing)


def test_row_2_the_welcome_message_is_previewed_saved_and_taken_back(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    ctx = desk.house.ctx
    welcome = open_settings(desk, qtbot).welcome
    assert welcome.preview == ""
    QTest.keyClicks(welcome.text, "Hello ", delay=40)
    welcome.inserts[0].click()
    assert welcome.text.toPlainText() == "Hello {name|friend}"
    assert welcome.preview == "Hello Blue Fox"
    desk.house.channel("Terrace")
    qtbot.waitUntil(lambda: len(desk.window.channels.listing.entries) == 2)
    assert welcome.preview == "Hello Blue Fox"
    QTest.mouseClick(welcome.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: channels.get(ctx, channel.alias).welcome == "Hello {name|friend}")
    qtbot.waitUntil(welcome.save.isHidden)
    assert welcome.text.hasFocus()
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: channels.get(ctx, channel.alias).welcome == "")
    qtbot.waitUntil(lambda: welcome.text.toPlainText() == "")


def test_a_welcome_that_nobody_can_fill_in_is_told_in_place(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    welcome = open_settings(desk, qtbot).welcome
    welcome.text.setPlainText("Table {table}")
    welcome.save.click()
    qtbot.waitUntil(lambda: "{table}" in welcome.fault.text())
    assert welcome.text.toPlainText() == "Table {table}"
    welcome.discard.click()
    assert welcome.text.toPlainText() == ""
    assert welcome.fault.isHidden()


def test_row_2_by_link_only(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    settings = open_settings(desk, qtbot)
    settings.public.findChildren(QPushButton)[1].click()
    qtbot.waitUntil(lambda: not channels.get(desk.house.ctx, channel.alias).is_public)


def test_row_2_the_archived_are_shown_on_wish_and_opened_again(
    desk: Desk, channel: Channel, qtbot: QtBot
) -> None:
    desk.house.channel("Terrace")
    view = desk.window.channels
    qtbot.waitUntil(lambda: len(view.listing.entries) == 2)
    assert view.listing.archived.isHidden()
    view.detail.code.archive.click()
    qtbot.waitUntil(lambda: len(view.listing.entries) == 1)
    view.listing.archived.click()
    qtbot.waitUntil(lambda: len(view.listing.entries) == 2)
    view.listing.entries[1].click()
    qtbot.waitUntil(view.detail.code.restore.isVisible)
    assert view.detail.code.view.isHidden()
    assert view.detail.code.full_screen.isHidden()
    view.detail.code.restore.click()
    qtbot.waitUntil(lambda: not channels.get(desk.house.ctx, channel.alias).archived)
    qtbot.waitUntil(view.detail.code.full_screen.isVisible)


def test_row_2_channels_stand_under_their_venue(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    listing = desk.window.channels.listing
    assert listing.venue.isHidden()
    harbour = venues.create(ctx, "Harbour")
    qtbot.waitUntil(listing.venue.isVisible)
    number = listing.venue.findData(harbour.id)
    listing.venue.setCurrentIndex(number)
    listing.venue.activated.emit(number)
    qtbot.waitUntil(lambda: listing.entries == [])
    listing.name.setText("Quay")
    listing.add.click()
    qtbot.waitUntil(lambda: len(listing.entries) == 1)
    (made,) = channels.every(ctx, venue_id=harbour.id)
    assert (made.name, desk.window.channels.alias) == ("Quay", made.alias)


def order(desk: Desk) -> list[str]:
    return [channel.alias for channel in channels.every(desk.house.ctx)]


def open_settings(desk: Desk, qtbot: QtBot) -> SettingsPage:
    detail = desk.window.channels.detail
    detail.turn_to(Page.SETTINGS)
    qtbot.waitUntil(detail.settings.welcome.isVisible)
    return detail.settings
