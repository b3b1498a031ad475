"""A party found as one types: the list shows who fits, and who of them has just left it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pushdesk.domain import pushed_id
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import recalls, waiting_list
from pushdesk.services.recalls import Ended
from pushdesk.services.waiting_list import Row

_SHORTEST_CODE = 12


class Finding(QObject):
    """`changed` tells that others fit now; `taken` carries the guest whom Enter has chosen.

    `ended` are those who fit and have left the list within two hours.
    """

    changed = Signal()
    taken = Signal(int)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._text = ""
        self._fitting: frozenset[int] = frozenset()
        self.ended: tuple[Ended, ...] = ()
        self._refresh = Refresh(parts.background, self._find, self._show, self)

    @property
    def text(self) -> str:
        """What is looked for; empty where everybody is shown."""
        return self._text

    @property
    def nobody(self) -> str:
        sentence = _("Nobody on the list is called “{text}”")
        return sentence.format(text=self._text)

    def search(self, text: str) -> None:
        self._text = text.strip()
        if self._text:
            self._refresh.ask()
        else:
            self.ended = ()
            self.changed.emit()

    def refresh(self) -> None:
        if self._text:
            self._refresh.ask()

    def fits(self, row: Row) -> bool:
        return not self._text or row.guest_id in self._fitting

    def take(self, text: str, otherwise: Callable[[str], None]) -> None:
        """Chooses the first who fits; `otherwise` gets what may be a code.

        A name that nobody has is no code: the list says so.
        """
        if not text.strip() or pushed_id.repair(text) is not None:
            otherwise(text)
            return
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: waiting_list.find(ctx, text),
            lambda rows: self._take(rows, text, otherwise),
            self,
        )

    def _take(self, rows: list[Row], text: str, otherwise: Callable[[str], None]) -> None:
        if rows:
            self.taken.emit(rows[0].guest_id)
        elif _may_be_a_code(text):
            otherwise(text)

    def _find(self) -> tuple[list[Row], list[Ended]]:
        ctx, text = self._parts.ctx, self._text
        return waiting_list.find(ctx, text), recalls.find(ctx, text)

    def _show(self, found: tuple[list[Row], list[Ended]]) -> None:
        rows, ended = found
        self._fitting = frozenset(row.guest_id for row in rows)
        self.ended = tuple(ended) if self._text else ()
        self.changed.emit()


def _may_be_a_code(text: str) -> bool:
    """Codes are long and have figures, or are links."""
    dense = "".join(text.split())
    is_long = len(dense) >= _SHORTEST_CODE and any(each.isdigit() for each in dense)
    return is_long or "/" in dense
