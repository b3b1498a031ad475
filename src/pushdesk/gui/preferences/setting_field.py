"""A line of the preferences: saved on leaving it, a fault told below it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Background
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _

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
        self._hint = hint
        self.setLayout(column(label(name, "strong"), self.field, self.told, gap=6))
        self._tell(hint, "small")

    def show_text(self, text: str) -> None:
        """What is stored; a text that somebody is typing stays."""
        self._stored = text
        if not self.field.hasFocus():
            self.field.setText(text)
            self.field.setCursorPosition(0)

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
        self.told.setProperty("role", role)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
