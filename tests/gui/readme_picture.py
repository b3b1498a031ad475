"""The picture in the README, light, small in bytes: python -m tests.gui.readme_picture FILE.png."""

import io
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from pushdesk.services import waiting_list
from pushdesk.services.waiting_list import Party
from tests import house as houses
from tests.gui.desk_fixture import Desk, desk_for
from tests.gui.evening_screens import Evening
from tests.gui.screen_tools import SIZE, settle, wait_until
from tests.house import PIXEL

_COLOURS = 128
_A_WHILE = timedelta(minutes=6)


def main(file: Path) -> int:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as data:
        store = houses.open_in(Path(data))
        with desk_for(houses.build(store), "light") as desk:
            desk.window.resize(SIZE)
            desk.window.show()
            desk.window.activateWindow()
            _busy_evening(desk)
            _save(desk.window.grab(), file)
        store.close()
    return 0


def _busy_evening(desk: Desk) -> None:
    """Every state that a newcomer should see, and no news in the way of the counts."""
    evening, ctx = Evening(desk), desk.house.ctx
    settle(desk)  # a first start leads to the channels
    for step in (evening.open, evening.scan, evening.calm):
        step()
        settle(desk)
    waiting_list.add(ctx, Party(name="Silver Otter", size=2, quote_minutes=10))
    for name, size in (("Golden Eagle", 5), ("Black Swan", 3)):
        evening.joins(name, size, (), PIXEL)
        evening.tested()
    desk.house.clock.advance(_A_WHILE)
    for step in (evening.call, evening.reached, evening.no_sign):
        step()
        settle(desk)
    evening.answers()
    waiting_list.add(ctx, Party(name="Blue Fox", size=4, source="kiosk"))
    desk.house.clock.advance(timedelta(seconds=75))
    desk.window.floor.open_guest(evening.heron)
    settle(desk)
    desk.window.undo_bar.hide()
    wait_until(lambda: not desk.window.floor.summary.told)
    settle(desk)


def _save(picture: QPixmap, file: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1])))
