"""What rules did for whom, and why or why not: of one rule, or of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging, words
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import guest_records, rules
from pushdesk.services.guest_records import Found
from pushdesk.services.rules import LogLine

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


class Log(QWidget):
    """Of one rule, or of all of them."""

    def __init__(self, parts: Parts, *, of_all: bool = False) -> None:
        super().__init__()
        self._ctx = parts.ctx
        self._rule_id: str | None = None
        self._of_all = of_all
        self.guest = GuestFilter(parts)
        self.model = PagedModel(_columns(of_all=of_all), _key, parts.theme, self)
        self.table = paging.table(self.model, _("What ran and why"))
        self.pages = Pages(parts.background, self.model, self._fetch)
        self._none = label(_("Nothing has run yet."), "soft")
        self._whole = label(wrap=True)
        self._none.hide()
        self._whole.hide()
        layout = column(self.guest, self._none, self.table, self._whole, 0, gap=12)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.guest.chosen.connect(lambda _guest: self.pages.anew())
        self.pages.shown.connect(self._shown)
        self.table.selectionModel().currentRowChanged.connect(self._tell_whole)

    @property
    def sentences(self) -> list[str]:
        """Those that are loaded, the latest first."""
        rows = (self.model.row_at(number) for number in range(self.model.rowCount()))
        return [row.sentence for row in rows if row is not None]

    @property
    def whole(self) -> str:
        return "" if self._whole.isHidden() else self._whole.text()

    def show_rule(self, rule_id: str) -> None:
        """Empty for a rule that isn't stored yet."""
        if rule_id != self._rule_id:
            self._rule_id = rule_id
            self.pages.anew()

    def again(self) -> None:
        """Something may have run since."""
        if self._of_all or self._rule_id:
            self.pages.again()

    def _fetch(self, first: int, number: int) -> Sequence[LogLine]:
        if not self._of_all and not self._rule_id:
            return ()
        guest_id = self.guest.guest_id or None
        return rules.log(self._ctx, self._rule_id, guest_id, first + number)[first:]

    def _shown(self) -> None:
        empty = self.model.rowCount() == 0
        self._none.setVisible(empty)
        self.table.setVisible(not empty)
        self._whole.setVisible(not empty and self.table.currentIndex().isValid())

    def _tell_whole(self, index: QModelIndex, _before: QModelIndex) -> None:
        """A line that is longer than its column can be read without a mouse."""
        row = self.model.row_at(index.row())
        self._whole.setVisible(row is not None)
        if row is not None:
            self._whole.setText(f"{row.guest}: {row.sentence}")


def _columns(*, of_all: bool) -> tuple[Column[LogLine], ...]:
    time = Column[LogLine](_("Time"), lambda line: _time(line.at.astimezone()), 220)
    rule = Column[LogLine](_("Rule"), lambda line: line.rule, 200)
    guest = Column[LogLine](_("Guest"), lambda line: line.guest, 176)
    what = Column[LogLine](_("What ran and why"), lambda line: line.sentence)
    return (time, rule, guest, what) if of_all else (time, guest, what)


def _key(line: LogLine) -> tuple[object, ...]:
    return line.at, line.rule, line.guest_id, line.sentence


class Everything(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.back = icon_button(parts.theme, "arrow-left", _("Back to all rules"), "ink")
        self.log = Log(parts, of_all=True)
        head = row(self.back, label(_("What ran and why"), "title"), 1, gap=12)
        layout = column(head, self.log, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)


def _time(at: datetime) -> str:
    """To the second: what ran first tells why."""
    return f"{words.day(at)} {at:%H:%M:%S}"
