"""Drop-down lists: for fingers, and not for the wheel that scrolls past."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.inputs import DropDown, EventPicker, Picker
from tests.gui.desk_fixture import Desk

CHOICES = (("a", "Apple"), ("b", "Banana"))


def test_the_wheel_over_a_closed_list_is_the_pages(parts: Parts, qtbot: QtBot) -> None:
    for made in (Picker("Fruit", CHOICES, "b"), EventPicker("Fruit", CHOICES, "b")):
        qtbot.addWidget(made)
        made.show()
        assert not rolled(made).isAccepted()
        assert made.value == "b"


def test_a_row_of_an_open_list_has_room_for_a_finger(parts: Parts, qtbot: QtBot) -> None:
    made = Picker("Fruit", CHOICES, "a")
    qtbot.addWidget(made)
    made.show()
    made.showPopup()
    view = made.view()
    assert view.sizeHintForRow(0) >= 44
    made.hidePopup()


def test_an_open_list_stays_as_it_is_while_the_choices_are_the_same(
    parts: Parts, qtbot: QtBot
) -> None:
    made = DropDown("Fruit")
    qtbot.addWidget(made)
    made.show()
    made.show_choices(CHOICES)
    made.showPopup()
    made.view().setCurrentIndex(made.model().index(1, 0))
    made.show_choices(CHOICES)
    assert made.view().currentIndex().row() == 1
    made.hidePopup()
    made.show_choices((*CHOICES, ("c", "Cherry")))
    assert [made.itemData(number) for number in range(made.count())] == ["a", "b", "c"]


def test_every_list_of_the_window_is_one_of_these(desk: Desk) -> None:
    combos = desk.window.findChildren(QComboBox)
    assert combos
    assert [each.accessibleName() for each in combos if not isinstance(each, DropDown)] == []


def rolled(widget: QComboBox) -> QWheelEvent:
    """One step of the wheel, up."""
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(widget.mapToGlobal(QPoint(10, 10))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event
