"""Whatever brings the code, the guest can be added; whatever is wrong is one line."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pushdesk.errors import UserError
from pushdesk.gui.main_window import Screen
from pushdesk.gui.scan.sources import Frame
from pushdesk.qr import drawing
from tests.gui.desk_fixture import Desk


@pytest.fixture
def pushed_id(desk: Desk) -> str:
    """A guest who waits to be scanned."""
    return desk.house.guest(desk.house.channel()).pushed_id


def test_typing_into_the_field(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    field = desk.window.scan_panel.field
    field.setFocus()
    for character in pushed_id.lower():
        QTest.keyClicks(field, character, delay=40)
    QTest.keyClick(field, Qt.Key.Key_Return, delay=40)
    add_opens(desk, pushed_id, qtbot)
    assert field.text() == ""


def test_a_scanner_while_the_button_has_the_focus(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    desk.window.scan_panel.camera.setFocus()
    scan(pushed_id)
    add_opens(desk, pushed_id, qtbot)


def test_a_scanner_leaves_no_trace_in_the_field(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    desk.window.go_to(Screen.HISTORY)
    search = desk.window.history.search
    search.setFocus()
    search.setText("Fox")
    scan(pushed_id)
    assert search.text() == "Fox"
    add_opens(desk, pushed_id, qtbot)


TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_scanner_leaves_no_trace_in_any_text(
    desk: Desk, pushed_id: str, kind: type[QWidget], qtbot: QtBot
) -> None:
    field = empty_field(desk, kind)
    QTest.keyClicks(field, "7")
    qtbot.waitUntil(lambda: said(field) == "7")
    qtbot.waitUntil(lambda: not desk.scanner.is_busy)
    scan(pushed_id)
    assert said(field) == "7"
    add_opens(desk, pushed_id, qtbot)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_fast_typist_loses_nothing_in_any_text(
    desk: Desk, kind: type[QWidget], qtbot: QtBot
) -> None:
    field = empty_field(desk, kind)
    QTest.keyClicks(field, "42")
    qtbot.waitUntil(lambda: said(field) == "42")


def empty_field(desk: Desk, kind: type[QWidget]) -> QWidget:
    field = kind(desk.window)
    if isinstance(field, QSpinBox):
        field.clear()
    field.show()
    field.setFocus()
    return field


def said(field: QWidget) -> str:
    match field:
        case QLineEdit() | QSpinBox():
            return field.text()
        case QPlainTextEdit() | QTextEdit():
            return field.toPlainText()
        case _:
            raise AssertionError(field)


def test_a_scanner_that_ends_with_tab(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    desk.window.scan_panel.picture.setFocus()
    scan(pushed_id, Qt.Key.Key_Tab)
    add_opens(desk, pushed_id, qtbot)


def test_a_fast_typist_loses_nothing(desk: Desk, qtbot: QtBot) -> None:
    field = desk.window.scan_panel.field
    field.setFocus()
    QTest.keyClicks(field, "abc")
    qtbot.waitUntil(lambda: field.text() == "abc")


def test_a_fast_typist_loses_nothing_where_the_first_key_opens_a_text(
    desk: Desk, pushed_id: str, qtbot: QtBot
) -> None:
    """Both keys of a roll come before it is known that nobody scans."""
    field, add = desk.window.scan_panel.field, desk.window.floor.details.add
    on_the_floor(desk, qtbot)
    QTest.keyClicks(focused(), "an")
    qtbot.waitUntil(lambda: field.text() == "an")
    field.clear()
    desk.window.floor.step_back()
    QTest.keyClicks(focused(), "n4")
    qtbot.waitUntil(lambda: add.sizes.value == 4)
    QTest.keyClicks(focused(), "Ben")
    qtbot.waitUntil(lambda: add.name.text() == "Ben")


def test_a_code_without_its_end_is_no_command(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    on_the_floor(desk, qtbot)
    QTest.keyClicks(focused(), "N2XRBC")
    qtbot.waitUntil(lambda: not desk.scanner.is_busy)
    assert not desk.window.floor.details.is_adding
    assert desk.window.scan_panel.field.text() == ""


def test_letters_lead_through_an_open_drop_down_list(desk: Desk, qtbot: QtBot) -> None:
    box = QComboBox(desk.window)
    box.addItems(["Name", "Channel", "Language", "Last seen"])
    box.show()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
    QTest.keyClicks(view, "las")
    qtbot.waitUntil(lambda: view.currentIndex().data() == "Last seen")
    assert desk.window.scan_panel.field.text() == ""
    box.hidePopup()


def test_a_slash_leads_to_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go_to(Screen.HISTORY)
    desk.window.history.table.setFocus()
    QTest.keyClicks(focused(), "/")
    qtbot.waitUntil(desk.window.scan_panel.field.hasFocus)
    assert desk.window.scan_panel.field.text() == ""


def test_the_camera(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    desk.window.scan_panel.camera.click()
    qtbot.waitUntil(lambda: desk.camera.started_with is not None)
    desk.camera.hold(picture_of(pushed_id))
    add_opens(desk, pushed_id, qtbot)
    assert desk.window.scan_panel.camera.text() == "Stop"
    assert not desk.window.floor.code.isVisible()
    desk.window.scan_panel.camera.click()
    assert desk.camera.started_with is None
    assert desk.window.scan_panel.camera.text() == "Camera"


def test_a_camera_that_is_missing_has_its_sentence(desk: Desk, qtbot: QtBot) -> None:
    desk.camera.fail_with(UserError("There is no camera.", "", "Plug one in."))
    desk.window.scan_panel.camera.click()
    qtbot.waitUntil(lambda: desk.window.scan_panel.line == "There is no camera. Plug one in.")
    assert not desk.window.scan_panel.viewfinder.is_on


def test_a_camera_that_is_taken_away(desk: Desk, qtbot: QtBot) -> None:
    desk.window.scan_panel.camera.click()
    qtbot.waitUntil(lambda: desk.camera.started_with is not None)
    desk.camera.fault.emit(UserError("The camera doesn't start."))
    assert desk.window.scan_panel.line == "The camera doesn't start."
    assert desk.camera.started_with is None


def test_a_picture_from_a_file(desk: Desk, pushed_id: str, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.picture = tmp_path / "code.png"
    desk.files.picture.write_bytes(drawing.png(pushed_id, 400))
    desk.window.scan_panel.picture.click()
    add_opens(desk, pushed_id, qtbot)


def test_a_file_that_is_no_picture(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.picture = tmp_path / "code.png"
    desk.files.picture.write_bytes(b"no picture")
    desk.window.scan_panel.picture.click()
    qtbot.waitUntil(lambda: "not a picture" in desk.window.scan_panel.line)


def test_a_file_that_is_not_there(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.files.picture = tmp_path / "code.png"
    desk.window.scan_panel.picture.click()
    qtbot.waitUntil(lambda: "can't be opened" in desk.window.scan_panel.line)


def test_a_dropped_file(desk: Desk, pushed_id: str, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    file.write_bytes(drawing.png(pushed_id, 400))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert desk.window.scan_panel.take(data)
    add_opens(desk, pushed_id, qtbot)


def test_a_picture_on_the_clipboard(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    image = QImage.fromData(drawing.png(pushed_id, 400))
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(desk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    add_opens(desk, pushed_id, qtbot)


def test_a_text_pasted_into_the_field(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(f"My ID is {pushed_id}, thanks")
    field = desk.window.scan_panel.field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    add_opens(desk, pushed_id, qtbot)


def test_nothing_to_paste(desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    desk.window.scan_panel.paste()
    assert "nothing to paste" in desk.window.scan_panel.line


UNKNOWN = ("BCDEFGHJKLNPRS", "https://example.com/x", "\u202e\u202d", "x" * 5000)


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_code_is_one_line_and_no_dialog(desk: Desk, text: str, qtbot: QtBot) -> None:
    before = desk.window.scan_panel.line
    desk.window.scan_panel.look_up(text)
    qtbot.waitUntil(lambda: desk.window.scan_panel.line != before)
    assert QApplication.activeModalWidget() is None
    assert desk.window.floor.card.is_empty
    assert "\n" not in desk.window.scan_panel.line


def scan(code: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """As a USB scanner types it, into whatever has the focus."""
    QTest.keyClicks(focused(), code)
    QTest.keyClick(focused(), end)


def on_the_floor(desk: Desk, qtbot: QtBot) -> None:
    """With the focus on the list, which takes no text."""
    qtbot.waitUntil(lambda: bool(desk.window.floor.code.alias))
    desk.window.go_to(Screen.FLOOR)
    desk.window.floor.list.setFocus()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def add_opens(desk: Desk, pushed_id: str, qtbot: QtBot) -> None:
    """Nobody waits yet, so whoever is scanned can be added; the panel has the focus."""
    details = desk.window.floor.details
    qtbot.waitUntil(lambda: details.is_adding and details.add.hasFocus())
    shown = details.card.pushed_id
    qtbot.waitUntil(lambda: shown.text().replace(" ", "") == pushed_id)


def picture_of(text: str) -> Frame:
    gray = drawing.image(text, 480).convert("L")
    return Frame(gray.width, gray.height, gray.width, gray.tobytes())
