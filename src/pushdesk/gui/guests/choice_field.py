"""One of a list of codes, such as the guest's language or country."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from pushdesk.gui.widgets.inputs import DropDown


class ChoiceField(DropDown):
    """`chosen` carries the code that a person chose; `called` names one that is not in the list."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        called: Callable[[str], str] = lambda code: code,
    ) -> None:
        super().__init__(name)
        self._called = called
        for code, word in choices:
            self.addItem(word, code)
        self._fixed = self.count()
        self.activated.connect(lambda number: self.chosen.emit(str(self.itemData(number))))

    def show_code(self, code: str) -> None:
        """A browser may speak a language that the shipped texts don't: it is offered too."""
        while self.count() > self._fixed:
            self.removeItem(self.count() - 1)
        if self.findData(code) < 0:
            self.addItem(self._called(code), code)
        self.setCurrentIndex(self.findData(code))
