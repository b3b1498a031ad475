"""Rules as JSON: read from anywhere, bounded; and written."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import astuple
from datetime import time, timedelta

from pushdesk.domain import conditions
from pushdesk.domain.conditions import Condition, NoCondition
from pushdesk.domain.rules import (
    EVENT_NAME,
    LONGEST_WAIT,
    MAX_AT_ONCE,
    MAX_DAYS,
    MAX_DEPTH,
    MAX_NAME,
    MAX_PROPERTIES,
    MAX_STEPS,
    MAX_TEXT,
    MAX_URL,
    PROPERTY_NAME,
    SHORTEST_WAIT,
    AddTo,
    CallAgain,
    Definition,
    If,
    Move,
    NoRule,
    Properties,
    Reason,
    Record,
    Release,
    RemoveFrom,
    Send,
    Step,
    Steps,
    Stop,
    Tell,
    Trigger,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    WhenEvent,
    WhenMissing,
    every_step,
)

MAX_JSON = 50_000
_WEBHOOK = re.compile(
    r"https://[^\s/?#@\\]+(?:[/?][^\s\\]*)?"
    r"|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?(?:[/?][^\s\\]*)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


def parse(json_text: str) -> Definition:
    """The rule that `to_json` wrote; raises NoRule for all else."""
    if len(json_text) > MAX_JSON:
        raise NoRule(Reason.TOO_LARGE)
    try:
        value = json.loads(json_text)
    except (ValueError, RecursionError) as error:
        raise NoRule(Reason.NOT_JSON) from error
    fields = _fields(value, {"when", "then"}, {"if", "at_once"}, "rule")
    condition = _condition(fields["if"]) if "if" in fields else None
    at_once = _number(fields.get("at_once", 1), 1, MAX_AT_ONCE, "at_once")
    steps = _steps(fields["then"], MAX_DEPTH)
    if not steps:
        raise NoRule(Reason.NO_STEPS)
    if sum(1 for _ in every_step(steps)) > MAX_STEPS:
        raise NoRule(Reason.TOO_LARGE)
    return Definition(_trigger(fields["when"]), steps, condition, at_once)


def read_step(json_text: str) -> Step:
    """One step as `write_step` gives it; raises NoRule."""
    return _step(json.loads(json_text), MAX_DEPTH)


def to_json(definition: Definition) -> str:
    return json.dumps(to_value(definition), ensure_ascii=False)


def to_value(definition: Definition) -> dict[str, object]:
    """For a larger JSON document."""
    value: dict[str, object] = {"when": _write_trigger(definition.when)}
    if definition.condition is not None:
        value["if"] = json.loads(conditions.to_json(definition.condition))
    if definition.at_once != 1:
        value["at_once"] = definition.at_once
    return value | {"then": write_steps(definition.then)}


def _trigger(value: object) -> Trigger:
    if isinstance(value, dict) and "no" in value:
        fields = _fields(value, {"no", "within", "after"}, {"where"}, "when")
        missing, after = (_event(fields[key], key) for key in ("no", "after"))
        return WhenMissing(missing, _duration(fields["within"]), after, _where(fields))
    if isinstance(value, dict) and "date" in value:
        fields = _fields(value, {"date", "at"}, {"days", "yearly"}, "when")
        yearly = fields.get("yearly", True)
        if not isinstance(yearly, bool):
            raise NoRule(Reason.BAD_VALUE, "yearly")
        days = _number(fields.get("days", 0), -MAX_DAYS, MAX_DAYS, "days")
        return WhenDate(_text(fields["date"], "date"), _time(fields["at"]), days, yearly)
    fields = _fields(value, {"event"}, {"where"}, "when")
    return WhenEvent(_event(fields["event"], "event"), _where(fields))


def _write_trigger(trigger: Trigger) -> dict[str, object]:
    match trigger:
        case WhenEvent(event, where):
            return {"event": event} | ({"where": dict(where)} if where else {})
        case WhenMissing(event, within, after, where):
            value: dict[str, object] = {"no": event, "within": _seconds(within), "after": after}
            return value | ({"where": dict(where)} if where else {})
        case WhenDate(field, at, days, yearly):
            return {"date": field, "at": f"{at:%H:%M}", "days": days, "yearly": yearly}


def _steps(value: object, depth: int) -> Steps:
    if not isinstance(value, list):
        raise NoRule(Reason.BAD_VALUE, "then")
    if len(value) > MAX_STEPS or (value and depth == 0):
        raise NoRule(Reason.TOO_LARGE)
    return tuple(_step(item, depth) for item in value)


def _step(value: object, depth: int) -> Step:
    if not isinstance(value, dict) or len(value) != 1:
        raise NoRule(Reason.UNKNOWN_KIND, "then")
    ((kind, content),) = value.items()
    if kind == "if":
        fields = _fields(content, {"condition"}, {"then", "else"}, "if")
        ways = (_steps(fields.get(key, []), depth - 1) for key in ("then", "else"))
        return If(_condition(fields["condition"]), *ways)
    if kind == "wait_for":
        fields = _fields(content, {"event", "within"}, {"came", "over"}, "wait_for")
        ways = (_steps(fields.get(key, []), depth - 1) for key in ("came", "over"))
        return WaitFor(_event(fields["event"], kind), _duration(fields["within"]), *ways)
    if kind not in _READERS:
        raise NoRule(Reason.UNKNOWN_KIND, kind[:MAX_NAME])
    return _READERS[kind](content)


def _move(value: object) -> Move:
    fields = _fields(value, {"from", "to"}, set(), "move")
    return Move(_text(fields["from"], "move"), _text(fields["to"], "move"))


def _record(value: object) -> Record:
    fields = _fields(value, {"event"}, {"properties"}, "record")
    return Record(_event(fields["event"], "record"), _properties(fields.get("properties", {})))


def _webhook(value: object) -> Webhook:
    url = _text(value, "webhook", MAX_URL)
    if not _WEBHOOK.fullmatch(url):
        raise NoRule(Reason.BAD_VALUE, "webhook")
    return Webhook(url)


def _flag(value: object, kind: str) -> None:
    if value is not True:
        raise NoRule(Reason.BAD_VALUE, kind)


def _bare(step: Callable[[], Step], kind: str) -> Callable[[object], Step]:
    def read(value: object) -> Step:
        _flag(value, kind)
        return step()

    return read


# Steps without branches by their word in JSON.
_READERS: Mapping[str, Callable[[object], Step]] = {
    "send": lambda value: Send(_text(value, "send")),
    "call_again": _bare(CallAgain, "call_again"),
    "release": _bare(Release, "release"),
    "add": lambda value: AddTo(_text(value, "add")),
    "remove": lambda value: RemoveFrom(_text(value, "remove")),
    "move": _move,
    "webhook": _webhook,
    "tell": lambda value: Tell(_text(value, "tell", MAX_TEXT)),
    "record": _record,
    "stop": _bare(Stop, "stop"),
    "wait": lambda value: Wait(_duration(value)),
}


def write_steps(steps: Steps) -> list[object]:
    return [write_step(step) for step in steps]


def write_step(step: Step) -> dict[str, object]:
    match step:
        case If(condition, then, otherwise):
            asked = json.loads(conditions.to_json(condition))
            ways = {"then": write_steps(then), "else": write_steps(otherwise)}
            return {"if": {"condition": asked} | ways}
        case WaitFor(event, within, came, over):
            ways = {"came": write_steps(came), "over": write_steps(over)}
            return {"wait_for": {"event": event, "within": _seconds(within)} | ways}
        case Wait(duration):
            return {"wait": _seconds(duration)}
        case Record(event, properties):
            return {"record": {"event": event, "properties": dict(properties)}}
        case Move(source, target):
            return {"move": {"from": source, "to": target}}
        case _:
            return {_KINDS[type(step)]: next(iter(astuple(step)), True)}


# Steps that are said with one word and one value, or none.
_KINDS: Mapping[type[Step], str] = {
    Send: "send",
    CallAgain: "call_again",
    Release: "release",
    AddTo: "add",
    RemoveFrom: "remove",
    Webhook: "webhook",
    Tell: "tell",
    Stop: "stop",
}


def _fields(value: object, needed: set[str], possible: set[str], what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NoRule(Reason.BAD_VALUE, what)
    if not needed <= value.keys() <= needed | possible:
        raise NoRule(Reason.UNKNOWN_KIND, what)
    return value


def _condition(value: object) -> Condition:
    try:
        return conditions.parse(json.dumps(value))
    except (NoCondition, RecursionError) as error:
        raise NoRule(Reason.BAD_CONDITION, "if") from error


def _where(fields: Mapping[str, object]) -> Properties:
    return _properties(fields.get("where", {}))


def _properties(value: object) -> Properties:
    if not isinstance(value, dict) or len(value) > MAX_PROPERTIES:
        raise NoRule(Reason.BAD_VALUE, "properties")
    if not all(PROPERTY_NAME.fullmatch(name) for name in value):
        raise NoRule(Reason.BAD_VALUE, "properties")
    return tuple(sorted((name, _text(text, name)) for name, text in value.items()))


def _event(value: object, what: str) -> str:
    name = _text(value, what)
    if not EVENT_NAME.fullmatch(name):
        raise NoRule(Reason.BAD_VALUE, what)
    return name


def _text(value: object, what: str, longest: int = MAX_TEXT) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise NoRule(Reason.BAD_VALUE, what)
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise NoRule(Reason.BAD_VALUE, what)
    return value.strip()


def _number(value: object, least: int, most: int, what: str) -> int:
    # True is an int in Python.
    if type(value) is not int or not least <= value <= most:
        raise NoRule(Reason.BAD_VALUE, what)
    return value


def _duration(value: object) -> timedelta:
    least, most = _seconds(SHORTEST_WAIT), _seconds(LONGEST_WAIT)
    return timedelta(seconds=_number(value, least, most, "wait"))


def _seconds(duration: timedelta) -> int:
    return int(duration.total_seconds())


def _time(value: object) -> time:
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise NoRule(Reason.BAD_VALUE, "at")
    return time(int(match[1]), int(match[2]))
