"""From the lines of the form to a rule and back; without any widget."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pushdesk.domain import conditions, rule_json
from pushdesk.domain.conditions import NoCondition
from pushdesk.domain.rules import Definition, NoRule
from pushdesk.gui.rules.fields import Form, Kind, Line
from pushdesk.gui.widgets.conditions import translate as groups
from pushdesk.gui.widgets.conditions.fields import Group

_PAIRS = re.compile(r",\s*(?=[^,=\s]+=)")
_BARE = {Kind.CALL_AGAIN, Kind.RELEASE, Kind.STOP}
_WAYS = {Kind.IF: ("then", "else"), Kind.WAIT_FOR: ("came", "over")}


def definition(form: Form) -> Definition | None:
    """None while a line is not complete."""
    try:
        value: dict[str, object] = {"when": _trigger(form.when), "at_once": form.at_once}
        if form.tests:
            value["if"] = _tests(form.tests)
        return rule_json.parse(json.dumps(value | {"then": _steps(form.steps)}))
    except (NoRule, NoCondition, ValueError):
        return None


def form(of: Definition) -> Form:
    written = json.loads(rule_json.to_json(of))
    steps = tuple(map(_line, written["then"]))
    return Form(_trigger_line(written["when"]), groups.groups(of.condition), steps, of.at_once)


def pairs(text: str) -> dict[str, str]:
    """“template=ready, table=12”; raises ValueError for a part without =."""
    parts = [part.split("=", 1) for part in _PAIRS.split(text.strip()) if part]
    return {name.strip(): value.strip() for name, value in parts}


def _trigger(line: Line) -> dict[str, object]:
    match line.kind, line.values:
        case Kind.EVENT, (event, where):
            return {"event": event, "where": pairs(where)}
        case Kind.MISSING, (event, within, after, where):
            value = {"no": event, "within": int(within), "after": after}
            return value | {"where": pairs(where)}
        case Kind.DATE, (field, days, at, yearly):
            return {"date": field, "days": int(days), "at": at, "yearly": yearly == "yes"}
    raise ValueError(line.kind)


def _trigger_line(value: Mapping[str, Any]) -> Line:
    told = _written(value.get("where", {}))
    if "event" in value:
        return Line(Kind.EVENT, (value["event"], told))
    if "no" in value:
        return Line(Kind.MISSING, (value["no"], str(value["within"]), value["after"], told))
    yearly = "yes" if value["yearly"] else "no"
    return Line(Kind.DATE, (value["date"], str(value["days"]), value["at"], yearly))


def _tests(asked: Sequence[Group]) -> object:
    condition = groups.condition(asked)
    if condition is None:
        raise ValueError(asked)
    return json.loads(conditions.to_json(condition))


def _steps(lines: Sequence[Line]) -> list[object]:
    return [{line.kind.value: _content(line)} for line in lines]


def _content(line: Line) -> object:
    ways = zip(_WAYS.get(line.kind, ()), line.branches, strict=True)
    inner = {word: _steps(branch) for word, branch in ways}
    match line.kind, line.values:
        case Kind.IF, _:
            return {"condition": _tests(line.tests)} | inner
        case Kind.WAIT_FOR, (event, within):
            return {"event": event, "within": int(within)} | inner
        case Kind.WAIT, (seconds,):
            return int(seconds)
        case Kind.MOVE, (source, target):
            return {"from": source, "to": target}
        case Kind.RECORD, (event, properties):
            return {"event": event, "properties": pairs(properties)}
        case _:
            return True if line.kind in _BARE else line.values[0]


def _line(step: Mapping[str, Any]) -> Line:
    """Of a step as rule_json writes it."""
    ((word, content),) = step.items()
    kind = Kind(word)
    if kind is Kind.IF:
        condition = conditions.parse(json.dumps(content["condition"]))
        return Line(kind, (), groups.groups(condition), _branches(kind, content))
    if content is True:
        return Line(kind)
    if not isinstance(content, dict):
        return Line(kind, (str(content),))
    values = (content[key] for key in content if key not in _WAYS.get(kind, ()))
    told = (_written(each) if isinstance(each, dict) else str(each) for each in values)
    return Line(kind, tuple(told), (), _branches(kind, content))


def _branches(kind: Kind, content: Mapping[str, Any]) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(map(_line, content[way])) for way in _WAYS.get(kind, ()))


def _written(properties: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in properties.items())
