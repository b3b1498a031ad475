"""Whether everything can be read: contrast from the pixels of every picture, light and dark."""

from functools import partial

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.errors import UserError
from pushdesk.gui.bug_dialog import BugDialog
from pushdesk.gui.main_window import Screen
from pushdesk.gui.problem import Problem
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import DARK, LIGHT, Colours
from pushdesk.gui.widgets.state_mark import StateBar
from pushdesk.services import guests
from tests.gui import kiosk_screens, pixels, screens
from tests.gui.desk_fixture import Desk
from tests.gui.pixels import Pixels, Text
from tests.gui.screen_tools import SIZE, settle

# WCAG 2.2, 1.4.3 and 1.4.11; large is from 24 px on, bold from 19 px on.
TEXT, LARGE_TEXT, SHAPE = 4.5, 3.0, 3.0
LARGE, LARGE_BOLD = 24, 19
BOTH = pytest.mark.parametrize("theme", screens.THEMES)


@BOTH
@pytest.mark.parametrize("story", screens.stories())
def test_every_screen_can_be_read(story: str, theme: str, qapp: QApplication) -> None:
    found: list[str] = []
    screens.show(screens.stories()[story], theme, partial(look, found), large=False)
    assert found == []


@BOTH
def test_kiosk_board_and_staff_can_be_read(theme: str, qapp: QApplication) -> None:
    found: list[str] = []
    kiosk_screens.show(qapp, theme, SIZE, partial(look, found))
    assert found == []


@BOTH
def test_dialogs_can_be_read(theme: str, parts: Parts, qtbot: QtBot) -> None:
    parts.theme.choose(theme)
    found: list[str] = []
    error = UserError("The file is damaged.", "It is no database.", "Restore a backup.")
    for dialog in (Problem(parts.theme, error), BugDialog(parts.theme, "a report")):
        dialog.show()
        qtbot.waitExposed(dialog)
        look(found, type(dialog).__name__, dialog)
        dialog.close()
        dialog.deleteLater()
    assert found == []


def test_what_is_open_can_be_read_once_the_theme_has_changed(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel()
    guest = guests.find(desk.house.ctx, desk.house.guest(channel).pushed_id)
    desk.window.floor.scanned(guest.id)
    desk.window.floor.details.add.save.click()
    qtbot.waitUntil(lambda: desk.window.floor.list.order == (guest.id,))
    for screen in Screen:
        desk.window.go_to(screen)
        settle(desk)
    found: list[str] = []
    desk.parts.theme.choose("dark")
    for screen in Screen:
        desk.window.go_to(screen)
        QApplication.processEvents()
        look(found, screen.name, desk.window)
    assert found == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=screens.THEMES)
def test_a_pale_text_is_found(colours: Colours, qtbot: QtBot) -> None:
    board = QWidget()
    inside = QVBoxLayout(board)
    for words, ink in (("good", colours.ink), ("pale", colours.edge), ("gone", colours.card)):
        label = QLabel(words)
        label.setStyleSheet(f"color: {ink}; font-size: 16px;")
        inside.addWidget(label)
    board.setStyleSheet(f"background: {colours.card};")
    board.show()
    qtbot.waitExposed(board)
    found: list[str] = []
    look(found, "a board", board)
    assert [line.partition("“")[2].partition("”")[0] for line in found] == ["pale", "gone"]
    board.close()
    board.deleteLater()


def look(found: list[str], name: str, window: QWidget) -> None:
    """Adds to `found` what stands in too little contrast."""
    drawn = pixels.picture(window)
    seen = list(pixels.texts(window))
    assert seen, f"{name} says nothing"
    for text in seen:
        ratio = pixels.contrast_within(pixels.cut(drawn, text.widget, text.place, window))
        if ratio < needed(text):
            found.append(f"{name}: {described(text)} {ratio:.2f}")
    bars = [each for each in window.findChildren(StateBar) if pixels.is_whole(each, window)]
    found += [
        f"{name}: bar {bar.colour} {ratio:.2f}"
        for bar in bars
        if (ratio := bar_contrast(drawn, bar, window)) < SHAPE
    ]


def needed(text: Text) -> float:
    is_large = text.size >= LARGE or (text.bold and text.size >= LARGE_BOLD)
    return LARGE_TEXT if is_large else TEXT


def bar_contrast(drawn: Pixels, bar: StateBar, window: QWidget) -> float:
    """Between the stripe and the row that it stands on, right of it."""
    middle = QRectF(1, bar.height() / 4, 4, bar.height() / 2)
    beside = QRectF(bar.width() + 1, bar.height() / 4, 3, bar.height() / 2)
    stripe, ground = (
        pixels.most_frequent(pixels.cut(drawn, bar, place, window)) for place in (middle, beside)
    )
    return float(pixels.contrasts(stripe, ground))


def described(text: Text) -> str:
    parent = type(text.widget.parentWidget()).__name__
    return f"{parent} › {type(text.widget).__name__} “{text.words}”"
