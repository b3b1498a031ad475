"""All rules, a card each, and those that come with the program."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.rules.lookup import Known, Shown
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.gui.widgets.switch import Switch
from pushdesk.i18n import _
from pushdesk.services.rules import LogLine, Rule

_MOST_TEXT = 320


def standing(known: Known, now: datetime) -> str:
    """“3 guests in it now · today 19:03, Blue Fox: Done: Call again.”."""
    inside = _("Nobody in it now.")
    if known.rule.running:
        inside = _("{guests} in it now.").format(guests=words.guests(known.rule.running))
    return f"{inside} {last(known.last, now)}"


def last(line: LogLine | None, now: datetime) -> str:
    if line is None:
        return _("It has done nothing yet.")
    return _("Last, {time}: {guest}: {what}").format(
        time=words.moment(line.at, now), guest=line.guest, what=line.sentence
    )


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
        self._says.setText(_short(rule))
        self._standing.say(standing(known, now))
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
        says = label(_short(ready), wrap=True)
        self.setLayout(column(head, says, margin=SIZES.grid * 2))


def _short(rule: Rule) -> str:
    text = " ".join(line.text for line in rule.sentences)
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"


class Overview(QWidget):
    """`opened` and `switched` carry a rule's id; `ready_wanted` a ready rule's."""

    opened = Signal(str)
    switched = Signal(str, bool)
    ready_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[str] | None = None
        self._wanted = ""
        self._ready: tuple[Rule, ...] | None = None
        self.cards: list[RuleCard] = []
        self.ready: list[ReadyCard] = []
        self.begin = button(theme, _("New rule"), "plus", "primary", "Ctrl+N")
        self.log = button(theme, _("What ran and why"), "clock-counter-clockwise")
        self._says = label(wrap=True, role="soft")
        self._cards, self._ready_cards = column(gap=12), column(gap=12)
        self._ready_title = label(_("Ready rules"), "name")
        head = row(label(_("Rules"), "title"), 1, self.log, self.begin, gap=12)
        body = column(self._says, self._cards, self._ready_title, self._ready_cards, gap=12)
        body.setContentsMargins(0, 0, SIZES.grid * 2, 0)
        self.area = scroller(body)
        # A new card has its place only once the layout is made.
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        layout = column(head, self.area, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._tell(_("Looking for the rules …"))
        self._ready_title.hide()

    @property
    def is_known(self) -> bool:
        """The rules have been asked for, and came."""
        return self._keys is not None

    @property
    def sentence(self) -> str:
        """What is said where there is no rule."""
        return "" if self._says.isHidden() else self._says.text()

    def show_rules(self, shown: Shown, now: datetime) -> None:
        self._show_cards(shown.rules, now)
        self._show_ready(shown.ready)
        nothing = _(
            "A rule does by itself what somebody at the desk would have to remember. "
            "Add one of those below, or write your own."
        )
        self._tell("" if shown.rules else nothing)
        self._find_wanted()

    def go_to(self, rule_id: str) -> None:
        """Its switch gets the focus, once the rule is shown."""
        self._wanted = rule_id
        self._find_wanted()

    def fail(self, sentence: str) -> None:
        if self._keys is None:
            self._tell(sentence)

    def _tell(self, text: str) -> None:
        self._says.setText(text)
        self._says.setVisible(bool(text))

    def _show_cards(self, rules: Sequence[Known], now: datetime) -> None:
        """Keeps the cards, and with them the focus, while the rules are the same."""
        keys = [known.rule.id for known in rules]
        if keys != self._keys:
            self._keys = keys
            empty(self._cards)
            self.cards = [self._card(key) for key in keys]
        for card, known in zip(self.cards, rules, strict=True):
            card.show_rule(known, now)

    def _card(self, rule_id: str) -> RuleCard:
        made = RuleCard(self._theme)
        made.open.clicked.connect(lambda: self.opened.emit(rule_id))
        made.switched.connect(lambda on: self.switched.emit(rule_id, on))
        self._cards.addWidget(made)
        return made

    def _find_wanted(self) -> None:
        if self._wanted in (self._keys or ()):
            self.cards[(self._keys or []).index(self._wanted)].switch.setFocus()
            self._wanted = ""
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """The card whose switch or button has the focus."""
        for card in self.cards:
            if card.isAncestorOf(self.focusWidget()):
                self.area.ensureWidgetVisible(card, 0, 0)

    def _show_ready(self, ready: tuple[Rule, ...]) -> None:
        self._ready_title.setVisible(bool(ready))
        if ready == self._ready:
            return
        self._ready = ready
        empty(self._ready_cards)
        self.ready = [self._ready_card(each) for each in ready]

    def _ready_card(self, ready: Rule) -> ReadyCard:
        made = ReadyCard(self._theme, ready)
        made.add.clicked.connect(lambda: self.ready_wanted.emit(ready.id))
        self._ready_cards.addWidget(made)
        return made
