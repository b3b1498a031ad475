"""F1: every key of the desk on one card, in place of tooltips that a finger can't see."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.overlay import Overlay
from pushdesk.i18n import _

_LINES = 14


class Help(Overlay):
    """Lies over the window; Esc or F1 closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("role", "help")
        self.setAccessibleName(_("Keys"))
        self._close = button(theme, _("Close"), "x", keys="Esc")
        self._close.clicked.connect(self.hide)
        head = row(label(_("Keys"), "title"), 1, self._close)
        self.setLayout(column(head, self._keys(), gap=SIZES.grid * 3, margin=SIZES.grid * 3))
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.hide()
            return
        self.adjustSize()
        around = self._window.rect()
        self.move(around.center() - self.rect().center())
        self.show()
        self.raise_()
        self._close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(SIZES.grid * 2)
        made.setVerticalSpacing(12)
        for number, (keys, meaning) in enumerate(_all()):
            half, line = divmod(number, _LINES)
            made.addWidget(label(keys, "keys"), line, half * 2)
            made.addWidget(label(meaning), line, half * 2 + 1)
        return made


def _all() -> tuple[tuple[str, str], ...]:
    return (
        (_("Scanner"), _("Scan, whatever has the focus")),
        (_("/ or a letter"), _("Find a party or type a Pushed ID")),
        (_("Space"), _("Notify the chosen party")),
        (_("Enter"), _("Seat the chosen party once it is called")),
        ("R", _("Call again")),
        ("X", _("No-show")),
        (_("Backspace"), _("Wrong call: the party waits again")),
        ("F6", _("Who has left the list, to bring back")),
        ("N", _("Add a party without a phone")),
        ("B", _("Running late, Enter adds ten minutes")),
        ("F2 … F5", _("Notify the next party of a lane")),
        (_("1 … 9"), _("Size of the party that is added")),
        (_("Ctrl+Enter"), _("Notify the chosen party; in the composer: send")),
        ("Ctrl+V", _("Paste an ID or a picture of a code")),
        ("Ctrl+K", _("Camera on and off")),
        ("Ctrl+O", _("Picture of a code from a file")),
        ("Ctrl+1 … 3", _("Floor, Channels, History")),
        ("Ctrl+4 … 6", _("Preferences, Guests, Audiences")),
        (_("Ctrl+7, 8"), _("Compose, Rules")),
        ("F11", _("Subscribe code full screen, Esc leaves")),
        ("Ctrl+N", _("New channel, new audience")),
        ("Ctrl+S", _("Save the code, the list or the audience")),
        ("Ctrl+I", _("Import a list of guests")),
        ("Ctrl+P", _("Print the channel's code")),
        ("Ctrl+Shift+C", _("Copy the channel's link")),
        ("Ctrl+Del", _("Erase the guest whose record is open")),
        ("Ctrl+Z", _("Undo, for ten seconds")),
        ("F1", _("This help")),
    )
