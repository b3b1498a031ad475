"""Whatever takes a finger or the keyboard: has a name, is reached by Tab, and shows its focus.

And the heads of tables are whole.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pushdesk.gui.widgets.overlay import Overlay
from tests.gui import kiosk_screens, pixels, screens
from tests.gui.pixels import Pixels
from tests.gui.screen_tools import SIZE

# WCAG 2.2, 1.4.11.
SHAPE = 3.0
USED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTableView, QPlainTextEdit)
_MOST = 300


@pytest.mark.parametrize("story", screens.stories())
def test_every_widget_has_a_name_and_is_reached_and_shows_it(
    story: str, qapp: QApplication
) -> None:
    found: list[str] = []
    screens.show(screens.stories()[story], "light", partial(look, found), large=False)
    assert found == []


def test_so_do_those_of_kiosk_and_staff(qapp: QApplication) -> None:
    found: list[str] = []
    kiosk_screens.show(qapp, "light", SIZE, partial(look, found))
    assert found == []


def test_what_is_nameless_or_left_out_or_unseen_is_found(qtbot: QtBot) -> None:
    board = QWidget()
    inside = QVBoxLayout(board)
    good = QLineEdit()
    fields = (good, QLineEdit(), Back(good), QLineEdit())
    for field, name in zip(fields, ("good", "unseen", "", "left out"), strict=True):
        field.setAccessibleName(name)
        inside.addWidget(field)
    good.setStyleSheet("QLineEdit:focus { border: 2px solid black; }")
    board.setStyleSheet("QLineEdit { border: 2px solid white; background: white; }")
    board.show()
    board.activateWindow()
    qtbot.waitExposed(board)
    found: list[str] = []
    look(found, "a board", board)
    assert found == [
        "a board: QWidget › Back “” has no name",
        "a board: QWidget › QLineEdit “unseen” doesn't show its focus",
        "a board: QWidget › Back “” doesn't show its focus",
        "a board: QWidget › QLineEdit “left out” is not reached",
    ]
    board.close()
    board.deleteLater()


class Back(QLineEdit):
    """Tab leads back from it."""

    def __init__(self, back: QWidget) -> None:
        super().__init__()
        self._back = back

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: N802 - Qt's own name
        self._back.setFocus()
        return True


def look(found: list[str], name: str, window: QWidget) -> None:
    """Adds what is missing to `found`."""
    scope = on_top(window)
    inside = scope.findChildren(QWidget)
    nameless = [each for each in inside if is_used(each) and not said(each)]
    found += [f"{name}: {described(each)} has no name" for each in nameless]
    stops = [each for each in inside if takes(each)]
    reached, unseen = walked(window, stops) if stops else ([], [])
    found += [f"{name}: {described(each)} doesn't show its focus" for each in unseen]
    missed = [each for each in stops if not is_reached(each, reached)]
    found += [f"{name}: {described(each)} is not reached" for each in missed]
    found += [f"{name}: the head “{head}” is cut" for each in inside for head in cut_heads(each)]


def cut_heads(widget: QWidget) -> list[str]:
    if not isinstance(widget, QTableView) or not widget.isVisible():
        return []
    heads, model = widget.horizontalHeader(), widget.model()
    return [
        str(model.headerData(number, Qt.Orientation.Horizontal))
        for number in range(heads.count())
        if not heads.isSectionHidden(number)
        and heads.sectionSize(number) < heads.sectionSizeHint(number)
    ]


def on_top(window: QWidget) -> QWidget:
    """A popup, else what lies over the window, else the window."""
    overlays = [each for each in window.findChildren(Overlay) if each.isVisible()]
    return QApplication.activePopupWidget() or (overlays[-1] if overlays else window)


def is_used(widget: QWidget) -> bool:
    """Parts of Qt's own compound widgets are named by the whole."""
    own = not widget.objectName().startswith("qt_")
    return own and widget.isVisible() and isinstance(widget, USED) and not in_table(widget)


def in_table(widget: QWidget) -> bool:
    """The button in the corner between a table's heads, which nobody sees."""
    return isinstance(widget, QAbstractButton) and isinstance(widget.parentWidget(), QTableView)


def takes(widget: QWidget) -> bool:
    """The keyboard; scroll areas and bars only scroll."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea | QScrollBar)
    )


def walked(window: QWidget, stops: list[QWidget]) -> tuple[list[QWidget], list[QWidget]]:
    """Whom Tab reaches until it is round, and who of them doesn't show it."""
    window.activateWindow()
    QApplication.processEvents()
    if QApplication.focusWidget() not in stops:
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached, unseen = [], []
    for stop in tabbed():
        reached.append(stop)
        focused, around = pixels.drawn(stop), ground(stop)
        leave(stop)
        if not shows(focused, pixels.drawn(stop), around):
            unseen.append(stop)
    return reached, unseen


def leave(stop: QWidget) -> None:
    """A time has two places for Tab, hours and minutes; who is alone leads back to itself."""
    for _place in range(2):
        if QApplication.focusWidget() is stop:
            QTest.keyClick(stop, Qt.Key.Key_Tab)
    if QApplication.focusWidget() is stop:
        stop.clearFocus()


def tabbed() -> Iterator[QWidget]:
    """Who has the focus, time and again, until it has been round."""
    known: list[QWidget] = []
    focused = QApplication.focusWidget()
    while focused is not None and focused not in known:
        assert len(known) < _MOST
        known.append(focused)
        yield focused
        focused = QApplication.focusWidget()


def shows(focused: Pixels, unfocused: Pixels, around: Pixels) -> bool:
    """What the focus draws stands out from the ground, all around or as much of it."""
    if focused.shape != unfocused.shape:
        return True
    changed = (focused != unfocused).any(axis=2)
    if not changed.any():
        return False
    seen = np.count_nonzero(pixels.contrasts(focused[changed], around) >= SHAPE)
    height, width = changed.shape
    return bool(seen >= height + width)


def ground(widget: QWidget) -> Pixels:
    """The colour around it."""
    window = widget.window()
    place = widget.rect().translated(widget.mapTo(window, QPoint()))
    drawn = pixels.picture(window, place.adjusted(-4, -4, 4, 4) & window.rect())
    edge = 3 * pixels.RATIO
    sides = (drawn[:edge], drawn[-edge:], drawn[:, :edge], drawn[:, -edge:])
    return pixels.most_frequent(np.concatenate([side.reshape(-1, 3) for side in sides]))


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
