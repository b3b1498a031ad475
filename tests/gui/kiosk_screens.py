"""What guests and staff see beside the desk, in pictures: python -m tests.gui.kiosk_screens DIR."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from pushdesk.gui.board.view import Board
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.main_window import Screen
from pushdesk.gui.preferences.view import Page
from pushdesk.gui.program import Parts
from pushdesk.gui.staff.at_the_desk import AtTheDesk
from pushdesk.gui.training import TrainingStrip
from pushdesk.practice.checklist import Task
from pushdesk.services import staff, visits, waiting_list
from pushdesk.services.staff import Role
from pushdesk.services.waiting_list import Party
from tests import house as houses
from tests.gui.desk_fixture import Desk, desk_for, parts_for
from tests.gui.screen_tools import SIZE, SMALL, settle, wait_until
from tests.house import House

THEMES = ("light", "dark")
SIZES = (SIZE, SMALL)
HOLD = timedelta(minutes=10)
Look = Callable[[str, QWidget], None]


class Silent:
    """A speaker that nobody hears."""

    def chime(self) -> None: ...

    def say(self, text: str) -> None: ...


class Pupils:
    """Simulated guests that nobody scans."""

    def practice_guests(self) -> list[tuple[str, str]]:
        return [(name, name) for name in ("Ada, iPhone", "Ben, Android", "Cleo, gone", "Dan, late")]


def main(folder: Path) -> int:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for size in SIZES:
            show(application, theme, size, _saver(folder, f"{size.width()}-{theme}"))
    return 0


def show(application: QApplication, theme: str, size: QSize, look: Look) -> None:
    """`look` is called for each picture, with its name and what it shows."""

    def settled(name: str, widget: QWidget) -> None:
        for _round in range(4):
            application.processEvents()
        look(name, widget)

    with _house() as house, parts_for(house, theme) as parts:
        _kiosk(house, parts, size, settled)
        _board(house, parts, size, settled)
    with _house() as house, desk_for(house, theme) as desk:
        desk.window.resize(size)
        desk.window.show()
        desk.window.activateWindow()
        _staff(desk, settled)
    with _house() as house, desk_for(house, theme, Pupils()) as desk:
        desk.window.resize(size)
        desk.window.show()
        _training(desk, settled)


def _saver(folder: Path, end: str) -> Look:
    return lambda name, widget: _save(widget, folder / f"{name}-{end}.png")


def _save(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))


@contextmanager
def _house() -> Iterator[House]:
    with tempfile.TemporaryDirectory() as data:
        store = houses.open_in(Path(data))
        house = houses.build(store)
        house.channel()
        yield house
        store.close()


def _kiosk(house: House, parts: Parts, size: QSize, look: Look) -> None:
    for number in range(3):
        waiting_list.add(house.ctx, Party(size=number + 1))
    kiosk = Kiosk(parts)
    kiosk.resize(size)
    kiosk.show()
    wait_until(lambda: not kiosk.view.is_empty and kiosk.ahead.text() != "")
    look("kiosk", kiosk)
    kiosk.guide.steps.phones.chosen.emit("iphone")
    kiosk.guide.begin()
    kiosk.guide.check_in.name.setText("Mara")
    look("kiosk-check-in", kiosk)
    kiosk.guide.check_in.join.click()
    wait_until(lambda: kiosk.guide.thanks != "")
    look("kiosk-joined", kiosk)
    kiosk.leaving.show_pin("4711")
    kiosk.leave.click()
    look("kiosk-pin", kiosk)
    kiosk.close()
    kiosk.deleteLater()


def _board(house: House, parts: Parts, size: QSize, look: Look) -> None:
    board = Board(parts, Silent())
    board.resize(size)
    board.show()
    wait_until(lambda: board.venue.accessibleName() != "")
    look("board-empty", board)
    for place in ("Table 4", "Bar", "", "Terrace", "Table 9", "Table 11"):
        guest = waiting_list.add(house.ctx, Party(place=place)).guest_id
        visits.notify(house.ctx, guest, HOLD)
        house.clock.advance(timedelta(minutes=2))
        if place in {"Bar", "Table 9", ""}:
            visits.seat(house.ctx, guest)
    wait_until(lambda: len(board.cards) == 3 and board.recent == 3)
    look("board", board)
    board.close()
    board.deleteLater()


def _staff(desk: Desk, look: Look) -> None:
    window, ctx = desk.window, desk.house.ctx
    here = AtTheDesk(desk.inputs, desk.parts, window.header, window.rail, window)
    wait_until(lambda: here.shift.knows)
    window.go_to(Screen.PREFERENCES)
    olga = staff.add(ctx, "Olga Marchetti", "1111", Role.OWNER)
    wait_until(lambda: here.shift.person is not None)
    staff.add(ctx, "Hugo", "2222", Role.HOST)
    acting = staff.as_staff(ctx, olga.id)
    for name in ("Blue Fox", "Grey Owl", "Red Kite"):
        guest = waiting_list.add(acting, Party(name=name)).guest_id
        visits.notify(acting, guest, HOLD)
    window.preferences.turn_to(Page.STAFF)
    settle(desk)
    look("staff", window)
    window.go_to(Screen.FLOOR)
    here.lock.ask()
    settle(desk)
    look("staff-switch", window)
    here.lock.pad.back.click()
    here.shift.lock()
    settle(desk)
    look("locked", window)
    here.stop()


def _training(desk: Desk, look: Look) -> None:
    desk.window.go_to(Screen.FLOOR)
    settle(desk)
    strip = desk.window.findChild(TrainingStrip)
    assert strip is not None
    strip.tasks.show_done(list(Task)[:3])
    look("training", desk.window)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1])))
