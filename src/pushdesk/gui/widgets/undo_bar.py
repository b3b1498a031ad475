"""The bar in the header that takes the last step back, for ten seconds."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from pushdesk.gui.double_tap import DoubleTap
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _

UNDO_MS = 10_000


class UndoBar(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "undo")
        self._what = ElidedLabel(role="strong")
        self._undo: Callable[[], None] | None = None
        self._double_tap = DoubleTap()
        self.button = button(theme, _("Undo"), "arrow-counter-clockwise", keys="Ctrl+Z")
        self.button.clicked.connect(self._take_back)
        layout = row(self._what, self.button)
        layout.setStretch(0, 1)
        layout.setContentsMargins(SIZES.grid * 2, SIZES.grid, SIZES.grid, SIZES.grid)
        self.setLayout(layout)
        self._timer = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._timer.timeout.connect(self._forget)
        self.hide()

    @property
    def sentence(self) -> str:
        """What can be taken back now; empty where nothing can."""
        return self._what.accessibleName() if not self.isHidden() else ""

    def offer(self, what: str, undo: Callable[[], None], word: str = "") -> None:
        """`word` is the button's where it does something else; then it has no key."""
        self._what.say(what)
        self.button.setText(word or _("Undo"))
        self.button.setAccessibleName(self.button.text())
        self.button.setShortcut("" if word else "Ctrl+Z")
        self._undo = undo
        self.show()
        self.raise_()
        self._timer.start()

    def _take_back(self) -> None:
        """What is offered in its place has not been read by who taps twice."""
        if self._double_tap.is_on:
            return
        self._double_tap.begin()
        undo, self._undo = self._undo, None
        self._forget()
        if undo is not None:
            undo()

    def _forget(self) -> None:
        self._timer.stop()
        self._undo = None
        self.hide()
