"""Channels made, renamed, archived and brought back; their codes on screen, paper and disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.qr import reading
from pushdesk.services import channels, links, preferences, venues
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
    qtbot.waitUntil(lambda: not desk.window.channels.detail.view.is_empty)
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


def test_renaming(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    name.setFocus()
    name.setText("Bar")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: channels.get(desk.house.ctx, channel.alias).name == "Bar")


def test_an_empty_name_is_refused_in_the_banner(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    name = desk.window.channels.detail.name
    name.setText("")
    desk.window.channels.detail.copy.setFocus()
    name.editingFinished.emit()
    qtbot.waitUntil(lambda: "is empty" in desk.window.banner.sentence)
    qtbot.waitUntil(lambda: name.text() == channel.name)


def test_archiving_can_be_undone(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.house.channel("Terrace")
    desk.window.channels.detail.archive.click()
    undo = desk.window.undo_bar
    qtbot.waitUntil(undo.isVisible)
    assert channels.get(desk.house.ctx, channel.alias).archived
    undo.button.click()
    qtbot.waitUntil(lambda: not channels.get(desk.house.ctx, channel.alias).archived)
    assert not undo.isVisible()


def test_the_link_is_copied(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.window.channels.detail.copy.click()
    link = links.subscribe(desk.house.ctx, channel.alias)
    assert QGuiApplication.clipboard().text() == link
    assert desk.window.banner.sentence == "The link is copied."


def test_the_code_on_the_screen_leads_to_the_channel(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: not desk.window.channels.detail.view.is_empty)
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
    desk.window.channels.detail.save.click()
    qtbot.waitUntil(lambda: desk.window.banner.sentence == f"Saved as {name}.")
    assert file.read_bytes().startswith(start)
    assert desk.files.asked == ["Waiting list.pdf"]


@pytest.mark.parametrize("name", ["a.doc", "missing/a.png"])
def test_what_cannot_be_saved_has_its_sentence(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    desk.files.target = tmp_path / name
    desk.window.channels.detail.save.click()
    qtbot.waitUntil(lambda: "saved" in desk.window.banner.sentence)
    assert not (tmp_path / name).exists()


def test_stepping_back_from_saving(desk: Desk, channel: Channel, qtbot: QtBot) -> None:
    desk.window.channels.detail.save.click()
    assert desk.window.banner.sentence == ""


def test_printing(desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.paper = tmp_path / "paper.pdf"
    desk.window.channels.detail.print.click()
    qtbot.waitUntil((tmp_path / "paper.pdf").exists)
    qtbot.waitUntil(lambda: (tmp_path / "paper.pdf").read_bytes().endswith(b"%%EOF\n"))


def test_the_kiosk_and_its_way_out(
    desk: Desk, channel: Channel, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.window.channels.detail.full_screen.click()
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
    hint = desk.window.channels.detail.hint
    qtbot.waitUntil(hint.isVisible)
    preferences.put(desk.house.ctx, PUBLIC_URL, "https://luna.example.com")
    qtbot.waitUntil(hint.isHidden)
    assert desk.window.channels.detail.link.text().startswith("https://luna.example.com/c/")
