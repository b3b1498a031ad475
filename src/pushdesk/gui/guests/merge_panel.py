"""Where the other record of the same person is found, and the merged one is seen before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.i18n import _
from pushdesk.services.guest_records import Found


class MergePanel(QWidget):
    """`searched` carries what somebody types or scans, `chosen` a guest; `agreed` ends it."""

    searched = Signal(str)
    chosen = Signal(int)
    agreed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.begin = button(theme, _("Merge with another record …"), "git-merge")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Scan, or type a name, an ID or an e-mail"))
        self.search.setAccessibleName(_("The other record of this guest"))
        self.search.setMaxLength(200)
        self.told = label(wrap=True)
        self.merge = button(theme, _("Make them one"), "git-merge", "primary")
        self.leave = button(theme, _("Not now"))
        self._found = column()
        self._lay_out()
        self.begin.clicked.connect(self._open)
        self.leave.clicked.connect(self.close_panel)
        self.merge.clicked.connect(self.agreed)
        self.search.textChanged.connect(self.searched)
        self.close_panel()

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def take(self, text: str) -> None:
        """What was scanned."""
        self.search.setText(text)
        self.search.setFocus()

    def close_panel(self) -> None:
        self._inside.hide()
        self.begin.show()
        self.search.clear()
        self.ask_again("")

    def ask_again(self, told: str) -> None:
        """No other record is chosen."""
        empty(self._found)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.merge.hide()

    def offer(self, guests: Sequence[Found]) -> None:
        self.ask_again("" if guests or not self.search.text().strip() else _("Nobody matches."))
        for guest in guests:
            self._found.addWidget(self._button(guest))

    def preview(self, told: str) -> None:
        self.ask_again(told)
        self.merge.show()
        self.merge.setFocus()

    def _lay_out(self) -> None:
        self._inside = QFrame()
        self._inside.setProperty("role", "well")
        deeds = row(self.merge, self.leave, 1)
        self._inside.setLayout(
            column(self.search, self._found, self.told, deeds, margin=SIZES.grid * 2)
        )
        self.setLayout(column(row(self.begin, 1), self._inside))

    def _open(self) -> None:
        self.begin.hide()
        self._inside.show()
        self.search.setFocus()

    def _button(self, guest: Found) -> QWidget:
        parts = (words.who(guest.name, guest.pushed_id)[:40], guest.pushed_id[-5:], guest.email)
        made = button(self._theme, " · ".join(part for part in parts if part))
        made.clicked.connect(lambda: self.chosen.emit(guest.id))
        return made
