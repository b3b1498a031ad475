"""Rows that come a page at a time, for any table."""

from collections.abc import Sequence
from functools import partial
from threading import Event

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pushdesk.errors import UserError
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import PAGE, ROW, Column, Dress, PagedModel
from tests.gui import pixels

COLUMNS = (
    Column[int]("Number", str, 96),
    Column[int]("Square", lambda n: str(n * n), None, lambda n: Dress("bell") if n == 1 else None),
)


def model_of(parts: Parts) -> PagedModel[int]:
    return PagedModel(COLUMNS, lambda n: n, parts.theme)


def test_the_model_is_one(parts: Parts, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = model_of(parts)
    model.show_rows([1, 2, 3], may_have_more=True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # the plugin ships no types
    assert model.index(2, 1).data() == "9"
    assert model.index(2, 1).data(ROW) == 3
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Square"
    assert model.index(0, 1).data(Qt.ItemDataRole.FontRole).bold()
    assert model.index(1, 1).data(Qt.ItemDataRole.FontRole) is None


def test_pages_follow_one_another(parts: Parts, qtbot: QtBot) -> None:
    model = model_of(parts)
    asked: list[tuple[int, int]] = []

    def fetch(first: int, number: int) -> Sequence[int]:
        asked.append((first, number))
        return range(first, min(first + number, 250))

    pages = Pages(parts.background, model, fetch)
    with qtbot.waitSignal(pages.shown):
        pages.again()
    for page in (2, 3):
        model.fetchMore(QModelIndex())
        model.fetchMore(QModelIndex())
        qtbot.waitUntil(partial(has_rows, model, min(page * PAGE, 250)))
    assert not model.canFetchMore(QModelIndex())
    assert asked == [(0, PAGE), (PAGE, PAGE), (2 * PAGE, PAGE)]


def test_a_row_that_moved_down_stands_there_once(parts: Parts, qtbot: QtBot) -> None:
    model = model_of(parts)
    model.show_rows([1, 2, 3], may_have_more=True)
    model.add_page([3, 4], may_have_more=False)
    assert model.keys == [1, 2, 3, 4]


def test_the_same_rows_keep_the_selection(parts: Parts, qtbot: QtBot) -> None:
    model = model_of(parts)
    table = paging.table(model, "Numbers")
    qtbot.addWidget(table)
    model.show_rows([1, 2, 3])
    table.selectRow(1)
    model.show_rows([1, 2, 3])
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    model.show_rows([2, 3])
    assert table.selectionModel().selectedRows() == []


def test_a_question_that_was_changed_is_answered_by_the_last(parts: Parts, qtbot: QtBot) -> None:
    model, wanted = model_of(parts), [1]
    pages = Pages(parts.background, model, lambda _first, _number: list(wanted))
    pages.again()
    wanted[:] = [7]
    pages.anew()
    qtbot.waitUntil(lambda: model.keys == [7])


def test_a_page_that_is_refused_ends_the_asking(parts: Parts, qtbot: QtBot) -> None:
    model = model_of(parts)
    told: list[UserError] = []

    def refuse(_first: int, _number: int) -> Sequence[int]:
        raise UserError("Not now.", "", "")

    Pages(parts.background, model, refuse, told.append)
    model.show_rows([1], may_have_more=True)
    model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: len(told) == 1)
    assert not model.canFetchMore(QModelIndex())


def test_rows_that_are_long_in_coming_leave_grey_lines(parts: Parts, qtbot: QtBot) -> None:
    model, go_on = model_of(parts), Event()
    table = paging.table(model, "Numbers")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    before = pixels.drawn(table)

    def fetch(_first: int, _number: int) -> Sequence[int]:
        assert go_on.wait(10)
        return [1, 2]

    Pages(parts.background, model, fetch, late_ms=1).anew()
    qtbot.waitUntil(lambda: table.is_waiting)
    assert (pixels.drawn(table) != before).any()
    assert table.accessibleDescription()
    go_on.set()
    qtbot.waitUntil(lambda: not table.is_waiting)
    assert model.keys == [1, 2]
    assert table.accessibleDescription() == ""


def has_rows(model: PagedModel[int], number: int) -> bool:
    return model.rowCount() == number
