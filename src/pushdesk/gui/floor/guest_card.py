"""The details of one guest: who it is, the wait, how far the call has come, what can be done."""

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedLayout, QWidget

from pushdesk.domain import pushed_id
from pushdesk.domain.visits import Outcome
from pushdesk.gui.floor.call_box import CallBox
from pushdesk.gui.floor.calls import Call
from pushdesk.gui.floor.devices import Devices
from pushdesk.gui.floor.ended_panel import end
from pushdesk.gui.floor.recent import Recent
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.floor.visit_panel import Actions, Facts
from pushdesk.gui.floor.welcome import Welcome
from pushdesk.gui.theme import SIZES, TEXT_INDENT, Theme
from pushdesk.gui.widgets.dressing import card, column, label
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.guests import Card, Visit
from pushdesk.services.waiting_list import Row


class GuestCard(QFrame):
    """Empty until a party has been chosen or a guest has been scanned."""

    renamed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = QLineEdit()
        self.name.setProperty("role", "nickname")
        self.name.setPlaceholderText(_("Give a nickname"))
        self.name.setAccessibleName(_("Nickname"))
        self.name.setMaxLength(80)
        self.name.editingFinished.connect(self._rename)
        self.pushed_id = label(role="id")
        self._ended = label(role="strong")
        self.facts, self.other = Facts(theme), Actions(theme)
        self.call_box = CallBox(theme)
        self.devices, self.recent = Devices(theme), Recent(theme)
        self._stored_name = ""
        self._can_return = False
        self._stack = QStackedLayout(self)
        self._stack.addWidget(Welcome(theme))
        self._stack.addWidget(self._filled())

    @property
    def is_empty(self) -> bool:
        return self._stack.currentIndex() == 0

    def show_card(self, shown: Card, now: datetime) -> None:
        if not self.name.isModified() or not self.name.hasFocus():
            self.name.setText(shown.guest.name)
            self.name.setCursorPosition(0)
            self._stored_name = shown.guest.name
        self.pushed_id.setText(pushed_id.grouped(shown.guest.pushed_id))
        self._can_return = shown.ended is not None
        self._ended.setText(_end(shown.ended))
        self._ended.setVisible(self._can_return)
        self.call_box.show_card(shown, now)
        self.devices.show_card(shown)
        self._stack.setCurrentIndex(1)

    def show_calls(self, calls: Sequence[Call], now: datetime) -> None:
        self.recent.show_calls(calls, now)

    def show_row(self, shown: Row | None, on_row: Collection[Deed], now: datetime) -> None:
        """None for a guest who is not on the list; `on_row` as Actions takes it."""
        self.facts.setVisible(shown is not None)
        self.other.show_row(shown, on_row, now, can_return=self._can_return)
        if shown is not None:
            self.facts.show_row(shown)

    def clear(self) -> None:
        self._stack.setCurrentIndex(0)

    def _filled(self) -> QWidget:
        inside = QWidget()
        line = card("line")
        who = column(self.name, self.pushed_id, gap=0)
        for text in (self.pushed_id, self._ended):
            text.setIndent(TEXT_INDENT)
        self.pushed_id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = column(
            who, self._ended, self.facts, self.call_box, line, self.devices, self.recent, 1
        )
        inside.setLayout(parts)
        area = scroller(inside)
        # The bar lies in the margin.
        area.verticalScrollBar().rangeChanged.connect(
            lambda _low, high: parts.setContentsMargins(8, 4, 0 if high else 8, 4)
        )
        parts.setContentsMargins(8, 4, 8, 4)
        foot = QWidget()
        foot.setLayout(column(self.other, margin=SIZES.grid))
        whole = QWidget()
        whole.setLayout(column(area, foot, gap=0))
        return whole

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._stored_name:
            self._stored_name = name
            self.name.setModified(False)
            self.renamed.emit(name)


def _end(visit: Visit | None) -> str:
    if visit is None or visit.ended_at is None:
        return ""
    return end(Outcome(visit.standing), visit.ended_at)
