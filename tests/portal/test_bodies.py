"""Whatever a stranger sends as JSON ends in one plain sentence, and nothing is stored."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.portal.limits import Limits, Rate
from pushdesk.services import audiences, categories, channels
from pushdesk.services.channels import Channel
from tests.house import House, a_subscription
from tests.portal.client import Answer, Client
from tests.portal.conftest import Serve

MANY = Rate(10**9, 1)
UNLIMITED = Limits(changes=MANY, receipts=MANY, one_guest=MANY, places=MANY)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "subscription": st.fixed_dictionaries(
            {},
            optional={
                "endpoint": ANYTHING | st.text(max_size=3000) | st.just("https://a.example/x"),
                "keys": st.fixed_dictionaries({}, optional={"p256dh": ANYTHING, "auth": ANYTHING}),
            },
        )
        | ANYTHING,
        "categories": ANYTHING,
        "old_endpoint": ANYTHING | st.text(max_size=3000),
        "receipt": ANYTHING,
    },
)
A_GUEST = a_subscription()
ONE_SERVER = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def open_door(serve: Serve) -> Client:
    return serve(UNLIMITED)


def _is_plain_refusal(answer: Answer) -> bool:
    problem = answer.json
    return (
        answer.status in {400, 404, 413, 422}
        and problem["status"] == answer.status
        and problem["title"].endswith(".")
    )


@ONE_SERVER
@given(content=ANYTHING | NEARLY)
def test_no_json_gets_in(
    open_door: Client, channel: Channel, house: House, content: object
) -> None:
    body = json.dumps(content).encode()
    for method, path in (
        ("POST", f"/c/{channel.alias}/subscription"),
        ("POST", "/subscription/change"),
        ("POST", "/r/AAAA"),
        ("PUT", "/g/AAAAAAAAAAAAAAAA/categories"),
    ):
        assert _is_plain_refusal(open_door.ask(method, path, body=body))
    assert channels.get(house.ctx, channel.alias).subscribers == 0


@ONE_SERVER
@given(body=st.binary(max_size=200))
def test_no_garbage_gets_in(open_door: Client, channel: Channel, body: bytes) -> None:
    path = f"/c/{channel.alias}/subscription"
    assert _is_plain_refusal(open_door.ask("POST", path, body=body))


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 8000, b'{"subscription":' * 900, b"9" * 8000, b"\xff\xfe", b"null", b"NaN"],
)
def test_broken_json_is_told_in_one_sentence(client: Client, channel: Channel, body: bytes) -> None:
    answer = client.ask("POST", f"/c/{channel.alias}/subscription", body=body)
    assert answer.status in {400, 422}
    assert answer.json["title"] == "The desk can’t read this request."


def test_another_content_type_is_not_read(client: Client, channel: Channel) -> None:
    """What a form on another site could send."""
    body = json.dumps({"subscription": a_subscription()}).encode()
    path, headers = f"/c/{channel.alias}/subscription", {"Content-Type": "text/plain"}
    assert client.ask("POST", path, body=body, headers=headers).status == 422


def test_over_long_fields_are_refused(client: Client, channel: Channel) -> None:
    path, good = f"/c/{channel.alias}/subscription", a_subscription()
    for content in (
        {"subscription": good | {"endpoint": "https://fcm.googleapis.com/" + "a" * 2048}},
        {"subscription": good | {"keys": {"p256dh": "B" * 201, "auth": "A"}}},
        {"subscription": good, "categories": ["x" * 65]},
        {"subscription": good, "categories": ["x"] * 51},
    ):
        assert client.ask("POST", path, content).status == 422


def test_what_browsers_add_is_ignored(client: Client, channel: Channel) -> None:
    subscription = a_subscription() | {"expirationTime": 1.5, "contentEncodings": ["aes128gcm"]}
    content = {"subscription": subscription, "categories": [], "later": {"x": 1}}
    assert client.ask("POST", f"/c/{channel.alias}/subscription", content).status == 201


@ONE_SERVER
@given(names=st.lists(st.text(max_size=100) | st.sampled_from(["Wine", "wine", "Wine ", "Jazz"])))
def test_row_9_only_topics_that_are_offered_get_in(
    open_door: Client, channel: Channel, house: House, names: list[str]
) -> None:
    if not categories.audience_names(house.ctx):
        audiences.create(house.ctx, "Wine")
        categories.make_category(house.ctx, "Wine", {})
    before = channels.get(house.ctx, channel.alias).subscribers
    body = json.dumps({"subscription": A_GUEST, "categories": names}).encode()
    answer = open_door.ask("POST", f"/c/{channel.alias}/subscription", body=body)
    if set(names) <= {"Wine"} and len(names) <= 50:
        assert answer.status == 201
    else:
        assert _is_plain_refusal(answer)
        assert channels.get(house.ctx, channel.alias).subscribers == before
