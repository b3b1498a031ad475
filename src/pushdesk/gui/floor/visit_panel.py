"""The chosen party's wait: size, notes, answers, what to say about the phone, and what to do."""

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from pushdesk.domain.visits import CALLED, State
from pushdesk.gui.floor import row_look
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.theme import SIZES, TEXT_INDENT, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark
from pushdesk.gui.widgets.state_mark import StateMark
from pushdesk.i18n import _
from pushdesk.services.waiting_list import PhoneKind, RingState, Row


class Facts(QWidget):
    """What is known of the wait, and the one sentence to say to the guest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._party = label(role="strong", wrap=True)
        self._wait = label(role="small", wrap=True)
        self._answer = StateMark(theme)
        self._hint = label(role="small", wrap=True)
        lines = column(self._party, self._wait, self._answer, self._hint, gap=2)
        lines.setContentsMargins(TEXT_INDENT, 0, 0, 0)
        self.setLayout(lines)

    @property
    def hint(self) -> str:
        return self._hint.text()

    @property
    def party(self) -> str:
        return self._party.text()

    def show_row(self, shown: Row) -> None:
        self._answer.show_look(row_look.wait_look(shown))
        self._party.setText(_party(shown))
        self._wait.setText(_wait(shown))
        hint = _hint(shown)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        is_bad = shown.ring.state in (RingState.AMBER, RingState.RED) or not shown.phone.can_ring
        mark(self._hint, "tone", "amber" if is_bad else "soft")


class Actions(QWidget):
    """Whatever the row has no button for; `wanted` carries a Deed."""

    wanted = Signal(object)
    edit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.seat = self._button(theme, _("Seat"), Deed.SEAT)
        self.edit = button(theme, _("Change"))
        self.edit.clicked.connect(self.edit_wanted)
        self.left = self._button(theme, _("Has left"), Deed.LEAVE)
        self.no_show = self._button(theme, _("No-show  X"), Deed.NO_SHOW, "danger")
        self.decline = self._button(theme, _("Decline"), Deed.DECLINE, "danger")
        self.correct = self._button(theme, _("Wrong call"), Deed.CORRECT)
        self.again = self._button(theme, _("Again  R"), Deed.AGAIN)
        self.recall = self._button(theme, _("Bring back"), Deed.RECALL)
        ends = _grid(self.seat, self.no_show)
        ends.addWidget(self.decline, 0, 1)
        self._ends = QWidget()
        self._ends.setLayout(ends)
        for each in (self.seat, self.no_show, self.decline):
            self._keeps_its_place(each)
        rest = _grid(self.edit, self.left, self.correct, self.again)
        rest.addWidget(self.recall, 1, 1)
        self.setLayout(column(self._ends, rest))

    def show_row(
        self, shown: Row | None, on_row: Collection[Deed], now: datetime, *, can_return: bool
    ) -> None:
        """`on_row` are deeds that the row itself has buttons for: nobody needs two for one thing.

        `can_return`: who is off the list can be brought back.
        """
        pending = shown is not None and shown.state is State.PENDING
        ends = {
            self.seat: shown is not None and Deed.SEAT not in on_row,
            self.no_show: shown is not None and not pending and Deed.NO_SHOW not in on_row,
            self.decline: pending and Deed.DECLINE not in on_row,
        }
        for each, wanted in ends.items():
            each.setVisible(wanted)
        self._ends.setVisible(any(ends.values()))
        for each in (self.edit, self.left, self.correct):
            each.setVisible(shown is not None)
        self.again.setVisible(shown is not None and Deed.AGAIN not in on_row)
        self.recall.setVisible(shown is None and can_return)
        if shown is not None:
            self._enable(shown, now)

    def _enable(self, shown: Row, now: datetime) -> None:
        pending = shown.state in (State.PENDING, State.CANCELLED)
        self.seat.setEnabled(not pending)
        self.left.setEnabled(shown.state is not State.CANCELLED)
        self.no_show.setEnabled(not pending)
        self.correct.setEnabled(shown.state in CALLED)
        again = row_look.again(shown, now)
        self.again.setEnabled(shown.state in CALLED and again.ready)
        self.again.setText(_("Again  R") if again.ready else again.text)

    def _keeps_its_place(self, hidden: QPushButton) -> None:
        policy = hidden.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        hidden.setSizePolicy(policy)

    def _button(self, theme: Theme, text: str, deed: Deed, kind: str = "quiet") -> QPushButton:
        made = button(theme, text, kind=kind)
        made.clicked.connect(lambda: self.wanted.emit(deed))
        return made


def _grid(*buttons: QPushButton) -> QGridLayout:
    """In two columns."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(SIZES.grid)
    for number, each in enumerate(buttons):
        made.addWidget(each, number // 2, number % 2)
    return made


def _party(row: Row) -> str:
    size = _("{n} people").format(n=row.size) if row.size != 1 else _("1 person")
    number = _("no. {n}").format(n=row.number) if row.number else ""
    return " · ".join(part for part in (size, number, row.place, *row.notes) if part)


def _wait(row: Row) -> str:
    parts = [_("since {time}").format(time=f"{row.joined_at.astimezone():%H:%M}")]
    if row.quote_minutes:
        parts.append(_("quote {n} min").format(n=row.quote_minutes))
    if row.times_called:
        parts.append(_("called ×{n}").format(n=row.times_called))
    if row.warn_ahead:
        parts.append(_("wants to know at {n} ahead").format(n=row.warn_ahead))
    parts.append(row.channel_name)
    return " · ".join(part for part in parts if part)


def _hint(row: Row) -> str:
    """The test ring knows best; else what the kind of phone calls for, until the page has rung."""
    if row.page_shown_at is not None:
        return ""
    unheard = _("No phone: call the name.") if row.phone.kind is PhoneKind.NONE else ""
    return row.ring.reason or row.phone.sentence or unheard
