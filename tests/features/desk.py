"""A person at the desk: finds what is on the screen by its name, and uses it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TooLate
from pytestqt.qtbot import QtBot

from tests.gui import desk_fixture

W = TypeVar("W", bound=QWidget)
LIMIT_MS = 20_000


class Desk:
    """Waits for what it looks for, as people do."""

    def __init__(self, desk: desk_fixture.Desk, qtbot: QtBot) -> None:
        self.window = desk.window
        self.files = desk.files
        self.qtbot = qtbot

    def wait(self, so: Callable[[], bool]) -> None:
        try:
            self.qtbot.waitUntil(so, timeout=LIMIT_MS)
        except TooLate as late:
            raise AssertionError(f"on the screen: {sorted(self._on_the_screen())}") from late

    def _on_the_screen(self) -> set[str]:
        shown = [each for each in self.window.findChildren(QWidget) if each.isVisible()]
        return {name for each in shown for name in _names(each)} - {""}

    def go(self, screen: str) -> None:
        """By the rail's words."""
        self._one(QAbstractButton, screen, self.window.rail).click()

    def press(self, text: str) -> None:
        self._one(QAbstractButton, text).click()

    def has(self, text: str) -> bool:
        return self._find(QAbstractButton, text, self.window) != []

    def switch(self, rule: str) -> None:
        """On or off; its name tells which of the two it is."""
        told = [f"“{rule}” is {way}" for way in ("on", "off")]
        self.wait(lambda: any(self.has(name) for name in told))
        self.press(next(name for name in told if self.has(name)))

    def open_row(self, text: str) -> None:
        """Of the table on the screen, the one that has this text."""
        (table,) = [each for each in self.window.findChildren(QTableView) if each.isVisible()]
        model = table.model()
        self.wait(lambda: bool(_having(model, text)))
        table.selectRow(_having(model, text)[0].row())
        QTest.keyClick(table, Qt.Key.Key_Return)

    def write(self, name: str, text: str) -> None:
        """What was there is written over; at once, because quick keys are a scanner's."""
        self.wait(lambda: self._fields(name) != [])
        field = self._fields(name)[0]
        if isinstance(field, QLineEdit):
            field.selectAll()
            field.insert(text)
            field.textEdited.emit(text)
        else:
            field.selectAll()
            field.insertPlainText(text)

    def text(self, name: str) -> str:
        """Of a field; empty where there is none."""
        fields = self._fields(name)
        if not fields:
            return ""
        return fields[0].text() if isinstance(fields[0], QLineEdit) else fields[0].toPlainText()

    def says(self, text: str) -> bool:
        """Somewhere on the screen: in a sentence or in a list."""
        labels = [each for each in self.window.findChildren(QLabel) if each.isVisible()]
        lists = [each for each in self.window.findChildren(QAbstractItemView) if each.isVisible()]
        return any(text in each.text() or text in each.accessibleName() for each in labels) or any(
            _having(each.model(), text) for each in lists
        )

    def choose(self, name: str, data: object) -> None:
        picker = self._one(QComboBox, name)
        self.wait(lambda: picker.findData(data) >= 0)
        picker.setCurrentIndex(picker.findData(data))

    def _fields(self, name: str) -> list[QLineEdit | QPlainTextEdit]:
        return [
            *self._find(QLineEdit, name, self.window),
            *self._find(QPlainTextEdit, name, self.window),
        ]

    def _one(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        place = within or self.window
        self.wait(lambda: self._find(kind, name, place) != [])
        return self._find(kind, name, place)[0]

    def _find(self, kind: type[W], name: str, within: QWidget) -> list[W]:
        return [
            each
            for each in within.findChildren(kind)
            if each.isVisible() and each.isEnabled() and name in _names(each)
        ]


def _having(model: QAbstractItemModel, text: str) -> list[QModelIndex]:
    cells = [
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return [cell for cell in cells if text in str(cell.data())]


def _names(widget: QWidget) -> set[str]:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return {text, widget.accessibleName()}
