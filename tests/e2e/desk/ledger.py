"""The program's database, read by its documented names and without its code."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .until import until

_DELIVERIES = """
SELECT message.public_id, delivery.state, delivery.accepted_at, delivery.shown_at,
       delivery.opened_at, device.browser, device.gone_at
FROM delivery
JOIN message ON message.id = delivery.message_id
JOIN device ON device.id = delivery.device_id
ORDER BY delivery.id DESC
"""


@dataclass(frozen=True)
class Delivery:
    """Times as the database has them: UTC in text that sorts; None where it hasn't happened."""

    message_id: str
    state: str
    accepted_at: str | None
    shown_at: str | None
    opened_at: str | None
    browser: str
    gone_at: str | None

    @property
    def climbed(self) -> bool:
        """Whether all three rungs were reached, in their order."""
        rungs = (self.accepted_at, self.shown_at, self.opened_at)
        return None not in rungs and list(rungs) == sorted(map(str, rungs))


class Ledger:
    def __init__(self, file: Path) -> None:
        self._file = file

    def deliveries(self) -> list[Delivery]:
        """Newest first."""
        return [Delivery(*row) for row in self._ask(_DELIVERIES)]

    def wait_for(self, message_id: str, state: str) -> Delivery:
        """The message's only delivery; raises Missing where it doesn't come to that state."""
        (delivery,) = until(
            lambda: [one for one in self.deliveries() if one.message_id == message_id],
            lambda found: [one.state for one in found] == [state],
        )
        return delivery

    def count(self, table: str) -> int:
        ((number,),) = self._ask(f"SELECT count(*) FROM {table}")  # noqa: S608 - a test's own word
        return int(str(number))

    def _ask(self, query: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
