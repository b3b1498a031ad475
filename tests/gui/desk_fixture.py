"""The whole window on a house's services, with fakes behind its seams."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from pushdesk.gui.alarms import Alarms
from pushdesk.gui.background import Background
from pushdesk.gui.double_tap import DoubleTaps
from pushdesk.gui.event_bridge import EventBridge
from pushdesk.gui.input_filter import InputFilter
from pushdesk.gui.main_window import MainWindow
from pushdesk.gui.notices import Notices
from pushdesk.gui.program import Parts, Training
from pushdesk.gui.scan.keyboard import KeyboardScanner
from pushdesk.gui.theme import Theme
from tests.gui.fakes import FakeCamera, FakeFiles, Sender
from tests.house import House


@dataclass
class Desk:
    house: House
    parts: Parts
    window: MainWindow
    camera: FakeCamera
    files: FakeFiles
    sender: Sender
    sounds: list[str]
    scanner: KeyboardScanner
    inputs: InputFilter


@contextmanager
def parts_for(house: House, choice: str = "light") -> Iterator[Parts]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = Theme(application, choice)
    background, events, notices = Background(), EventBridge(house.ctx.bus), Notices()
    try:
        yield Parts(house.ctx, background, events, notices, theme, FakeFiles())
    finally:
        events.stop()
        background.stop()
        for part in (background, events, notices, theme):
            part.deleteLater()
        clear_away()


@contextmanager
def desk_for(
    house: House, choice: str = "light", training: Training | None = None
) -> Iterator[Desk]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    # A test is quicker than any hand: its second tap is not the second half of a double one.
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    with parts_for(house, choice) as parts:
        assert isinstance(parts.files, FakeFiles)
        inputs = InputFilter(application)
        camera, scanner, alarms = FakeCamera(), KeyboardScanner(inputs), Alarms(parts)
        sounds: list[str] = []
        window = MainWindow(parts, lambda: camera, scanner, training, sounds.append)
        inputs.add(DoubleTaps())
        scanner.start()
        try:
            sender = Sender(house)
            yield Desk(house, parts, window, camera, parts.files, sender, sounds, scanner, inputs)
        finally:
            window.close()
            scanner.stop()
            QApplication.setDoubleClickInterval(usual)
            for part in (inputs, alarms, camera, window):
                part.deleteLater()
            clear_away()


def clear_away() -> None:
    """Deletes what was told to go, now and not at some later test."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
