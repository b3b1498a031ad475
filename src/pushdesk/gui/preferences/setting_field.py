"""A line of the preferences: saved on leaving it, a fault told below it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Background
from pushdesk.gui.preferences.stored import Stored, decided_elsewhere
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.dressing import column, label, mark
from pushdesk.i18n import _
from pushdesk.services import preferences
from pushdesk.settings import Setting

Save = Callable[[str], object]


class SettingField(QWidget):
    """`save` runs in the background and raises UserError for a text that doesn't fit."""

    saved = Signal()

    def __init__(
        self, background: Background, name: str, hint: str, save: Save, example: str = ""
    ) -> None:
        super().__init__()
        self._background = background
        self._save = save
        self._stored = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(example)
        self.field.editingFinished.connect(self._leave)
        self.told = label(role="small", wrap=True)
        self.setLayout(column(label(name, "strong"), self.field, self.told, gap=6))
        self._tell(hint, "small")

    def show_text(self, text: str) -> None:
        """What is stored; a text that somebody is typing stays."""
        self._stored = text
        if not self.field.hasFocus():
            self.field.setText(text)
            self.field.setCursorPosition(0)

    def fix(self, why: str) -> None:
        """It can't be changed here: whoever started the program has decided it."""
        self.field.setEnabled(False)
        self._tell(why, "small")

    def _leave(self) -> None:
        text = self.field.text().strip()
        if text == self._stored:
            return
        self._stored = text
        self._background.run(
            lambda: self._save(text), lambda _value: self._done(), self, self._refused
        )

    def _done(self) -> None:
        self._tell(_("Saved."), "small")
        self.saved.emit()

    def _refused(self, error: UserError) -> None:
        self._tell(str(error), "fault")

    def _tell(self, text: str, role: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        mark(self.told, "role", role)


class StoredField(SettingField):
    """One setting of `settings.ALL`; a secret one is masked."""

    def __init__(
        self,
        parts: Parts,
        setting: Setting[Any],
        name: str,
        hint: str,
        example: str = "",
    ) -> None:
        super().__init__(
            parts.background,
            name,
            hint,
            lambda text: preferences.put(parts.ctx, setting, text),
            example,
        )
        self.setting = setting
        if setting.secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)

    def show_stored(self, stored: Stored) -> None:
        self.show_text(stored.of(self.setting))
        if self.setting.key in stored.fixed:
            self.fix(decided_elsewhere(self.setting))
