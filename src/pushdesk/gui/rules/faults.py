"""What is wrong with one line, as a sentence; empty where all is well. Without any widget."""

import json
import re

from pushdesk.domain import rule_json
from pushdesk.domain.rules import EVENT_NAME, NoRule
from pushdesk.gui.rules import translate
from pushdesk.gui.rules.fields import Choices, Field, Kind, Line, Shape, Source, asked
from pushdesk.i18n import _

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_ANYTHING = re.compile(r".*", re.DOTALL)


def fault(line: Line, choices: Choices) -> str:
    """Of its own values; what stands in its branches has its own lines."""
    for field, value in zip(asked(line.kind).fields, line.values, strict=True):
        found = _fault(field, value, choices)
        if found:
            return found
    return _address(line.values[0]) if line.kind is Kind.WEBHOOK else ""


def _fault(field: Field, value: str, choices: Choices) -> str:
    if not value:
        return "" if field.optional else _("Fill in “{field}”.").format(field=field.name)
    if field.shape is Shape.CHOICE:
        return _choice(field, value, choices)
    if field.shape is Shape.PAIRS:
        return _pairs(value)
    pattern, told = {
        Shape.EVENT: (EVENT_NAME, _("An event has letters, digits and _ . : - only.")),
        Shape.TIME: (_TIME, _("Write the time as 18:30.")),
        Shape.NUMBER: (_NUMBER, _("Write a number.")),
    }.get(field.shape, (_ANYTHING, ""))
    return "" if pattern.fullmatch(value) else told


def _choice(field: Field, value: str, choices: Choices) -> str:
    if value in dict(choices.of(field.source)):
        return ""
    match field.source:
        case Source.KEPT_BY_HAND if value in dict(choices.audiences):
            told = _("“{name}” finds its guests by a rule. Choose one that is kept by hand.")
        case Source.KEPT_BY_HAND | Source.AUDIENCES:
            told = _("There is no audience “{name}”. Make it, or choose another.")
        case Source.TEMPLATES:
            told = _("There is no message “{name}”. Choose another.")
        case Source.CHANNELS:
            told = _("There is no channel “{name}”. Choose another.")
        case _:
            return ""
    return told.format(name=value)


def _pairs(text: str) -> str:
    try:
        translate.pairs(text)
    except ValueError:
        return _("Write it as name=value, with commas between several.")
    return ""


def _address(url: str) -> str:
    try:
        rule = {"when": {"event": "called"}, "then": [{"webhook": url}]}
        rule_json.parse(json.dumps(rule))
    except NoRule:
        return _("An address begins with https://.")
    return ""
