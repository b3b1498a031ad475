"""The waiting list: rows in the order of joining, which stand still while a finger is near."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pushdesk.gui.floor.ended_panel import EndedRow
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.floor.waiting_row import WaitingRow
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, mark
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.i18n import _
from pushdesk.services.recalls import Ended
from pushdesk.services.waiting_list import Row

FREEZE_MS = 2_000
_GAP = 4
_STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8,
}  # fmt: skip
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class WaitingList(QScrollArea):
    """`wanted` carries a guest's id and a Deed, `chosen` a guest's id.

    While the pointer is down and two seconds after, no row changes its place: who is off the list
    stays as a grey row, who is new stands at the end. Below the last row, `ended` leads to who has
    left.
    """

    wanted = Signal(int, object)
    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._data: dict[int, Row] = {}
        self._order: list[int] = []
        self._ended: tuple[Ended, ...] = ()
        self.left: tuple[EndedRow, ...] = ()
        self._now: datetime | None = None
        self._narrow = False
        self._is_down = False
        self.current = 0
        self.rows: dict[int, WaitingRow] = {}
        self._thaw = QTimer(self, singleShot=True, interval=FREEZE_MS)
        self._thaw.timeout.connect(self._arrange)
        self._lay_out()

    @property
    def order(self) -> tuple[int, ...]:
        """The guests from the top down."""
        return tuple(self._order)

    @property
    def is_frozen(self) -> bool:
        return self._is_down or self._thaw.isActive()

    @property
    def nobody(self) -> str:
        """What is said where there is no row; empty where there is one."""
        return self._nobody.told if not self._order else ""

    def row_of(self, guest_id: int) -> Row | None:
        return self._data.get(guest_id)

    def offers(self, guest_id: int) -> frozenset[Deed]:
        """What the buttons of this guest's row do; nothing where no row is shown."""
        return self.rows[guest_id].offers if guest_id in self.rows else frozenset()

    def show_rows(self, rows: Sequence[Row], now: datetime, nobody: str = "") -> None:
        """`nobody` says why no row fits; empty where nobody waits at all."""
        self._now = now
        if nobody:
            self._nobody.say(
                "magnifying-glass", nobody, _("Esc shows everybody again."), has_deed=False
            )
        else:
            self._nobody.say(*_none_at_all())
        self._data = {row.guest_id: row for row in rows}
        self._arrange()

    def show_ended(self, ended: Sequence[Ended]) -> None:
        """Below the rows, who fits a search and has left the list."""
        if tuple(ended) == self._ended:
            return
        self._ended = tuple(ended)
        empty(self._left)
        self.left = tuple(self._new_ended(one) for one in ended)

    def _new_ended(self, one: Ended) -> EndedRow:
        made = EndedRow(self._theme, one)
        made.back.clicked.connect(lambda: self.wanted.emit(one.guest_id, Deed.RECALL))
        self._left.addWidget(made)
        return made

    def show_busy(self, guest_id: int, word: str) -> None:
        if guest_id in self.rows:
            self.rows[guest_id].show_busy(word)
            if not word and self._now is not None:
                self.rows[guest_id].tick(self._now)

    def show_waits(self, guest_id: int) -> None:
        """The call goes out in a moment."""
        if guest_id in self.rows:
            self.rows[guest_id].show_waits()

    def tick(self, now: datetime) -> None:
        self._now = now
        for row in self.rows.values():
            row.tick(now)

    def choose(self, guest_id: int) -> None:
        """Silent; 0 for nobody."""
        before, self.current = self.current, guest_id
        for number in {before, guest_id}:
            self._show_chosen(number)
        if guest_id in self.rows:
            self.ensureWidgetVisible(self.rows[guest_id], 0, SIZES.grid)

    def make_narrow(self, *, narrow: bool) -> None:
        """Rows with fewer columns, for a small window."""
        if narrow != self._narrow:
            self._narrow = narrow
            for row in self.rows.values():
                row.make_narrow(narrow=narrow)

    def hold(self, is_down: bool) -> None:
        """A pointer is down somewhere in the list, or up again."""
        self._is_down = is_down
        if is_down:
            self._thaw.stop()
        else:
            self._thaw.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_chosen(self.current)
        if event.reason() in _BY_KEY and self.current in self.rows:
            self.ensureWidgetVisible(self.rows[self.current], 0, SIZES.grid)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_chosen(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and self._order:
            self._step(step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._order:
            self._step(len(self._order) * (-1 if event.key() == Qt.Key.Key_Home else 1))
        else:
            event.ignore()  # Space, Enter and the letters belong to the screen

    def _step(self, by: int) -> None:
        at = self._order.index(self.current) + by if self.current in self._order else 0
        guest_id = self._order[max(0, min(at, len(self._order) - 1))]
        self.choose(guest_id)
        self.chosen.emit(guest_id)

    def _arrange(self) -> None:
        wanted = list(self._data)
        if self.is_frozen:
            known = set(self._order)
            wanted = self._order + [number for number in wanted if number not in known]
        for number in set(self.rows) - set(wanted):
            gone = self.rows.pop(number)
            gone.hide()
            gone.deleteLater()
        for place, number in enumerate(wanted):
            self._put(place, number)
        self._order = wanted
        self._none.setVisible(not wanted)
        self._show_chosen(self.current)

    def _put(self, place: int, guest_id: int) -> None:
        made = self.rows.get(guest_id)
        is_new = made is None
        if made is None:
            made = self.rows[guest_id] = self._new(guest_id)
        if place >= len(self._order) or self._order[place] != guest_id:
            self._list.insertWidget(place, made)
            if not is_new:
                made.show_moved()
        data = self._data.get(guest_id)
        if data is None:
            made.show_gone()
        elif self._now is not None:
            made.show_row(data, self._now)

    def _new(self, guest_id: int) -> WaitingRow:
        made = WaitingRow(self._theme)
        made.wanted.connect(lambda deed: self.wanted.emit(guest_id, deed))
        made.chosen.connect(lambda: self._pressed(guest_id))
        made.held.connect(self.hold)
        made.make_narrow(narrow=self._narrow)
        return made

    def _show_chosen(self, guest_id: int) -> None:
        """The chosen row shows where the keys go; without one the whole list does."""
        if guest_id in self.rows:
            is_it = guest_id == self.current
            self.rows[guest_id].show_chosen(chosen=is_it, has_keys=self.hasFocus())
        mark(self, "bare", "no" if self.current in self.rows else "yes")

    def _pressed(self, guest_id: int) -> None:
        self.choose(guest_id)
        self.setFocus()
        self.chosen.emit(guest_id)

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Waiting list"))
        self.setProperty("role", "list")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._nobody = Nothing(self._theme, *_none_at_all(), _("Add a party  N"), "user-plus")
        self.add = self._nobody.deed
        self._none = QFrame()
        self._none.setLayout(column(self._nobody, margin=SIZES.grid * 3))
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(_GAP)
        self.ended = button(self._theme, _("Who has left the list  F6"), "clock-counter-clockwise")
        self._inside = QWidget()
        self._left = column(gap=_GAP)
        self._inside.setLayout(column(self._list, self._none, self._left, self.ended, 1))
        self.setWidget(self._inside)


def _none_at_all() -> tuple[str, str, str]:
    """Icon, title and text."""
    return (
        "users-three",
        _("The list is empty"),
        _("Scan a guest's code, or add a party that has no phone. Each gets a row here."),
    )
