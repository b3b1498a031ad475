"""What one types is looked for among 1,000,000 guests, beside the look-up of one by its number."""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from pushdesk.domain import pushed_id
from pushdesk.store import guest_search, guests, open_store
from table import show

RUNS = 50
GUESTS = 1_000_000
BATCH = 10_000
ROW = text(
    "INSERT INTO guest (id, pushed_id, pass_token, name, name_key, language, created_at,"
    " last_seen_at) VALUES (:id, :pushed_id, :token, :name, :key, 'en',"
    " '2026-01-01 00:00:00.000000', '2026-06-01 00:00:00.000000')"
)


def fill(session: Session) -> None:
    for first in range(1, GUESTS, BATCH):
        session.execute(ROW, [a_guest(number) for number in range(first, first + BATCH)])


def a_guest(number: int) -> dict[str, object]:
    name = f"Guest {number:07}"
    return {
        "id": number,
        "pushed_id": pushed_id.new(),
        "token": f"token {number}",
        "name": name,
        "key": name.casefold(),
    }


def measure(session: Session) -> dict[str, list[float]]:
    some = guests.by_id(session, GUESTS // 2)
    assert some is not None
    questions: dict[str, Callable[[], object]] = {
        "by number": lambda: guests.by_id(session, some.id),
        "whole Pushed ID": lambda: found(session, some.pushed_id, some.id),
        "end of a Pushed ID": lambda: found(session, some.pushed_id[-5:], some.id),
        "name": lambda: found(session, some.name, some.id),
        "nothing like it": lambda: guest_search.search(session, "zzz", 50, 0),
    }
    seconds: dict[str, list[float]] = {name: [] for name in questions}
    for _run in range(RUNS):
        for name, ask in questions.items():
            session.expire_all()
            begin = time.perf_counter()
            ask()
            seconds[name].append(time.perf_counter() - begin)
    return seconds


def found(session: Session, typed: str, guest_id: int) -> None:
    assert guest_id in {one.id for one in guest_search.search(session, typed, 50, 0)}


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder) / "pushdesk.db")) as store,
    ):
        with store.write() as session:
            fill(session)
        with store.read() as session:
            show("A guest found among 1,000,000", "by number", measure(session))


if __name__ == "__main__":
    main()
