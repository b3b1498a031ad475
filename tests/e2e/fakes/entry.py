"""One line of a protocol journal, and the predicate that finds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """`what` happened ("hello", "post", "ack"…), with the fields of the protocol as they came."""

    what: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:  # protocol fields are JSON
        return self.fields[name]


def is_(what: str, **fields: object) -> Callable[[Entry], bool]:
    """A predicate for `Journal.take`: this `what`, and each of these fields with this value."""
    missing = object()
    return lambda entry: (
        entry.what == what
        and all(entry.fields.get(name, missing) == value for name, value in fields.items())
    )
