"""The list of audiences at the left of their screen: kind and live count of each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.audiences import words
from pushdesk.gui.audiences.lookup import Known
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words as widget_words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.entries import Entries, Entry, Item
from pushdesk.i18n import _

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
        self._chosen = ""
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._list = Entries(theme)
        self._list.chosen.connect(self.chosen)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("New audience"))
        self.name.setAccessibleName(_("New audience"))
        self.name.setMaxLength(80)
        self.by_rule = button(theme, _("Found by conditions"), "funnel", keys="Ctrl+N")
        self.by_hand = button(theme, _("Kept by hand"), "hand", keys="Ctrl+Shift+N")
        self.by_rule.clicked.connect(lambda: self._want(self.by_rule_wanted))
        self.by_hand.clicked.connect(lambda: self._want(self.by_hand_wanted))
        self.name.returnPressed.connect(self.by_rule.click)
        self.setLayout(
            column(
                label(_("Audiences"), "name"), self._list, self.name, self.by_rule, self.by_hand,
                gap=12, margin=SIZES.grid * 2,
            )
        )  # fmt: skip

    @property
    def entries(self) -> list[Entry]:
        return self._list.buttons

    def show_audiences(self, audiences: Sequence[Known], chosen: str) -> None:
        self._audiences, self._chosen = tuple(audiences), chosen
        self._fill()

    def show_count(self, name: str, number: int | None) -> None:
        self._counts[name] = number
        self._fill()

    def choose(self, name: str) -> None:
        """Without that name, none is chosen."""
        self._chosen = name
        self._list.choose(name)

    def created(self) -> None:
        self.name.clear()

    def _want(self, wanted: SignalInstance) -> None:
        name = self.name.text().strip()
        if name:
            wanted.emit(name)
        else:
            self.name.setFocus()

    def _fill(self) -> None:
        self._list.show_items([self._item(known) for known in self._audiences], self._chosen)

    def _item(self, known: Known) -> Item:
        told = words.kind(known)
        number = self._counts.get(known.name)
        if number is not None:
            told = f"{widget_words.guests(number)} · {told}"
        return Item(known.name, known.name, told, "tag" if known.offered else "")
