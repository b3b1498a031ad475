"""Requests: what is written is read again, and whatever else comes is refused by name."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import (
    Button,
    NoRequest,
    Purpose,
    Reason,
    Request,
    parse,
    to_json,
)
from pushdesk.domain.targets import App, Audience, Channel, Email, OwnId, PushedId

ID = "TVH9GJJPBS865R"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FULL = Request(
    to=(App(), Channel("VFx7uM"), PushedId(ID), OwnId("till", "4711")),
    exclude=(Audience("Regulars"), Email("ann@example.org")),
    subscribed=(NOON, None),
    limit=20,
    title="Hello {name|friend}",
    body="Soup 🦊",
    url="https://menu.example/",
    variables={"dish": "Soup"},
    translations={"de": Wording("Hallo", "Suppe")},
    ttl=timedelta(minutes=10),
    urgency="low",
    purpose=Purpose.NEWS,
    icon="https://e.example/i.png",
    image="https://e.example/p.png",
    buttons=(Button("Menu", "https://menu.example/"),),
)


def test_the_shape_of_the_api() -> None:
    assert json.loads(to_json(FULL)) == {
        "to": [
            {"app": True},
            {"channel": "VFx7uM"},
            {"pushed_id": ID},
            {"own": {"system": "till", "id": "4711"}},
        ],
        "exclude": [{"audience": "Regulars"}, {"email": "ann@example.org"}],
        "subscribed": {"from": "2026-11-21T12:00:00+00:00", "to": None},
        "limit": 20,
        "title": "Hello {name|friend}",
        "body": "Soup 🦊",
        "url": "https://menu.example/",
        "variables": {"dish": "Soup"},
        "translations": {"de": {"title": "Hallo", "body": "Suppe"}},
        "ttl": 600,
        "urgency": "low",
        "purpose": "news",
        "icon": "https://e.example/i.png",
        "image": "https://e.example/p.png",
        "buttons": [{"title": "Menu", "url": "https://menu.example/"}],
    }
    assert parse(to_json(FULL)) == FULL


def test_other_offsets_and_what_is_left_out() -> None:
    text = '{"to": [{"app": true}], "title": "x", "until": "2026-11-21T13:00+01:00", "ttl": null}'
    assert parse(text) == Request((App(),), title="x", until=NOON)


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        ("", Reason.NOT_JSON, ""),
        ("[" * 100_000, Reason.NOT_JSON, ""),
        ("[]", Reason.NOT_JSON, ""),
        ("9" * 5000, Reason.NOT_JSON, ""),
        (" " * 500_001, Reason.TOO_LARGE, ""),
        ('{"to": [], "excldue": []}', Reason.UNKNOWN_FIELD, "excldue"),
        ("{}", Reason.BAD_VALUE, "to"),
        ('{"to": [{}]}', Reason.NO_TARGET, "{}"),
        ('{"to": [{"app": false}]}', Reason.NO_TARGET, '{"app": false}'),
        ('{"to": [{"user": "token"}]}', Reason.NO_TARGET, '{"user": "token"}'),
        ('{"to": [{"own": "till/1"}]}', Reason.NO_TARGET, '{"own": "till/1"}'),
        ('{"to": [{"own": {"system": "a/b", "id": "1"}}]}', Reason.NO_TARGET, None),
        ('{"to": [], "limit": true}', Reason.BAD_VALUE, "limit"),
        ('{"to": [], "limit": -1}', Reason.BAD_VALUE, "limit"),
        ('{"to": [], "ttl": NaN}', Reason.BAD_VALUE, "ttl"),
        ('{"to": [], "ttl": Infinity}', Reason.BAD_VALUE, "ttl"),
        ('{"to": [], "ttl": "600"}', Reason.BAD_VALUE, "ttl"),
        ('{"to": [], "until": "2026-11-21T13:00"}', Reason.BAD_VALUE, "until"),
        ('{"to": [], "until": "9999-12-31T23:59-12:00"}', Reason.BAD_VALUE, "until"),
        ('{"to": [], "subscribed": {"since": 1}}', Reason.BAD_VALUE, "subscribed"),
        ('{"to": [], "purpose": "spam"}', Reason.BAD_VALUE, "purpose"),
        ('{"to": [], "title": 1}', Reason.BAD_VALUE, "title"),
        ('{"to": [], "variables": {"a": 1}}', Reason.BAD_VALUE, "variables"),
        ('{"to": [], "translations": {"de": "x"}}', Reason.BAD_VALUE, "translations"),
        ('{"to": [], "buttons": [{"title": "x"}]}', Reason.BAD_VALUE, "buttons"),
        ('{"to": [], "buttons": [1, 2, 3]}', Reason.TOO_LARGE, "buttons"),
    ],
    ids=str,
)
def test_what_is_no_request(text: str, reason: Reason, detail: str | None) -> None:
    with pytest.raises(NoRequest) as refused:
        parse(text)
    assert refused.value.reason is reason
    assert detail in {None, refused.value.detail}


EPOCH = datetime.fromtimestamp(0, UTC)
moments = st.integers(0, 4 * 10**15).map(lambda n: EPOCH + timedelta(microseconds=n))
words = st.text(max_size=50)
targets = st.lists(
    st.sampled_from(FULL.to + FULL.exclude)
    | st.integers(0, 9**9).map(lambda number: OwnId("crm", str(number))),
    max_size=5,
).map(tuple)
asked = st.builds(
    Request,
    targets,
    targets,
    st.none() | st.tuples(st.none() | moments, st.none() | moments),
    st.none() | st.integers(0, 10**9),
    title=words,
    body=words,
    url=words,
    template=words,
    variables=st.dictionaries(words, words, max_size=3),
    translations=st.dictionaries(words, st.builds(Wording, words, words), max_size=3),
    ttl=st.none() | st.timedeltas(timedelta(0), timedelta(days=100)),
    until=st.none() | moments,
    urgency=st.none() | words.filter(bool),
    purpose=st.sampled_from(Purpose),
    icon=words,
    image=words,
    buttons=st.lists(st.builds(Button, words, words), max_size=2).map(tuple),
)


@given(asked)
def test_what_is_written_is_read_again(request_: Request) -> None:
    text = to_json(request_)
    text.encode()  # half characters too
    assert parse(text) == request_


FIELDS = ("to", "exclude", "subscribed", "limit", "ttl", "until", "purpose", "buttons", "title")
INNER = ("variables", "translations", "app", "channel", "own", "system", "id", "from", "de", "url")
names = st.sampled_from(FIELDS + INNER)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | names
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
)


@given(st.text(max_size=60) | values.map(json.dumps))
def test_any_text_is_a_request_or_one_reason(text: str) -> None:
    try:
        read = parse(text)
    except NoRequest:
        return
    assert parse(to_json(read)) == read
