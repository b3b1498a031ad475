"""Finds the one guest whose story is wanted, as somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.i18n import _
from pushdesk.services import guest_records
from pushdesk.services.guest_records import Found

_OFFERED = 4
_LONGEST = 20


@dataclass(frozen=True)
class _Answer:
    text: str
    guests: Sequence[Found]


class GuestFilter(QWidget):
    """`chosen` carries a guest, 0 for all of them."""

    chosen = Signal(int)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._guest_id = 0
        self.offers: list[QPushButton] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Only one guest: name or Pushed ID"))
        self.field.setAccessibleName(_("Only one guest: name or Pushed ID"))
        self.field.setMaxLength(200)
        self.all = button(parts.theme, _("All guests"), "users")
        self.all.hide()
        self._none = label(_("No guest is called that."), "small")
        self._none.hide()
        self._offers = row()
        line = row(self.field, self.all)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._offers, self._none))
        self._search = Refresh(parts.background, self._look, self._show, self)
        self.field.textEdited.connect(lambda _text: self._search.ask())
        self.field.returnPressed.connect(self._first)
        self.all.clicked.connect(self.clear)

    @property
    def guest_id(self) -> int:
        return self._guest_id

    def clear(self) -> None:
        self.field.clear()
        self._choose(0)

    def choose(self, guest_id: int, name: str) -> None:
        self.field.setText(name)
        self._choose(guest_id)

    def _look(self) -> _Answer:
        text = self.field.text().strip()
        found = guest_records.search(self._parts.ctx, text, _OFFERED) if text else ()
        return _Answer(text, found)

    def _show(self, answer: _Answer) -> None:
        """An answer to what is no longer in the field comes too late."""
        if answer.text != self.field.text().strip():
            return
        self._forget_offers()
        for guest in answer.guests:
            self._offer(guest)
        self._offers.addStretch(1)
        self._none.setVisible(bool(answer.text) and not answer.guests)
        if not answer.text and self._guest_id:
            self._choose(0)

    def _offer(self, guest: Found) -> None:
        name = words.who(guest.name, guest.pushed_id)
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        made = button(self._parts.theme, short, "user")
        made.setAccessibleName(_("Only {guest}").format(guest=name))
        made.clicked.connect(lambda: self.choose(guest.id, name))
        self.offers.append(made)
        self._offers.addWidget(made)

    def _first(self) -> None:
        if self.offers:
            self.offers[0].click()

    def _forget_offers(self) -> None:
        self.offers = []
        empty(self._offers)

    def _choose(self, guest_id: int) -> None:
        self._forget_offers()
        self._none.hide()
        self.all.setVisible(bool(guest_id))
        self._guest_id = guest_id
        self.chosen.emit(guest_id)
