"""Renders every screen, light and dark, to PNG: python -m tests.gui.screens OUT_DIR [STORY ...]."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests import house as houses
from tests.gui import (
    channels_screens,
    composer_screens,
    evening_screens,
    history_screens,
    kiosk_screens,
    owner_screens,
    rules_screens,
)
from tests.gui.desk_fixture import Desk, desk_for
from tests.gui.screen_tools import CROWD, SIZE, Story, add_crowd, settle

Tell = Callable[[Desk, Path], Story]
Look = Callable[[str, QWidget], None]
THEMES = ("light", "dark")
# In the name of each picture that takes a hundred thousand rows.
LARGE = "100000"


def main(folder: Path, names: Iterable[str]) -> int:
    """All the stories where none is named."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    known = stories()
    for name in names or known:
        for theme in THEMES:
            show(known[name], theme, _saver(folder, theme))
    if not names:
        kiosk_screens.main(folder)
    return 0


def stories() -> dict[str, Tell]:
    return {
        "evening": lambda desk, _folder: evening_screens.story(desk),
        "owner": owner_screens.story,
        "channels": lambda desk, _folder: channels_screens.story(desk),
        "composer": _composer,
        "rules": rules_screens.story,
        "history": history_screens.story,
    }


def show(tell: Tell, theme: str, look: Look, *, large: bool = True) -> None:
    """`look` is called for each picture of the story, with its name and the window or what popped
    up over it.
    """
    with tempfile.TemporaryDirectory() as data:
        store = houses.open_in(Path(data))
        with desk_for(houses.build(store), theme) as desk:
            desk.window.resize(SIZE)
            desk.window.show()
            desk.window.activateWindow()
            for name, prepare in tell(desk, Path(data)):
                if large or LARGE not in name:
                    prepare()
                    settle(desk)
                    look(name, QApplication.activePopupWidget() or desk.window)
        store.close()


def _composer(desk: Desk, _folder: Path) -> Story:
    return composer_screens.story(desk, lambda alias: add_crowd(desk.house, alias, CROWD))


def _saver(folder: Path, theme: str) -> Look:
    return lambda name, window: _save(window, folder / f"{name}-{theme}.png")


def _save(window: QWidget, path: Path) -> None:
    window.grab().save(str(path))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
