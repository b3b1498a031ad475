"""Rules: there and back through JSON, whatever JSON comes; and in sentences."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import rule_json, rule_sentences
from pushdesk.domain.rule_sentences import Voice
from pushdesk.domain.rules import (
    AddTo,
    Definition,
    If,
    NoRule,
    Reason,
    Webhook,
    audiences,
    renamed,
)
from tests.domain.rule_shapes import every_rule

VOICE = Voice(
    lambda text: text,
    lambda one, many, n: one if n == 1 else many,
    lambda condition: f"guests <{type(condition).__name__}>",
)
words = ["when", "then", "if", "event", "no", "within", "after", "date", "at", "days", "wait"]
words += [
    "wait_for",
    "send",
    "move",
    "from",
    "to",
    "webhook",
    "record",
    "stop",
    "condition",
    "else",
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(words),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(words), inner, max_size=4)
    ),
)


@given(every_rule)
def test_there_and_back(rule: Definition) -> None:
    assert rule_json.parse(rule_json.to_json(rule)) == rule


@given(every_rule)
def test_every_rule_can_be_said(rule: Definition) -> None:
    lines = rule_sentences.lines(rule, VOICE)
    assert lines[0].depth == 0
    assert all(line.text and "{" not in line.text for line in lines)


@given(anything.map(json.dumps) | st.text())
def test_whatever_comes_is_read_or_refused(text: str) -> None:
    with suppress(NoRule):
        rule_json.parse(text)


@given(every_rule, st.data())
def test_a_rule_with_one_value_spoilt(rule: Definition, data: st.DataObject) -> None:
    value = rule_json.to_value(rule)
    spot = data.draw(st.sampled_from(sorted(value)))
    value[spot] = data.draw(anything)
    with suppress(NoRule):
        rule_json.parse(json.dumps(value))


WHEN = '"when": {"event": "called"}'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 60_000, Reason.TOO_LARGE),
        ("[" * 20_000, Reason.NOT_JSON),
        ("{", Reason.NOT_JSON),
        ("[]", Reason.BAD_VALUE),
        (f"{{{WHEN}}}", Reason.UNKNOWN_KIND),
        (f'{{{WHEN}, "then": []}}', Reason.NO_STEPS),
        (f'{{{WHEN}, "then": [{{"jump": 1}}]}}', Reason.UNKNOWN_KIND),
        (f'{{{WHEN}, "then": [{{"wait": 0}}]}}', Reason.BAD_VALUE),
        (f'{{{WHEN}, "then": [{{"wait": {401 * 86400}}}]}}', Reason.BAD_VALUE),
        (f'{{{WHEN}, "then": [{{"stop": false}}]}}', Reason.BAD_VALUE),
        (f'{{{WHEN}, "if": {{"x": 1}}, "then": [{{"stop": true}}]}}', Reason.BAD_CONDITION),
        (f'{{{WHEN}, "then": [{", ".join(["{}"] * 101)}]}}', Reason.TOO_LARGE),
        (f'{{{WHEN}, "at_once": 0, "then": [{{"stop": true}}]}}', Reason.BAD_VALUE),
        ('{"when": {"event": "#webhook"}, "then": [{"stop": true}]}', Reason.BAD_VALUE),
        ('{"when": {"date": "birthday", "at": "25:00"}, "then": []}', Reason.NO_STEPS),
    ],
)
def test_what_is_no_rule(text: str, reason: Reason) -> None:
    with pytest.raises(NoRule) as caught:
        rule_json.parse(text)
    assert caught.value.reason is reason


def test_too_deep() -> None:
    inner: object = {"stop": True}
    for _ in range(7):
        inner = {"if": {"condition": {"language": "de"}, "then": [inner]}}
    with pytest.raises(NoRule) as caught:
        rule_json.parse(json.dumps({"when": {"event": "called"}, "then": [inner]}))
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://user@example.com/",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "https://",
        "https://a b/",
    ],
)
def test_a_webhook_leads_over_https_or_nowhere_far(url: str) -> None:
    step = rule_json.write_step(Webhook(url))
    with pytest.raises(NoRule):
        rule_json.read_step(json.dumps(step))


def test_the_ready_rule_in_sentences() -> None:
    text = """{"when": {"no": "answered", "within": 300, "after": "called",
                        "where": {"template": "ready"}},
               "if": {"language": "de"},
               "then": [{"call_again": true},
                        {"wait_for": {"event": "answered", "within": 600, "came": [],
                                      "over": [{"release": true}]}},
                        {"move": {"from": "A", "to": "B"}}, {"wait": 172800}]}"""
    said = rule_sentences.lines(rule_json.parse(text), VOICE)
    assert ["  " * line.depth + line.text for line in said] == [
        "When a guest is called (with “ready”) and doesn't answer within 5 minutes:",
        "Only for guests <Language>.",
        "Call again.",
        "Wait until the guest answers, at most 10 minutes.",
        "  If the time ran out:",
        "    Release the table.",
        "Move from “A” to “B”.",
        "Wait 2 days.",
    ]


def test_an_audience_with_a_new_name() -> None:
    rule = rule_json.parse(
        '{"when": {"event": "joined_audience", "where": {"audience": "A"}},'
        ' "then": [{"if": {"condition": {"audience": "A"}, "then": [{"add": "A"}]}}]}'
    )
    follows = renamed(rule, "A", "B", lambda condition: condition)
    assert audiences(rule) == {"A"}
    assert (
        follows.when
        == rule_json.parse(
            '{"when": {"event": "joined_audience", "where": {"audience": "B"}},'
            ' "then": [{"stop": true}]}'
        ).when
    )
    branch = follows.then[0]
    assert isinstance(branch, If)
    assert branch.then == (AddTo("B"),)
