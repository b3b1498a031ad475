"""Who has left the list within two hours; each can be brought back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from pushdesk.domain.visits import Outcome
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import kept_rows
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.recalls import Ended


class EndedRow(QFrame):
    def __init__(self, theme: Theme, shown: Ended) -> None:
        super().__init__()
        self.setProperty("role", "row")
        told = end(shown.outcome, shown.ended_at)
        self.setAccessibleName(f"{shown.name}, {told}")
        self.back = button(theme, _("Bring back"))
        self.back.setAccessibleName(_("Bring back: {name}").format(name=shown.name))
        name = ElidedLabel(_("{size} · {name}").format(size=shown.size, name=shown.name), "strong")
        below = row(ElidedLabel(told, "small"), self.back)
        below.setStretch(0, 1)
        self.setLayout(column(name, below, gap=0))


class EndedPanel(QFrame):
    """`wanted` carries a guest's id."""

    wanted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[Ended, EndedRow] | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("Off the list"))
        self._line = label(role="small", wrap=True)
        self.close_button = icon_button(theme, "x", _("Close"), "ink")
        self.close_button.clicked.connect(self.closed)
        self._list = column(gap=12)
        head = row(label(_("Off the list"), "name"), 1, self.close_button)
        inside = scroller(self._list)
        whole = column(head, self._line, card("line"), inside, gap=6, margin=12)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    @property
    def line(self) -> str:
        return self._line.text()

    @property
    def rows(self) -> list[EndedRow]:
        return list((self._rows or {}).values())

    def open(self) -> None:
        """What was shown before may have changed."""
        if self._rows is None:
            self._line.setText(_("Looking …"))
        (self.rows[0].back if self.rows else self.close_button).setFocus()

    def show_ended(self, ended: Sequence[Ended]) -> None:
        some = _("For two hours each party keeps its old place on the list.")
        none = _("Nobody has left the list in the last two hours.")
        self._line.setText(some if ended else none)
        self._rows = kept_rows.arrange(self._list, self._rows or {}, ended, self._row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _row(self, shown: Ended) -> EndedRow:
        made = EndedRow(self._theme, shown)
        made.back.clicked.connect(lambda: self.wanted.emit(shown.guest_id))
        return made


def end(outcome: Outcome, at: datetime) -> str:
    """How and when a visit ended."""
    words = {
        Outcome.SEATED: _("seated"),
        Outcome.NO_SHOW: _("no-show"),
        Outcome.LEFT: _("has left"),
        Outcome.DECLINED: _("declined"),
        Outcome.CANCELLED: _("cancelled"),
        Outcome.RELEASED: _("table released"),
    }
    time = f"{at.astimezone():%H:%M}"
    return _("{time} {outcome}").format(time=time, outcome=words[outcome])
