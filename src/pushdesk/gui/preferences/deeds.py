"""Who did what to which party, the latest first."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.program import Parts
from pushdesk.gui.staff import words
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import audits
from pushdesk.services.audits import Deed

_HEIGHT = 320


class Deeds(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        ctx = parts.ctx
        self.model = PagedModel(_columns(), lambda deed: deed.id, parts.theme, self)
        self.table = paging.table(self.model, _("Who did what"))
        self.table.setMinimumHeight(_HEIGHT)
        self._none = label(_("Nothing has been done yet."), "soft")
        self.pages = Pages(
            parts.background,
            self.model,
            lambda first, number: audits.recent(ctx, number, first),
        )
        self.pages.shown.connect(self._shown)
        parts.events.visits_changed.connect(self._again)
        parts.events.everything_changed.connect(self._again)
        self.setLayout(column(label(_("Who did what"), "name"), self._none, self.table))

    def again(self) -> None:
        self.pages.again()

    def _again(self) -> None:
        """Only where somebody looks: every tap on the floor is a deed."""
        if self.isVisible():
            self.again()

    def _shown(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._none.setVisible(is_empty)
        self.table.setVisible(not is_empty)


def _columns() -> tuple[Column[Deed], ...]:
    return (
        Column[Deed](_("Time"), lambda deed: f"{deed.at.astimezone():%m-%d %H:%M:%S}", 168),
        Column[Deed](_("Who"), lambda deed: deed.staff or _("nobody signed in"), 160),
        Column[Deed](_("What"), words.deed, 170),
        Column[Deed](_("Party"), _party),
    )


def _party(deed: Deed) -> str:
    if not deed.number:
        return deed.guest
    return _("{name}, number {number}").format(name=deed.guest or "–", number=deed.number)
