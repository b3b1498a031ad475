"""A party found as one types: the list shows who fits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pushdesk.domain import pushed_id
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.services import waiting_list
from pushdesk.services.waiting_list import Row


class Finding(QObject):
    """`changed` tells that others fit now; `taken` carries the guest whom Enter has chosen."""

    changed = Signal()
    taken = Signal(int)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._text = ""
        self._fitting: frozenset[int] = frozenset()
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: waiting_list.find(ctx, self._text), self._show, self
        )

    def search(self, text: str) -> None:
        self._text = text
        if text:
            self._refresh.ask()
        else:
            self.changed.emit()

    def fits(self, row: Row) -> bool:
        return not self._text or row.guest_id in self._fitting

    def take(self, text: str, otherwise: Callable[[str], None]) -> None:
        """Chooses the first who fits; `otherwise` gets what is no party's."""
        if not text.strip() or pushed_id.repair(text) is not None:
            otherwise(text)
            return
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: waiting_list.find(ctx, text),
            lambda rows: self.taken.emit(rows[0].guest_id) if rows else otherwise(text),
            self,
        )

    def _show(self, rows: list[Row]) -> None:
        self._fitting = frozenset(row.guest_id for row in rows)
        self.changed.emit()
