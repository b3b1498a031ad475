"""Puts guests into a list that is kept by hand: scanned, typed, found, or the one shown last."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.tags import Tag, Tags
from pushdesk.i18n import _


class Adding(QFrame):
    """`typed` carries a Pushed ID as somebody wrote it; `known_wanted` a guest who is offered.

    `searched` carries the text as somebody types; `show_found` answers it.
    """

    typed = Signal(str)
    known_wanted = Signal(int)
    searched = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._guest_id = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Scan, or type a name or a Pushed ID"))
        self.field.setAccessibleName(_("Name or Pushed ID of a guest to add"))
        self.field.setMaxLength(200)
        self.add = button(theme, _("Add"), "user-plus")
        self.found = Tags(theme, _("Add {name}"))
        self.shown = button(theme, "", "user-plus")
        self.shown.hide()
        self._told = label(role="small", wrap=True)
        self._told.hide()
        line = row(self.field, self.add)
        line.setStretch(0, 1)
        self.setLayout(
            column(line, self.found, row(self.shown, 1), self._told, margin=SIZES.grid * 2)
        )
        self.field.textChanged.connect(self._search)
        self.found.clicked.connect(self.known_wanted.emit)
        self.field.returnPressed.connect(self._want)
        self.add.clicked.connect(self._want)
        self.shown.clicked.connect(lambda: self.known_wanted.emit(self._guest_id))

    @property
    def told(self) -> str:
        return self._told.text()

    def offer(self, guest_id: int, who: str) -> None:
        """The guest on the floor or in the open record; 0 takes the offer back."""
        self._guest_id = guest_id
        text = _("Add {guest}").format(guest=_short(who))
        self.shown.setText(text)
        self.shown.setAccessibleName(_("Add {guest}").format(guest=who))
        self.shown.setVisible(bool(guest_id))

    def show_found(self, text: str, found: Sequence[Tag]) -> None:
        """`value` of each is a guest's number; an answer to another text comes too late."""
        if text == self.field.text():
            self.found.show_tags(found)

    def tell(self, text: str, tone: str) -> None:
        """`tone`: green for done, amber for a text that is nobody's."""
        self._told.setText(text)
        self._told.setVisible(bool(text))
        mark(self._told, "tone", tone)

    def done(self, text: str) -> None:
        self.field.clear()
        self.tell(text, "green")

    def _search(self, text: str) -> None:
        self.found.show_tags(())
        self.searched.emit(text)

    def _want(self) -> None:
        """The one who is found; else the text is an ID, whole as a scanner types it."""
        if not self.field.text().strip():
            self.field.setFocus()
        elif len(self.found.chips) == 1:
            self.found.chips[0].click()
        elif self.found.chips:
            self.tell(_("Several are called so. Choose one of them."), "amber")
        else:
            self.typed.emit(self.field.text())


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
