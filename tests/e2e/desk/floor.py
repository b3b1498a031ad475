"""The people at the desk, beside a program that serves: they use services on the same data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from pushdesk.app import App
from pushdesk.gui.floor import row_look
from pushdesk.paths import DataDir
from pushdesk.services import visits, waiting_list
from pushdesk.services.waiting_list import Party, Row

from .until import until
from .venue import Venue

HOLD = timedelta(minutes=10)


class Floor:
    def __init__(self, app: App) -> None:
        self._ctx = app.ctx

    def rows(self) -> list[Row]:
        return list(waiting_list.floor(self._ctx).rows)

    def newest(self) -> Row:
        return self.rows()[-1]

    def wait_for(self, guest_id: int, state: str) -> Row:
        """The guest's row, once it is in that state."""
        return self.wait_until(guest_id, lambda row: row.state == state)

    def wait_until(self, guest_id: int, fits: Callable[[Row], object]) -> Row:
        return until(lambda: self.row(guest_id), fits)

    def row(self, guest_id: int) -> Row:
        return next(row for row in self.rows() if row.guest_id == guest_id)

    def word(self, row: Row) -> str:
        """What the desk says of it."""
        return row_look.look(row, self._ctx.clock.now()).state.word

    def add(self, name: str, size: int) -> Row:
        return waiting_list.add(self._ctx, Party(name=name, size=size))

    def accept(self, guest_id: int) -> None:
        waiting_list.accept(self._ctx, guest_id, 15)

    def call(self, guest_id: int) -> None:
        visits.notify(self._ctx, guest_id, HOLD)

    def correct(self, guest_id: int) -> None:
        visits.correct(self._ctx, guest_id)

    def seat(self, guest_id: int) -> None:
        visits.seat(self._ctx, guest_id)

    def clear(self, but: int = 0) -> None:
        """Seats everybody on the list, one guest excepted."""
        for row in self.rows():
            if row.guest_id != but:
                self.seat(row.guest_id)


@contextmanager
def floor_of(venue: Venue) -> Iterator[Floor]:
    app = App(DataDir(venue.data_dir))
    try:
        yield Floor(app)
    finally:
        app.close()
