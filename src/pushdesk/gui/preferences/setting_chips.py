"""A setting with few choices, as a row of chips: saved with the click."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.stored import Stored, decided_elsewhere
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.services import preferences
from pushdesk.settings import Setting


class StoredChips(QWidget):
    """`choices` are pairs of what is stored and what is said; `what` completes a chip's name."""

    def __init__(
        self,
        parts: Parts,
        setting: Setting[Any],
        name: str,
        what: str,
        choices: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._parts, self.setting = parts, setting
        self.chips = ChipRow(what, choices)
        self.chips.chosen.connect(self._put)
        self._told = label(decided_elsewhere(setting), "small", wrap=True)
        self._told.hide()
        self.setLayout(column(label(name, "strong"), self.chips, self._told, gap=6))

    def show_stored(self, stored: Stored) -> None:
        self.chips.choose(stored.of(self.setting))
        fixed = self.setting.key in stored.fixed
        self.chips.setEnabled(not fixed)
        self._told.setVisible(fixed)

    def _put(self, value: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: preferences.put(ctx, self.setting, value), lambda _value: None, self
        )
