"""Names as long as they may be: the window keeps its size and every button its place."""

from datetime import timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.services import channels, guests, venues, visits
from tests.gui.desk_fixture import Desk

LONG = "Wirtshaus zum Goldenen Lamm am Unteren Marktplatz, Terrasse und Wintergarten, 1. OG"[:80]
SIZE = QSize(1024, 700)


def test_nothing_grows_out_of_the_window(desk: Desk, qtbot: QtBot) -> None:
    ctx = desk.house.ctx
    venues.save(ctx, LONG, None)
    channel = desk.house.channel(LONG)
    guest = guests.find(ctx, desk.house.guest(channel).pushed_id)
    guests.rename(ctx, guest.id, LONG)
    visits.notify(ctx, guest.id, timedelta(minutes=10))
    desk.window.resize(SIZE)
    desk.window.go_to(Screen.FLOOR)
    desk.window.floor.open_guest(guest.id)
    chips = desk.window.floor.card.call_box.chips
    qtbot.waitUntil(lambda: chips.isVisible() and desk.window.channels.alias == channel.alias)
    channels.archive(ctx, desk.house.channel(LONG).alias)
    desk.parts.notices.undoable.emit(f"“{LONG}” is archived.", lambda: None)
    for screen in Screen:
        desk.window.go_to(screen)
        QApplication.processEvents()
        assert desk.window.width() == SIZE.width()
    waiting, details = desk.window.floor.list, desk.window.floor.details
    assert waiting.geometry().right() < details.geometry().left()
    assert chips.width() <= details.width()
