"""Calls, messages and the overview: what was sent, and what became of it."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pushdesk.gui.history.model import STATE_COLUMN, Deliveries, Filtered
from pushdesk.gui.history.view import History, Page
from pushdesk.gui.main_window import Screen
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.states import Group
from pushdesk.services import guests, messages, visits
from tests.gui import history_screens
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
    history = desk.window.history.calls
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
    desk.window.go_to(Screen.HISTORY)
    history = desk.window.history.calls
    qtbot.waitUntil(lambda: history.rows == 2)
    history.groups.chosen.emit(Group.ON_THE_PHONE)
    qtbot.waitUntil(lambda: history.rows == 1)
    history.groups.chosen.emit(None)
    history.search.setText("fox")
    assert history.rows == 1


def state(desk: Desk) -> object:
    return desk.window.history.calls.model.index(0, STATE_COLUMN).data(Qt.ItemDataRole.DisplayRole)


def open_history(desk: Desk, page: Page) -> History:
    desk.window.go_to(Screen.HISTORY)
    history = desk.window.history
    history.pages.choose(page)
    history.pages.chosen.emit(page)
    return history


def test_row_27_a_message_with_its_bar_and_its_numbers(desk: Desk, qtbot: QtBot) -> None:
    called(desk.house, "Blue Fox")
    desk.sender.accepted(0.4)
    desk.sender.shown(1.0)
    desk.sender.opened(30.0)
    history = open_history(desk, Page.MESSAGES)
    qtbot.waitUntil(lambda: history.messages.model.rowCount() == 1)
    model = history.messages.model
    assert model.index(0, 3).data() == "1 · 100 %"
    assert model.index(0, 5).data() == "1 seen"
    history.messages.table.selectRow(0)
    QTest.keyClick(history.messages.table, Qt.Key.Key_Return)
    detail = history.detail
    assert detail is not None
    qtbot.waitUntil(lambda: detail.steps.rowCount() > 0)
    assert detail.reach.text() == "It was on the phone of 1 of 1 guests (100 %); 1 opened it."
    assert [detail.parts.index(0, place).data() for place in range(3)] == [
        "Waiting list", "1", "100 %",
    ]  # fmt: skip
    detail.topics.chosen.emit(detail.topics.value)
    QTest.keyClick(detail.chart, Qt.Key.Key_Right)
    assert detail.chart.reading == "10 s: 1 shown"
    detail.back.click()
    assert history.messages.isVisible()


def test_row_27_messages_are_found_by_text_channel_and_day(desk: Desk, qtbot: QtBot) -> None:
    called(desk.house, "Blue Fox")
    empty = desk.house.channel("Terrace")
    history = open_history(desk, Page.MESSAGES)
    asking, messages_ = history.messages.asking, history.messages
    qtbot.waitUntil(lambda: messages_.model.rowCount() == 1 and asking.channel.count() == 3)
    asking.search.setText("oysters")
    qtbot.waitUntil(lambda: messages_.nothing.startswith("No message is like that"))
    asking.search.setText("READY")
    qtbot.waitUntil(lambda: messages_.model.rowCount() == 1)
    asking.channel.setCurrentIndex(asking.channel.findData(empty.alias))
    qtbot.waitUntil(lambda: messages_.model.rowCount() == 0)
    asking.channel.setCurrentIndex(0)
    asking.day.setCurrentIndex(1)
    qtbot.waitUntil(lambda: messages_.model.rowCount() == 1)
    asking.day.setCurrentIndex(2)
    qtbot.waitUntil(lambda: messages_.model.rowCount() == 0)


def test_row_27_the_overview_in_charts_and_numbers(desk: Desk, qtbot: QtBot) -> None:
    called(desk.house, "Blue Fox", "Red Kite")
    history = open_history(desk, Page.OVERVIEW)
    overview = history.overview
    assert overview is not None
    qtbot.waitUntil(lambda: overview.model.rowCount() == 7)
    assert overview.tiles.value("messages") == "2"
    assert [overview.model.index(0, place).data() for place in range(1, 7)] == [
        "2", "2", "0", "0", "2", "0",
    ]  # fmt: skip
    overview.moved.point_at(6)
    assert overview.moved.reading.endswith(": 2 came")
    overview.periods.chosen.emit(1)
    qtbot.waitUntil(lambda: overview.model.rowCount() == 24)
    desk.parts.theme.choose("dark")
    desk.parts.theme.choose("light")


def test_the_overview_of_a_new_venue_is_no_bare_axes(desk: Desk, qtbot: QtBot) -> None:
    overview = open_history(desk, Page.OVERVIEW).overview
    assert overview is not None
    qtbot.waitUntil(lambda: overview.none.told.startswith("Nothing happened in this time"))
    assert not overview.sent.isVisible()
    called(desk.house, "Blue Fox")
    overview.periods.chosen.emit(1)
    qtbot.waitUntil(overview.sent.isVisible)
    assert overview.none.told == ""


def test_charts_are_loaded_when_they_are_wanted() -> None:
    """They would take a third of a second of every start."""
    code = "import sys, pushdesk.gui.main_window; sys.exit('pyqtgraph' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_row_27_export(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    called(desk.house, "Blue Fox")
    desk.files.target = tmp_path / "days.csv"
    history = open_history(desk, Page.OVERVIEW)
    history.export.click()
    qtbot.waitUntil(lambda: desk.window.banner.sentence == "Saved as days.csv.")
    assert len(desk.files.target.read_text("utf-8-sig").splitlines()) == 1 + 365
    desk.files.target = tmp_path / "messages.csv"
    open_history(desk, Page.MESSAGES)
    history.export.click()
    qtbot.waitUntil(lambda: desk.window.banner.sentence == "Saved as messages.csv.")
    assert "Your table is ready" in desk.files.target.read_text("utf-8-sig")


def test_many_messages_come_in_pages(desk: Desk, qtbot: QtBot) -> None:
    for name in ("Waiting list", "Terrace"):
        desk.house.channel(name)
    history_screens.add_guests(desk.house, history_screens.GUESTS)
    history_screens.add_messages(desk.house, 250, 1, timedelta(minutes=1))
    history = open_history(desk, Page.MESSAGES)
    model = history.messages.model
    counts: list[int] = []
    for _page in range(3):
        qtbot.waitUntil(lambda: model.rowCount() > sum(counts))
        counts.append(model.rowCount() - sum(counts))
        model.fetchMore(QModelIndex())
    assert counts == [100, 100, 50]
    assert not model.canFetchMore(QModelIndex())
