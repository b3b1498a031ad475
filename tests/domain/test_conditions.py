"""Conditions: there and back through JSON, whatever JSON comes; and in one sentence."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import condition_sentences, conditions
from pushdesk.domain.conditions import (
    All,
    Any,
    Browser,
    Condition,
    Country,
    Happened,
    HasOwnId,
    InAudience,
    Language,
    NoCondition,
    Not,
    OnChannel,
    OwnField,
    Platform,
    Reason,
    SeenWithin,
    Subscribed,
    Visited,
)

SIX, EIGHT = (datetime(2026, 11, 21, hour, tzinfo=UTC) for hour in (18, 20))

words = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=conditions.MAX_TEXT
).filter(lambda text: text == text.strip() and text != "")
moments = st.timedeltas(-timedelta(days=36_000), timedelta(days=2_500_000)).map(
    lambda distance: SIX + distance
)
periods = st.builds(
    lambda a, b: Subscribed(min(a, b), max(a, b)) if a != b else Subscribed(a, None),
    moments,
    moments,
)
leaves: st.SearchStrategy[Condition] = st.one_of(
    periods,
    st.builds(Subscribed, st.none(), st.none() | moments),
    st.builds(OnChannel, st.from_regex(r"[A-Za-z0-9]{6}", fullmatch=True)),
    st.builds(InAudience, words),
    st.builds(Language, st.sampled_from(["de", "pt-BR", "zh-Hant-TW"])),
    st.builds(Country, st.sampled_from(["DE", "US"])),
    st.builds(
        Happened,
        words.filter(lambda name: len(name) <= conditions.EVENT_LENGTH),
        st.none() | st.integers(1, conditions.MAX_DAYS),
    ),
    st.builds(Platform, words),
    st.builds(Browser, words),
    st.builds(SeenWithin, st.integers(1, conditions.MAX_DAYS)),
    st.builds(Visited, st.integers(1, conditions.MAX_VISITS)),
    st.builds(OwnField, words, words),
    st.builds(HasOwnId, words),
)


def branch(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(All, some) | st.builds(Any, some) | st.builds(Not, inner)


trees = leaves | branch(leaves) | branch(branch(leaves))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "subscribed", "from", "to", "channel", "field"])
            | st.sampled_from(["audience", "language", "visits_at_least", "own_id", "name", "x"])
            | st.sampled_from(["event", "country", "within_days"]),
            inner,
            max_size=2,
        )
    ),
)


def same(sentence: str) -> str:
    return sentence


@given(trees)
def test_there_and_back(condition: Condition) -> None:
    text = conditions.to_json(condition)
    if len(text) <= conditions.MAX_JSON:
        assert conditions.parse(text) == condition


@given(trees)
def test_every_condition_has_a_sentence_of_one_line(condition: Condition) -> None:
    sentence = condition_sentences.sentence(condition, same)
    assert sentence.startswith("guests ")
    assert "\n" not in sentence


@given(st.text() | anything.map(json.dumps))
def test_no_text_breaks_it(text: str) -> None:
    try:
        condition = conditions.parse(text)
    except NoCondition:
        return
    assert conditions.parse(conditions.to_json(condition)) == condition


def nested(depth: int) -> str:
    return '{"not":' * depth + '{"language":"de"}' + "}" * depth


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.NOT_JSON),
        ("[" * 9000, Reason.NOT_JSON),
        ("9" * 9000, Reason.NOT_JSON),
        ("[]", Reason.UNKNOWN_KIND),
        ("{}", Reason.UNKNOWN_KIND),
        ('{"language":"de","channel":"VFx7uM"}', Reason.UNKNOWN_KIND),
        ('{"colour":"red"}', Reason.UNKNOWN_KIND),
        ('{"country":"de"}', Reason.BAD_VALUE),
        ('{"event":"bought"}', Reason.BAD_VALUE),
        ('{"event":{"within_days":3}}', Reason.BAD_VALUE),
        ('{"event":{"name":"bought","within_days":0}}', Reason.BAD_VALUE),
        ('{"event":{"name":"bought","days":3}}', Reason.BAD_VALUE),
        ('{"event":{"name":"' + "x" * 65 + '"}}', Reason.BAD_VALUE),
        ('{"all":[]}', Reason.EMPTY),
        ('{"all":{}}', Reason.BAD_VALUE),
        ('{"language":"German"}', Reason.BAD_VALUE),
        ('{"channel":"abc"}', Reason.BAD_VALUE),
        ('{"audience":" "}', Reason.BAD_VALUE),
        ('{"audience":"\\ud800"}', Reason.BAD_VALUE),
        ('{"own_id":"a\\u0000"}', Reason.BAD_VALUE),
        ('{"browser":"' + "x" * 201 + '"}', Reason.BAD_VALUE),
        ('{"visits_at_least":true}', Reason.BAD_VALUE),
        ('{"visits_at_least":1e3}', Reason.BAD_VALUE),
        ('{"seen_within_days":0}', Reason.BAD_VALUE),
        ('{"seen_within_days":99999999999999999999}', Reason.BAD_VALUE),
        ('{"field":{"name":"vip"}}', Reason.BAD_VALUE),
        ('{"subscribed":{"from":"2026-11-21T18:00:00"}}', Reason.BAD_VALUE),
        ('{"subscribed":{"from":"0001-01-01T00:00:00+14:00"}}', Reason.BAD_VALUE),
        ('{"subscribed":{"since":"2026-11-21T18:00:00+00:00"}}', Reason.BAD_VALUE),
        (
            '{"subscribed":{"from":"2026-11-21T20:00:00Z","to":"2026-11-21T18:00:00Z"}}',
            Reason.BAD_VALUE,
        ),
        (nested(conditions.MAX_DEPTH), Reason.TOO_LARGE),
        ('{"any":[' + ",".join(['{"language":"de"}'] * 60) + "]}", Reason.TOO_LARGE),
        ('{"language":"de"}' + " " * 10_000, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_condition(text: str, reason: Reason) -> None:
    with pytest.raises(NoCondition) as raised:
        conditions.parse(text)
    assert raised.value.reason is reason


def test_the_deepest_one_fits() -> None:
    conditions.parse(nested(conditions.MAX_DEPTH - 1))


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (
            All((OnChannel("VFx7uM"), Language("de"), SeenWithin(30))),
            "who are on Waiting list, whose language is German "
            "and who were seen in the last 30 days",
        ),
        (
            All(
                (Any((InAudience("A"), InAudience("B"))), Not(Any((Visited(2), HasOwnId("till")))))
            ),
            "(who are in “A” or who are in “B”) and "
            "(who came less than 2 times and who have no ID in till)",
        ),
        (
            Not(All((Platform("iPhone"), Browser("Safari")))),
            "who don't use iPhone or who don't use Safari",
        ),
        (Not(Not(OwnField("seat", "window"))), "whose seat is “window”"),
        (Not(SeenWithin(1)), "who were not seen for a day"),
        (Subscribed(SIX, EIGHT), "who subscribed between 2026-11-21 18:00 and 2026-11-21 20:00"),
        (Not(Subscribed(end=SIX)), "who did not subscribe before 2026-11-21 18:00"),
        (Subscribed(SIX), "who subscribed since 2026-11-21 18:00"),
        (Country("AT"), "whose country is AT"),
        (Happened("bought", 30), "who had the event “bought” in the last 30 days"),
        (Not(Happened("bought", 1)), "who had no event “bought” in the last day"),
        (Not(Happened("bought")), "who never had the event “bought”"),
        (Any((Language("sv"),)), "whose language is sv"),
    ],
)
def test_sentences(condition: Condition, sentence: str) -> None:
    said = condition_sentences.sentence(
        condition, same, channels={"VFx7uM": "Waiting list"}, zone=UTC
    )
    assert said == f"guests {sentence}"
