"""The guests of a list that is kept by hand, each with a way out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _


@dataclass(frozen=True)
class Member:
    guest_id: int
    name: str


class Members(QWidget):
    """`unwanted` carries the guest to take out."""

    unwanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._names: tuple[str, ...] = ()
        self._lines = column(gap=2)
        self._more = label(role="small", wrap=True)
        self.setLayout(column(self._lines, self._more))

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    def show_members(self, members: Sequence[Member], of_all: int) -> None:
        if (tuple(members), of_all) == self._shown:
            return
        self._shown = (tuple(members), of_all)
        self._names = tuple(member.name for member in members)
        empty(self._lines)
        for member in members:
            self._add(member)
        rest = max(0, of_all - len(members))
        self._more.setVisible(rest > 0 or not members)
        self._more.setText(_("and {n} more").format(n=f"{rest:,}") if members else _("Nobody yet."))

    def _add(self, member: Member) -> None:
        name = _("Take {guest} out").format(guest=member.name)
        remove = icon_button(self._theme, "x", name)
        remove.clicked.connect(lambda: self.unwanted.emit(member.guest_id))
        icon = IconLabel(self._theme, "user", "soft", 20)
        line = row(icon, ElidedLabel(member.name), remove)
        line.setStretch(1, 1)
        self._lines.addLayout(line)
