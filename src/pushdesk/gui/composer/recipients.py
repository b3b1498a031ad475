"""Whom it is for: chips, and one field that finds channels, audiences and guests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.targets import PushedId, Target
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import lookup
from pushdesk.gui.composer.lookup import Person
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.dressing import column
from pushdesk.gui.widgets.tags import Tag, Tags
from pushdesk.i18n import _
from pushdesk.services.context import Context

_MOST_OFFERED = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Recipients(QWidget):
    """`searched` carries the text as somebody types; `show_found` answers it.

    `edited` tells that somebody has changed `targets`; `show_targets` is silent.
    """

    edited = Signal()
    searched = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.targets: tuple[Target, ...] = ()
        self._groups: tuple[Tag, ...] = ()
        self._people: dict[str, Person] = {}
        self._found: tuple[Person, ...] = ()
        self.chosen = Tags(theme, _("Take away {name}"), "  ×")
        self.offered = Tags(theme, _("Add {name}"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(name)
        self.search.setAccessibleName(name)
        self.search.setMaxLength(120)
        self.setLayout(column(self.chosen, self.search, self.offered))
        self.chosen.clicked.connect(self._remove)
        self.offered.clicked.connect(self._add)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)

    @property
    def person(self) -> Person | None:
        """The guest, where it is only one and nobody else."""
        match self.targets:
            case (PushedId(value),):
                return self._people.get(value)
            case _:
                return None

    def offer(self, groups: tuple[Tag, ...]) -> None:
        self._groups = groups
        self._show()

    def show_targets(self, targets: Sequence[Target], people: Iterable[Person] = ()) -> None:
        self.targets = tuple(targets)
        self._know(people)
        self.search.clear()
        self._show()

    def show_found(self, text: str, found: tuple[Person, ...]) -> None:
        """An answer to what is no longer in the field comes too late."""
        if text == self.search.text():
            self._found = found
            self._show()

    def name_people(self, people: Iterable[Person]) -> None:
        self._know(people)
        self._show()

    def add_person(self, person: Person) -> None:
        self._know((person,))
        self._add(PushedId(person.pushed_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the first that is offered."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        typed = event.key() in _ENTER and bool(self.search.text().strip())
        if typed and watched is self.search and self.offered.chips:
            self.offered.chips[0].click()
        return typed

    def _know(self, people: Iterable[Person]) -> None:
        self._people |= {person.pushed_id: person for person in people}

    def _search(self, text: str) -> None:
        self._found = ()
        self._show()
        self.searched.emit(text)

    def _add(self, target: Target) -> None:
        self._know(self._found)
        if target not in self.targets:
            self.targets = (*self.targets, target)
        self.search.clear()
        self.search.setFocus()
        self._show()
        self.edited.emit()

    def _remove(self, target: Target) -> None:
        self.targets = tuple(each for each in self.targets if each != target)
        self.search.setFocus()
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        self.chosen.show_tags(
            [lookup.tag(target, self._groups, self._people) for target in self.targets]
        )
        wanted = self.search.text().strip().casefold()
        groups = [group for group in self._groups if wanted in group.text.casefold()]
        people = [_tag(person) for person in self._found]
        free = [tag for tag in (*groups, *people) if tag.value not in self.targets]
        self.offered.show_tags(free[:_MOST_OFFERED] if wanted or not self.targets else ())


def _tag(person: Person) -> Tag:
    return Tag(PushedId(person.pushed_id), words.who(person.name, person.pushed_id), "user")


@dataclass(frozen=True)
class _Answer:
    text: str
    found: tuple[Person, ...]


class Searching(QObject):
    def __init__(self, parts: Parts, recipients: Recipients) -> None:
        super().__init__(recipients)
        self._text = ""
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background,
            lambda: _find(ctx, self._text),
            lambda answer: recipients.show_found(answer.text, answer.found),
            self,
        )
        recipients.searched.connect(self._search)

    def _search(self, text: str) -> None:
        self._text = text
        if text.strip():
            self._refresh.ask()


def _find(ctx: Context, text: str) -> _Answer:
    return _Answer(text, lookup.find(ctx, text))
