"""On every screen: what takes the keyboard has a name, and Tab reaches it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.domain.conditions import All, Language, Not
from pushdesk.domain.rules import Definition, If, Stop, Wait, WhenEvent
from pushdesk.gui.composer import view as composer
from pushdesk.gui.main_window import MainWindow, Screen
from pushdesk.gui.preferences.view import Page
from pushdesk.services import audiences, rules
from tests.gui.desk_fixture import Desk

DEEP = Not(All((Language("de"), Language("es"))))
FIVE = timedelta(minutes=5)
_MOST = 250


def composing(window: MainWindow, page: composer.Page) -> None:
    window.go_to(Screen.COMPOSER)
    window.composer.go_to(page)
    window.composer.write.form.to.narrow.open.setChecked(True)
    window.composer.write.form.more.open.setChecked(True)


def preferring(page: Page, window: MainWindow) -> None:
    window.go_to(Screen.PREFERENCES)
    window.preferences.turn_to(page)


def open_rule(window: MainWindow) -> None:
    window.go_to(Screen.RULES)
    (rule,) = rules.every(window._parts.ctx)
    window.rules.open(rule.id)


PLACES: MappingProxyType[str, Callable[[MainWindow], None]] = MappingProxyType(
    {
        "floor": lambda window: window.go_to(Screen.FLOOR),
        "channels": lambda window: window.go_to(Screen.CHANNELS),
        "guests": lambda window: window.go_to(Screen.GUESTS),
        "audiences": lambda window: window.go_to(Screen.AUDIENCES),
        "rules": lambda window: window.go_to(Screen.RULES),
        "history": lambda window: window.go_to(Screen.HISTORY),
        "write": lambda window: composing(window, composer.Page.WRITE),
        "drafts": lambda window: composing(window, composer.Page.DRAFTS),
        "templates": lambda window: composing(window, composer.Page.TEMPLATES),
        "one rule": open_rule,
        **{f"preferences {page.name}": partial(preferring, page) for page in Page},
    }
)


@pytest.mark.parametrize("place", PLACES)
def test_whatever_takes_the_keyboard_has_a_name_and_is_reached(
    place: str, desk: Desk, qtbot: QtBot
) -> None:
    ctx = desk.house.ctx
    desk.house.guest(desk.house.channel("Lunch"))
    audiences.create(ctx, "Deep", All((DEEP, Language("it"))))
    rules.create(
        ctx, "Late", Definition(WhenEvent("called"), (Wait(FIVE), If(DEEP, (Stop(),))), DEEP)
    )
    qtbot.waitUntil(lambda: not desk.window.channels.is_first_time)
    PLACES[place](desk.window)
    qtbot.wait(700)
    stops = takers(desk.window)
    assert [described(stop) for stop in stops if not said(stop)] == []
    reached = walked(desk.window)
    assert [described(stop) for stop in stops if not is_reached(stop, reached)] == []


def takers(window: MainWindow) -> list[QWidget]:
    """Without scroll areas and bars, which only scroll."""
    found = window.findChildren(QWidget)
    return [each for each in found if takes(each)]


def takes(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea | QScrollBar)
    )


def walked(window: MainWindow) -> list[QWidget]:
    reached: list[QWidget] = []
    window.rail.setFocus()
    for _step in range(_MOST):
        window.focusNextChild() if QApplication.focusWidget() is None else press_tab()
        focused = QApplication.focusWidget()
        assert focused is not None
        if reached and focused is reached[0]:
            break
        reached.append(focused)
    return reached


def press_tab() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)


def is_reached(stop: QWidget, reached: list[QWidget]) -> bool:
    """Of choices of which one holds, arrow keys lead on from the one that Tab reaches."""
    group = stop.group() if isinstance(stop, QAbstractButton) else None
    members: list[QWidget] = list(group.buttons()) if group is not None else [stop]
    return any(each in reached for each in members)


def said(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def described(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(parent).__name__} › {type(widget).__name__} “{said(widget)}”"
