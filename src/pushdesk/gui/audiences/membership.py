"""Guests come into the list that is open, and leave it."""

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.audiences.detail import Detail
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.tags import Tag
from pushdesk.i18n import _
from pushdesk.services import audiences, guest_records, guests
from pushdesk.services.context import Context
from pushdesk.services.guests import Card, Guest

_MOST_OFFERED = 6


class Membership(QObject):
    changed = Signal()

    def __init__(self, parts: Parts, detail: Detail) -> None:
        super().__init__(detail)
        self._parts, self._adding = parts, detail.adding
        self._name = self._text = ""
        ctx = parts.ctx
        self._finding = Refresh(
            parts.background,
            lambda: _find(ctx, self._text),
            lambda answer: self._adding.show_found(*answer),
            self,
        )
        self._adding.typed.connect(self.add_typed)
        self._adding.known_wanted.connect(self._add_known)
        self._adding.searched.connect(self._search)
        detail.members.unwanted.connect(self._remove)

    def into(self, name: str) -> None:
        """The audience that is open."""
        self._name = name

    def offer(self, guest_id: int) -> None:
        ctx = self._parts.ctx
        if guest_id:
            self._parts.background.run(lambda: guests.card(ctx, guest_id), self._offer, self)
        else:
            self._adding.offer(0, "")

    def add_typed(self, text: str) -> None:
        ctx, name = self._parts.ctx, self._name
        self._parts.background.run(
            lambda: _add(ctx, name, guests.find(ctx, text)), self._added, self, self._refused
        )

    def _search(self, text: str) -> None:
        self._text = text
        if text.strip():
            self._finding.ask()

    def _add_known(self, guest_id: int) -> None:
        ctx, name = self._parts.ctx, self._name
        self._parts.background.run(
            lambda: _add(ctx, name, guests.card(ctx, guest_id).guest),
            self._added,
            self,
            self._refused,
        )

    def _remove(self, guest_id: int) -> None:
        """Adding again is the way back, and it is offered."""
        ctx, name = self._parts.ctx, self._name
        self._parts.background.run(
            lambda: audiences.remove(ctx, name, guest_id),
            lambda _answer: self._removed(name, guest_id),
            self,
        )

    def _removed(self, name: str, guest_id: int) -> None:
        ctx = self._parts.ctx
        what = _("A guest is taken out of “{name}”.").format(name=name)

        def back() -> None:
            self._parts.background.run(
                lambda: audiences.add(ctx, name, guest_id), lambda _none: self.changed.emit(), self
            )

        self._parts.notices.undoable.emit(what, back)
        self.changed.emit()

    def _offer(self, card: Card) -> None:
        self._adding.offer(card.guest.id, words.who(card.guest.name, card.guest.pushed_id))

    def _added(self, guest: Guest) -> None:
        who = words.who(guest.name, guest.pushed_id)
        self._adding.done(_("{guest} is in the list.").format(guest=who))
        self.changed.emit()

    def _refused(self, error: UserError) -> None:
        parts = (error.what, error.what_to_do or error.why)
        self._adding.tell(" ".join(part for part in parts if part), "amber")


def _find(ctx: Context, text: str) -> tuple[str, list[Tag]]:
    found = guest_records.search(ctx, text, _MOST_OFFERED)
    return text, [Tag(one.id, words.who(one.name, one.pushed_id), "user") for one in found]


def _add(ctx: Context, name: str, guest: Guest) -> Guest:
    audiences.add(ctx, name, guest.id)
    return guest
