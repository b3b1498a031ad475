"""Finds guests while somebody types: always in the background, the last text counts."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.guests.erasing import Erasing
from pushdesk.gui.guests.listing import Listing
from pushdesk.gui.guests.model import PAGE
from pushdesk.gui.program import Parts
from pushdesk.services import guest_records
from pushdesk.services.guest_records import Found

# During a broadcast thousands of guests change in a second: the list looks again after this pause.
_SETTLES_MS = 500
# As many rows as are brought up to date at once.
_MOST = 10 * PAGE


@dataclass(frozen=True)
class _Answer:
    text: str
    guests: tuple[Found, ...]
    may_have_more: bool


class Finding(QObject):
    """Fills the listing, a page at a time."""

    def __init__(self, parts: Parts, listing: Listing, erasing: Erasing) -> None:
        super().__init__(listing)
        self._parts, self._listing, self._erasing = parts, listing, erasing
        self._text = ""
        self._shown_text: str | None = None
        self._limit = PAGE
        self._search = Refresh(parts.background, self._first_page, self._show, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self.again)
        listing.searched.connect(self._find)
        listing.model.more_wanted.connect(self._ask_more)
        erasing.changed.connect(self.anew)

    def anew(self) -> None:
        """From the top, whatever is shown."""
        self._shown_text = None
        self.again()

    def again(self) -> None:
        self._limit = min(max(PAGE, self._listing.model.rowCount()), _MOST)
        self._search.ask()

    def soon(self) -> None:
        """Something has changed, and more may follow at once."""
        if not self._settling.isActive() and self._listing.isVisible():
            self._settling.start()

    def stop(self) -> None:
        self._settling.stop()

    def _find(self, text: str) -> None:
        self._text, self._limit = text.strip(), PAGE
        self._search.ask()

    def _first_page(self) -> _Answer:
        text, limit = self._text, self._limit
        found = guest_records.search(self._parts.ctx, text, limit)
        return _Answer(text, tuple(found), len(found) == limit)

    def _show(self, answer: _Answer) -> None:
        """Where somebody has scrolled, guests neither come nor go under the finger."""
        if answer.text != self._text:
            return
        guests = self._without_erased(answer.guests)
        if answer.text == self._shown_text and not self._listing.is_at_the_top:
            self._listing.model.update_guests(guests)
            return
        self._shown_text = answer.text
        self._listing.model.show_guests(guests, may_have_more=answer.may_have_more)
        self._listing.show_whether_empty()

    def _ask_more(self, first: int) -> None:
        ctx, text = self._parts.ctx, self._text
        self._parts.background.run(
            lambda: guest_records.search(ctx, text, PAGE, first),
            lambda found: self._add(text, tuple(found)),
            self,
            self._no_more,
        )

    def _add(self, text: str, found: tuple[Found, ...]) -> None:
        if text == self._shown_text:
            self._listing.model.add_page(
                self._without_erased(found), may_have_more=len(found) == PAGE
            )

    def _no_more(self, error: UserError) -> None:
        self._listing.model.add_page((), may_have_more=False)
        self._parts.notices.fault(error)

    def _without_erased(self, guests: tuple[Found, ...]) -> tuple[Found, ...]:
        return tuple(guest for guest in guests if not self._erasing.hides(guest.id))
