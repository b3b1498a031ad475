"""One question in the place of what it is about, instead of a dialog."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QPushButton, QStackedLayout, QWidget

from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.labels import ElidedLabel


class InPlace(QWidget):
    """Shows `calm`, or the question with its two buttons."""

    confirmed = Signal()

    def __init__(self, calm: QLayout, yes: QPushButton, no: QPushButton) -> None:
        super().__init__()
        self._yes, self._no = yes, no
        self._question = ElidedLabel(role="strong")
        asking = row(self._question, no, yes, gap=SIZES.grid * 2)
        asking.setStretch(0, 1)
        self._stack = QStackedLayout(self)
        for layout in (calm, asking):
            page = QWidget()
            page.setLayout(column(layout))
            self._stack.addWidget(page)
        yes.clicked.connect(self._confirm)
        no.clicked.connect(self.calm_down)

    @property
    def question(self) -> str:
        """Empty while nothing is asked."""
        return self._question.accessibleName() if self._stack.currentIndex() == 1 else ""

    def say(self, question: str) -> None:
        """What will be asked, or is asked already."""
        self._question.say(question)

    def ask(self, focus: QPushButton) -> None:
        self._stack.setCurrentIndex(1)
        focus.setFocus()

    def calm_down(self) -> None:
        """Takes the question back."""
        self._stack.setCurrentIndex(0)

    def _confirm(self) -> None:
        self.calm_down()
        self.confirmed.emit()
