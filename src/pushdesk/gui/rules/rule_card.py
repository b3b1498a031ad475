"""A rule of the list: what it says, whether it is on, whom it is busy with."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pushdesk.gui.rules import sentences, words
from pushdesk.gui.rules.lookup import Known
from pushdesk.gui.rules.switch import Switch
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.rules import Rule

_MOST_TEXT = 320


class RuleCard(QFrame):
    """`switched` carries whether it shall be on."""

    switched = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.switch = Switch()
        self.open = button(theme, _("Open"), "pencil-simple")
        self._name = ElidedLabel(role="name")
        self._says = label(wrap=True)
        self._standing = ElidedLabel(role="small")
        head = row(self.switch, self._name, self.open, gap=12)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._says, self._standing, margin=12))
        self.switch.clicked.connect(self.switched)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Name, what it says, and how it stands."""
        return self._name.accessibleName(), self._says.text(), self._standing.accessibleName()

    def show_rule(self, known: Known, now: datetime) -> None:
        rule = known.rule
        self.switch.show_state(rule.name, on=rule.enabled)
        self._name.say(rule.name)
        self._says.setText(_short(sentences.in_one(rule.sentences)))
        self._standing.say(words.standing(known, now))
        self.open.setAccessibleName(_("Open “{rule}”").format(rule=rule.name))


class ReadyCard(QFrame):
    """A rule that comes with the program."""

    def __init__(self, theme: Theme, ready: Rule) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self.add = button(theme, _("Add"), "plus", "primary")
        self.add.setAccessibleName(_("Add “{rule}”").format(rule=ready.name))
        head = row(ElidedLabel(ready.name, "name"), self.add)
        head.setStretch(0, 1)
        says = label(_short(sentences.in_one(ready.sentences)), wrap=True)
        self.setLayout(column(head, says, margin=SIZES.grid * 2))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
