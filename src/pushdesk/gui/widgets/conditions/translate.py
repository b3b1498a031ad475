"""The form's groups as a condition, and back; without any widget."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

from pushdesk.domain import conditions
from pushdesk.domain.conditions import All, Any, Condition, Leaf, NoCondition, Not
from pushdesk.gui.widgets import moments
from pushdesk.gui.widgets.conditions.fields import Field, Group, How, Line, asked
from pushdesk.i18n import _

_LEAVES: Mapping[Field, type[Leaf]] = MappingProxyType(
    {
        Field.CHANNEL: conditions.OnChannel,
        Field.AUDIENCE: conditions.InAudience,
        Field.SUBSCRIBED: conditions.Subscribed,
        Field.EVENT: conditions.Happened,
        Field.LANGUAGE: conditions.Language,
        Field.COUNTRY: conditions.Country,
        Field.PLATFORM: conditions.Platform,
        Field.BROWSER: conditions.Browser,
        Field.SEEN: conditions.SeenWithin,
        Field.VISITS: conditions.Visited,
        Field.OWN_FIELD: conditions.OwnField,
        Field.OWN_ID: conditions.HasOwnId,
    }
)


def condition(groups: Sequence[Group]) -> Condition | None:
    """None while a line is not complete."""
    try:
        parts = [part for group in groups for part in _parts_of(group)]
        if not parts:
            return None
        made = parts[0] if len(parts) == 1 else All(tuple(parts))
        return conditions.parse(conditions.to_json(made))
    except (NoCondition, ValueError):
        return None


def missing(groups: Sequence[Group]) -> str:
    """What has to be done before there is a condition; empty where there is one."""
    if not any(group.lines or group.kept for group in groups):
        return _("Add a line: whom is it about?")
    for line in (line for group in groups for line in group.lines):
        if condition((Group(How.ALL, (line,)),)) is None:
            return _("Complete the line “{field}”.").format(field=asked(line.field).name)
    return "" if condition(groups) else _("The rule is too long. Take some lines away.")


def groups(of: Condition | None) -> tuple[Group, ...]:
    """What is deeper than the form is kept as it is, in a group of its own."""
    if of is None:
        return ()
    parts = of.of if isinstance(of, All) else (of,)
    return tuple(_joined(map(_group_of, parts)))


def _joined(found: Iterable[Group]) -> Iterable[Group]:
    """Lines that stand side by side belong to one group."""
    for side_by_side, same in groupby(
        found, key=lambda each: each.how is How.ALL and not each.kept
    ):
        if side_by_side:
            yield Group(How.ALL, tuple(line for group in same for line in group.lines))
        else:
            yield from same


def _group_of(part: Condition) -> Group:
    match part:
        case All(of):
            found = _group(How.ALL, of)
        case Any(of):
            found = _group(How.ANY, of)
        case Not(Any(of)):
            found = _group(How.NONE, of)
        case _:
            found = _group(How.ALL, (part,))
    return found or Group(How.ALL, (), kept=part)


def _group(how: How, parts: Sequence[Condition]) -> Group | None:
    lines = [_line_of(part) for part in parts]
    if any(line is None for line in lines):
        return None
    return Group(how, tuple(line for line in lines if line is not None))


def _parts_of(group: Group) -> tuple[Condition, ...]:
    """All lines stand side by side; any and none of them are one part."""
    if group.kept is not None:
        return (group.kept,)
    lines = tuple(_of_line(line) for line in group.lines)
    if group.how is How.ALL or not lines:
        return lines
    if group.how is How.NONE:
        return (_not(lines[0]) if len(lines) == 1 else Not(Any(lines)),)
    return (lines[0] if len(lines) == 1 else Any(lines),)


def _not(part: Condition) -> Condition:
    return part.of if isinstance(part, Not) else Not(part)


def _of_line(line: Line) -> Condition:
    """Raises ValueError for a number or a time that is none."""
    values = line.values or ("",) * len(asked(line.field).values)
    make: Callable[..., Leaf] = _LEAVES[line.field]
    readers = _READERS.get(line.field, (str,) * len(values))
    leaf = make(*(read(value) for read, value in zip(readers, values, strict=True)))
    return _not(leaf) if line.negated else leaf


def _line_of(part: Condition) -> Line | None:
    match part:
        case Not(of):
            line = _line_of(of)
            return Line(line.field, line.values, not line.negated) if line else None
        case All() | Any():
            return None
        case _:
            field = next(field for field, leaf in _LEAVES.items() if isinstance(part, leaf))
            return Line(field, tuple(_written(value) for value in astuple(part)))


def _moment(text: str) -> datetime | None:
    """In the desk's own time zone. Raises ValueError."""
    return moments.read(text, "")


def _days(text: str) -> int | None:
    """Empty: ever. Raises ValueError."""
    return int(text) if text else None


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return moments.written(value, "")
    return "" if value is None else str(value)


# Of what isn't just text; each raises ValueError.
_READERS: Mapping[Field, tuple[Callable[[str], object], ...]] = MappingProxyType(
    {
        Field.SUBSCRIBED: (_moment, _moment),
        Field.EVENT: (str, _days),
        Field.SEEN: (int,),
        Field.VISITS: (int,),
    }
)
