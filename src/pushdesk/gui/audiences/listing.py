"""The list of audiences at the left of their screen: kind and live count of each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QScrollArea, QWidget

from pushdesk.gui.audiences import words
from pushdesk.gui.audiences.lookup import Known
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label
from pushdesk.i18n import _

_NAME_WIDTH = 190
WIDTH = 272


class Listing(QFrame):
    """`chosen` carries a name; the others the name of an audience to make."""

    chosen = Signal(str)
    by_hand_wanted = Signal(str)
    by_rule_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._audiences: tuple[Known, ...] = ()
        self._counts: dict[str, int | None] = {}
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self.entries: list[QPushButton] = []
        self._list = column(gap=SIZES.grid)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("New audience"))
        self.name.setAccessibleName(_("New audience"))
        self.name.setMaxLength(80)
        self.by_rule = button(theme, _("Found by a rule"), "funnel", keys="Ctrl+N")
        self.by_hand = button(theme, _("Kept by hand"), "hand", keys="Ctrl+Shift+N")
        self.by_rule.clicked.connect(lambda: self._want(self.by_rule_wanted))
        self.by_hand.clicked.connect(lambda: self._want(self.by_hand_wanted))
        self.name.returnPressed.connect(self.by_rule.click)
        self.setLayout(
            column(
                label(_("Audiences"), "name"), self._scroller(), self.name,
                self.by_rule, self.by_hand, gap=12, margin=SIZES.grid * 2,
            )
        )  # fmt: skip

    def show_audiences(self, audiences: Sequence[Known], chosen: str) -> None:
        """Keeps the buttons, and with them the focus, while the audiences are the same."""
        before, self._audiences = self._audiences, tuple(audiences)
        if [known.name for known in before] != [known.name for known in audiences]:
            empty(self._list)
            self.entries = [self._entry(known.name) for known in audiences]
        self._fill()
        self.choose(chosen)

    def show_count(self, name: str, number: int | None) -> None:
        self._counts[name] = number
        self._fill()

    def choose(self, name: str) -> None:
        """Without that name, none is chosen."""
        self._group.setExclusive(False)
        for entry, known in zip(self.entries, self._audiences, strict=True):
            entry.setChecked(known.name == name)
        self._group.setExclusive(True)

    def created(self) -> None:
        self.name.clear()

    def _want(self, wanted: SignalInstance) -> None:
        name = self.name.text().strip()
        if name:
            wanted.emit(name)
        else:
            self.name.setFocus()

    def _fill(self) -> None:
        for entry, known in zip(self.entries, self._audiences, strict=True):
            told = words.kind(smart=known.smart)
            number = self._counts.get(known.name)
            if number is not None:
                told = f"{words.guests(number)} · {told}"
            metrics, right = entry.fontMetrics(), Qt.TextElideMode.ElideRight
            entry.setText(f"{metrics.elidedText(known.name, right, _NAME_WIDTH)}\n{told}")
            entry.setAccessibleName(f"{known.name}, {told}")

    def _entry(self, name: str) -> QPushButton:
        made = QPushButton()
        made.setCheckable(True)
        made.setProperty("role", "entry")
        made.setMinimumHeight(64)
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(made)
        self._list.addWidget(made)
        return made

    def _scroller(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(column(self._list, 1))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area
