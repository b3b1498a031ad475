"""What a failed test shows beside its traceback: the journals of all fakes and browsers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .journal import Journal


class Evidence:
    """Fixtures add what they keep; the newest lines of each become sections of the report."""

    def __init__(self) -> None:
        self._journals: list[Journal[Any]] = []
        self._texts: list[tuple[str, Callable[[], str]]] = []

    def add(self, journal: Journal[Any]) -> None:
        self._journals.append(journal)

    def remove(self, journal: Journal[Any]) -> None:
        self._journals.remove(journal)

    def add_text(self, name: str, text: Callable[[], str]) -> None:
        self._texts.append((name, text))

    @contextmanager
    def during_a_test(self, journal: Journal[Any]) -> Iterator[None]:
        self.add(journal)
        yield
        self.remove(journal)

    def forget(self) -> None:
        for journal in self._journals:
            journal.forget()

    def sections(self) -> list[tuple[str, str]]:
        texts = [(journal.name, journal.tail()) for journal in self._journals]
        texts += [(name, text()) for name, text in self._texts]
        return [(f"journal of {name}", text) for name, text in texts if text]
