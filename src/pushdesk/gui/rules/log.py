"""What rules did for whom, and why or why not."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from pushdesk.gui.program import Parts
from pushdesk.gui.rules.guest_filter import GuestFilter
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import rules
from pushdesk.services.rules import LogLine


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
    time = Column[LogLine](_("Time"), lambda line: f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}", 212)
    rule = Column[LogLine](_("Rule"), lambda line: line.rule, 200)
    guest = Column[LogLine](_("Guest"), lambda line: line.guest, 176)
    what = Column[LogLine](_("What ran and why"), lambda line: line.sentence)
    return (time, rule, guest, what) if of_all else (time, guest, what)


def _key(line: LogLine) -> tuple[object, ...]:
    return line.at, line.rule, line.guest_id, line.sentence
