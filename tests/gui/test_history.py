"""The table of what was sent."""

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pushdesk.gui.history.model import STATE_COLUMN, Deliveries, Filtered
from pushdesk.gui.main_window import Screen
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.states import Group
from pushdesk.services import guests, messages, visits
from tests.gui.desk_fixture import Desk
from tests.gui.fakes import Sender
from tests.house import House


def called(house: House, *names: str) -> None:
    channel = house.channel()
    for name in names:
        guest = guests.find(house.ctx, house.guest(channel).pushed_id)
        guests.rename(house.ctx, guest.id, name)
        visits.notify(house.ctx, guest.id, timedelta(minutes=10))


def test_the_models_keep_qts_rules(parts: Parts, house: House, qtmodeltester: ModelTester) -> None:
    model = Deliveries(parts.theme, house.clock.now)
    filtered = Filtered()
    filtered.setSourceModel(model)
    called(house, "Blue Fox", "Red Kite")
    model.show_deliveries(messages.recent(house.ctx))
    for checked in (model, filtered):
        qtmodeltester.check(checked)  # type: ignore[no-untyped-call]  # pytest-qt leaves it out
    filtered.deleteLater()
    model.deleteLater()


def test_states_live(desk: Desk, qtbot: QtBot) -> None:
    called(desk.house, "Blue Fox")
    desk.window.go_to(Screen.HISTORY)
    history = desk.window.history
    qtbot.waitUntil(lambda: history.rows == 1)
    desk.sender.accepted(0.4)
    qtbot.waitUntil(lambda: state(desk) == "sent")
    desk.sender.shown(1.0)
    qtbot.waitUntil(lambda: state(desk) == "on the phone")
    last = history.model.index(0, STATE_COLUMN + 1).data()
    assert last == "sent 0.4 s · on the phone 1.4 s"


def test_groups_and_search(desk: Desk, qtbot: QtBot) -> None:
    called(desk.house, "Blue Fox", "Red Kite")
    sender: Sender = desk.sender
    sender.accepted()
    sender.shown()
    history = desk.window.history
    qtbot.waitUntil(lambda: history.rows == 2)
    history.groups.chosen.emit(Group.ON_THE_PHONE)
    qtbot.waitUntil(lambda: history.rows == 1)
    history.groups.chosen.emit(None)
    history.search.setText("fox")
    assert history.rows == 1


def state(desk: Desk) -> object:
    return desk.window.history.model.index(0, STATE_COLUMN).data(Qt.ItemDataRole.DisplayRole)
