"""The window is built bare and dressed once: else its start takes three times as long."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.desk_fixture import desk_for
from tests.house import House


class Dressings(QObject):
    """Counts how often a part of the window is told of another style."""

    number = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        self.number += event.type() is QEvent.Type.StyleChange
        return False


def test_each_part_is_dressed_about_once(qapp: QApplication, house: House) -> None:
    dressings = Dressings()
    qapp.installEventFilter(dressings)
    with desk_for(house) as desk:
        parts = len(desk.window.findChildren(QWidget))
        assert qapp.styleSheet()
        assert dressings.number < 3 * parts
    qapp.removeEventFilter(dressings)
