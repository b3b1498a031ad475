"""A condition as lines of the form, all of which must hold, and back; without any widget.

What the form has no line for is kept as it is.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pushdesk.domain import conditions
from pushdesk.domain.conditions import Condition
from pushdesk.gui.rules.fields import Kind, Line

# The word in the condition's JSON, with the kinds for “is” and “is not”.
_KINDS: Mapping[str, tuple[Kind, Kind]] = MappingProxyType(
    {
        "audience": (Kind.IN_AUDIENCE, Kind.NOT_IN_AUDIENCE),
        "visits_at_least": (Kind.CAME, Kind.NOT_CAME),
        "event": (Kind.HAPPENED, Kind.NOT_HAPPENED),
        "channel": (Kind.ON_CHANNEL, Kind.NOT_ON_CHANNEL),
        "language": (Kind.SPEAKS, Kind.NOT_SPEAKS),
        "seen_within_days": (Kind.SEEN, Kind.NOT_SEEN),
    }
)
_NUMBERS = {Kind.CAME, Kind.NOT_CAME, Kind.SEEN, Kind.NOT_SEEN}


def condition(lines: Sequence[Line]) -> Condition | None:
    """None without a line; raises NoCondition, or ValueError for a number that is none."""
    values = [_write(line) for line in lines]
    if not values:
        return None
    return conditions.parse(json.dumps(values[0] if len(values) == 1 else {"all": values}))


def lines(of: Condition | None) -> tuple[Line, ...]:
    if of is None:
        return ()
    parts = of.of if isinstance(of, conditions.All) else (of,)
    return tuple(_read(part) for part in parts)


def _write(line: Line) -> object:
    if line.kind is Kind.KEPT:
        return json.loads(line.values[0])
    word, (yes, _no) = next((word, kinds) for word, kinds in _KINDS.items() if line.kind in kinds)
    value = {word: _value(line)}
    return value if line.kind is yes else {"not": value}


def _value(line: Line) -> object:
    if line.kind in {Kind.HAPPENED, Kind.NOT_HAPPENED}:
        name, days = line.values
        return {"name": name} | ({"within_days": int(days)} if days else {})
    return int(line.values[0]) if line.kind in _NUMBERS else line.values[0]


def _read(part: Condition) -> Line:
    written = conditions.to_json(part)
    value, negated = json.loads(written), False
    while "not" in value:
        value, negated = value["not"], not negated
    ((word, content),) = value.items()
    if word not in _KINDS:
        return Line(Kind.KEPT, (written,))
    return Line(_KINDS[word][negated], tuple(_texts(content)))


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        yield content["name"]
        yield str(content.get("within_days") or "")
    else:
        yield str(content)
