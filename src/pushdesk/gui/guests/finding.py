"""Finds guests while somebody types: always in the background, the last text counts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from pushdesk.gui.background import Refresh
from pushdesk.gui.guests.listing import Listing
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.pages import Pages
from pushdesk.services import guest_records
from pushdesk.services.guest_records import Found

# During a broadcast thousands of guests change in a second: the list looks again after this pause.
_SETTLES_MS = 500


class Finding(QObject):
    """Fills the listing, a page at a time; `hides` tells who is about to be erased."""

    def __init__(self, parts: Parts, listing: Listing, hides: Callable[[int], bool]) -> None:
        super().__init__(listing)
        self._ctx, self._listing, self._hides = parts.ctx, listing, hides
        self._text = ""
        self._pages = Pages(parts.background, listing.model, self._fetch)
        self._pages.shown.connect(listing.show_whether_empty)
        self._update = Refresh(parts.background, self._fetch_again, listing.model.update_rows, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self.again)
        listing.searched.connect(self._find)

    def anew(self) -> None:
        """From the top, whatever is shown."""
        self._pages.anew()

    def again(self) -> None:
        """Where somebody has scrolled, guests neither come nor go under the finger."""
        if self._listing.is_at_the_top:
            self._pages.again()
        else:
            self._update.ask()

    def soon(self) -> None:
        """Something has changed, and more may follow at once."""
        if not self._settling.isActive() and self._listing.isVisible():
            self._settling.start()

    def stop(self) -> None:
        self._settling.stop()

    def _find(self, text: str) -> None:
        self._text = text.strip()
        self._pages.anew()

    def _fetch(self, first: int, number: int) -> Sequence[Found]:
        """One more than wanted, for the one who may be hidden."""
        found = guest_records.search(self._ctx, self._text, number + 1, first)
        return [guest for guest in found if not self._hides(guest.id)][:number]

    def _fetch_again(self) -> Sequence[Found]:
        return self._fetch(0, self._listing.model.rowCount())
