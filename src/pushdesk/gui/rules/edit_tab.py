"""The form of a rule, and beside it what it says in plain sentences."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from pushdesk.gui.rules.form import RuleForm
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.saving import Saving
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.rules import Line

_SIDE_WIDTH = 304
# Pixels above and below what has the focus: its step's other row.
_AROUND = 96


class Sentences(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._column = column(gap=6)
        self._column.setContentsMargins(0, 0, SIZES.grid * 2, 0)
        self.setLayout(column(self._column, 1))
        self.setAccessibleName(_("The rule in plain sentences"))

    @property
    def text(self) -> str:
        """A line a sentence."""
        return "\n".join(each.text() for each in self._labels if not each.isHidden())

    def show_lines(self, lines: Sequence[Line]) -> None:
        while len(self._labels) < len(lines):
            self._labels.append(label(wrap=True))
            self._column.addWidget(self._labels[-1])
        for number, each in enumerate(self._labels):
            each.setVisible(number < len(lines))
        for each, line in zip(self._labels, lines, strict=False):
            each.setText(line.text)
            each.setContentsMargins(line.depth * SIZES.grid * 2, 0, 0, 0)


class EditTab(QWidget):
    """The parts are public; who owns this widget gives them their work."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.form = RuleForm(theme)
        self.form.setContentsMargins(0, 0, SIZES.grid, 0)
        self.sentences = Sentences()
        self._saving = Saving(theme, self.form, "Ctrl+S")
        self.save, self.discard = self._saving.save, self._saving.discard
        self._hint = label(role="amber", wrap=True)
        self.area = scroller(self.form)
        layout = row(self.area, self._side(), gap=SIZES.grid * 2)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.form.rebuilt.connect(self._order)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)

    @property
    def hint(self) -> str:
        return "" if self._hint.isHidden() else self._hint.text()

    def tell_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def show_editing(self, *, edited: bool, complete: bool) -> None:
        self._saving.show_edited(edited=edited, complete=complete)

    def _order(self) -> None:
        """Tab goes on from the form to what saves it."""
        QWidget.setTabOrder(self.form.at_once.digits, self.save)
        QWidget.setTabOrder(self.save, self.discard)

    def _keep_in_sight(self) -> None:
        """Where steps come and go, the one with the focus doesn't leave the screen."""
        focused = QApplication.focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, 0, _AROUND)

    def _side(self) -> QFrame:
        made = card()
        made.setFixedWidth(_SIDE_WIDTH)
        said = scroller(self.sentences)
        layout = column(
            label(_("In plain sentences"), "eyebrow"), said, self._hint, self.save, self.discard,
            gap=12, margin=SIZES.grid * 2,
        )  # fmt: skip
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made
