"""The language in which the guest is written to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from pushdesk.gui.guests import words
from pushdesk.i18n import _


class LanguageField(QComboBox):
    """`chosen` carries the code that a person chose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Language"))
        for code, name in words.languages():
            self.addItem(name, code)
        self._fixed = self.count()
        self.activated.connect(lambda number: self.chosen.emit(str(self.itemData(number))))

    def show_language(self, code: str) -> None:
        """A browser may speak one that the shipped texts don't: it is offered too."""
        while self.count() > self._fixed:
            self.removeItem(self.count() - 1)
        if self.findData(code) < 0:
            self.addItem(words.language(code), code)
        self.setCurrentIndex(self.findData(code))
