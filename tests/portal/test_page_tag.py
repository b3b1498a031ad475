"""The page tag, the pixel, and who may ask them: the owner's own sites and nobody else's."""

import json

import pytest

from pushdesk.portal.limits import Limits, Rate
from pushdesk.services import (
    audiences,
    erasure,
    events,
    guests,
    page_tag,
    pixels,
    preferences,
    subscriptions,
)
from pushdesk.services.channels import Channel
from pushdesk.services.subscriptions import Pass
from pushdesk.settings import SITES
from tests.house import STRANGER, House
from tests.portal.client import Answer, Client
from tests.portal.conftest import Serve

SITE = "https://www.luna.example"
FOREIGN = ("https://evil.example", "null", "", "https://luna.example", f"{SITE}:8443", f"{SITE}/")
FROM_SITE = {"Origin": SITE}
PURCHASE = {"name": "purchase", "properties": {"order": "42"}}


@pytest.fixture
def site(client: Client, house: House) -> Client:
    preferences.put(house.ctx, SITES, f"{SITE}, http://localhost:8000")
    return client


@pytest.fixture
def guest(house: House, channel: Channel, client: Client) -> Pass:
    """Subscribed in this browser, which holds the pass."""
    guest = house.guest(channel)
    client.cookie = f"pushdesk_pass={guest.token}"
    return guest


@pytest.fixture
def key(house: House) -> str:
    audiences.create(house.ctx, "Almost bought")
    return pixels.switch_on(house.ctx, "Almost bought").key


def who(site: Client, query: str = "") -> object:
    answer = site.get(f"/tag/guest{query}", FROM_SITE)
    assert answer.status == 200
    return answer.json["pushed_id"]


def tell(site: Client, content: object = PURCHASE, origin: str = SITE) -> Answer:
    return site.ask("POST", "/tag/events", content, headers={"Origin": origin})


def told(house: House) -> list[str]:
    every = events.recent(house.ctx)
    return [one.name for one in every if one.source == page_tag.EVENT_SOURCE]


def in_it(house: House) -> list[str]:
    return [each.pushed_id for each in audiences.members(house.ctx, "Almost bought")]


def test_the_script_is_small_and_asked_for_again_after_an_hour(client: Client) -> None:
    first = client.get("/tag.js")
    assert (first.status, first.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert len(first.content) <= 3000
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get("/tag.js", {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.content) == (304, b"")


def test_row_20_the_pass_in_the_cookie_says_who_it_is(site: Client, guest: Pass) -> None:
    assert who(site) == guest.pushed_id


def test_row_20_the_id_that_a_page_has_kept_says_who_it_is(site: Client, guest: Pass) -> None:
    site.cookie = ""
    assert who(site, f"?id={guest.pushed_id.lower()}") == guest.pushed_id
    assert who(site) is None


@pytest.mark.parametrize("kept", [STRANGER, "x", "", "%00", "%ff", "../" * 30, "A" * 5000])
def test_an_id_of_nobody_is_nobody(site: Client, guest: Pass, kept: str) -> None:
    assert who(site, f"?id={kept}") == guest.pushed_id
    site.cookie = "pushdesk_pass=of-somebody-who-is-not-here"
    assert who(site, f"?id={kept}") is None


def test_who_has_left_is_not_recognised(site: Client, house: House, guest: Pass) -> None:
    subscriptions.leave(house.ctx, guest.token)
    assert who(site, f"?id={guest.pushed_id}") is None
    assert tell(site).status == 204
    assert told(house) == []


def test_who_does_not_want_to_be_recognised_is_not(
    site: Client, house: House, guest: Pass, key: str
) -> None:
    path = f"/g/{guest.token}/recognition"
    assert site.ask("PUT", path, {"wanted": False}).status == 204
    assert who(site, f"?id={guest.pushed_id}") is None
    assert tell(site).status == 204
    site.get(f"/px.gif?a={key}")
    assert (told(house), in_it(house)) == ([], [])
    assert site.ask("PUT", path, {"wanted": True}).status == 204
    assert who(site) == guest.pushed_id


def test_the_pass_tells_of_the_web_site_where_there_is_one(
    client: Client, house: House, guest: Pass
) -> None:
    path, sentence = f"/g/{guest.token}", "web site may recognise this phone"
    assert sentence not in client.page(path).text
    preferences.put(house.ctx, SITES, SITE)
    assert sentence in client.page(path).text


def test_nobody_else_chooses_for_a_guest(site: Client, guest: Pass) -> None:
    path = f"/g/{guest.token}/recognition"
    assert site.ask("PUT", path, {"wanted": False}, headers=FROM_SITE).status == 403
    assert site.ask("PUT", "/g/nobody-of-ours-here/recognition", {"wanted": False}).status == 404
    assert site.ask("PUT", path, {"wanted": "perhaps"}).status == 422


def test_who_was_erased_is_not_recognised(site: Client, house: House, guest: Pass) -> None:
    erasure.erase(house.ctx, guests.find(house.ctx, guest.pushed_id).id)
    assert who(site, f"?id={guest.pushed_id}") is None


@pytest.mark.parametrize("header", ["Sec-GPC", "DNT"])
def test_a_browser_that_asks_for_privacy_is_not_recognised(
    site: Client, house: House, guest: Pass, key: str, header: str
) -> None:
    asked = {header: "1"}
    assert site.get("/tag/guest", FROM_SITE | asked).json == {"pushed_id": None}
    assert site.ask("POST", "/tag/events", PURCHASE, headers=FROM_SITE | asked).status == 204
    site.get(f"/px.gif?a={key}", asked)
    assert (told(house), in_it(house)) == ([], [])


def test_a_site_of_the_owner_may_ask_with_the_cookie(site: Client, guest: Pass) -> None:
    for path, answer in (
        ("/tag/guest", site.get("/tag/guest", FROM_SITE)),
        ("/tag/events", tell(site)),
        ("/tag/events", site.ask("POST", "/tag/events", body=b"{", headers=FROM_SITE)),
        ("/tag/events", tell(site, {"name": "opened"})),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == SITE, (path, answer)
        assert answer.headers["Access-Control-Allow-Credentials"] == "true"
        assert "Origin" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_preflight_of_a_site_of_the_owner(site: Client) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Origin": "http://localhost:8000"}
    answer = site.ask("OPTIONS", "/tag/events", headers=asked)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:8000"
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"


def test_a_page_of_the_desks_own_origin_may_ask_where_the_owner_names_it(
    site: Client, house: House, guest: Pass
) -> None:
    """A site with the desk below one of its paths; browsers send no Origin to it then."""
    own = {"Sec-Fetch-Site": "same-origin"}
    assert site.get("/tag/guest", own).status == 403
    preferences.put(house.ctx, SITES, site.origin)
    assert site.get("/tag/guest", own).json == {"pushed_id": guest.pushed_id}
    for elsewhere in ("same-site", "cross-site", "none"):
        assert site.get("/tag/guest", {"Sec-Fetch-Site": elsewhere}).status == 403
    assert site.get("/tag/guest", own | {"Origin": "https://evil.example"}).status == 403


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_may_ask_nothing(site: Client, house: House, guest: Pass, origin: str) -> None:
    asked = {"Origin": origin}
    for answer in (
        site.get("/tag/guest", asked),
        site.ask("OPTIONS", "/tag/events", headers=asked),
        site.ask("POST", "/tag/events", PURCHASE, headers=asked),
    ):
        assert answer.status == 403
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert told(house) == []


def test_a_site_that_was_taken_off_the_list_may_ask_no_more(site: Client, house: House) -> None:
    preferences.put(house.ctx, SITES, "")
    assert site.get("/tag/guest", FROM_SITE).status == 403


def test_a_site_of_the_owner_may_do_nothing_else(
    site: Client, channel: Channel, guest: Pass
) -> None:
    path = f"/c/{channel.alias}/subscription"
    answer = site.ask("DELETE", path, headers=FROM_SITE)
    assert answer.status == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_row_14_an_event_with_properties_is_heard(site: Client, house: House, guest: Pass) -> None:
    assert tell(site).status == 204
    (happened, *_rest) = events.recent(house.ctx)
    assert (happened.name, happened.properties) == ("purchase", {"order": "42"})
    assert happened.source == "page_tag"
    assert happened.guest_id == guests.find(house.ctx, guest.pushed_id).id


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "purchase",
        {},
        {"name": 1},
        {"name": ""},
        {"name": "a b"},
        {"name": "x" * 65},
        {"name": "purchase", "properties": []},
        {"name": "purchase", "properties": {"a": {"b": "c"}}},
        {"name": "purchase", "properties": {"a": 1}},
        {"name": "purchase", "properties": {"": "1"}},
        {"name": "purchase", "properties": {"a": "x" * 201}},
        {"name": "purchase", "properties": {f"p{n}": "" for n in range(21)}},
        {"name": "purchase", "id": 5},
        *({"name": name} for name in ("opened", "answered", "shown", "left", "seated")),
    ],
)
def test_what_is_no_event_is_refused_with_a_sentence(
    site: Client, house: House, guest: Pass, content: object
) -> None:
    answer = site.ask("POST", "/tag/events", body=json.dumps(content).encode(), headers=FROM_SITE)
    assert answer.status in {400, 422}
    assert answer.json["title"].endswith(".")
    assert told(house) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"name": "\\ud800"}', b"[" * 9000])
def test_a_body_that_is_no_json(site: Client, house: House, guest: Pass, body: bytes) -> None:
    assert site.ask("POST", "/tag/events", body=body, headers=FROM_SITE).status in {400, 422}
    assert told(house) == []


def test_a_body_that_is_too_large(site: Client) -> None:
    assert tell(site, {"name": "x", "properties": {"a": "b" * 20_000}}).status == 413


def test_row_16_the_pixel_puts_in_and_takes_out(
    client: Client, house: House, guest: Pass, key: str
) -> None:
    client.get(f"/px.gif?a={key}")
    client.get(f"/px.gif?a={key}")
    assert in_it(house) == [guest.pushed_id]
    client.get(f"/px.gif?a={key}&do=remove")
    assert in_it(house) == []
    happened = [(one.name, one.source) for one in events.recent(house.ctx, 2)]
    assert happened == [("left_audience", "pixel"), ("joined_audience", "pixel")]


def test_row_16_the_pixel_takes_the_id_that_the_page_wrote(
    client: Client, house: House, guest: Pass, key: str
) -> None:
    client.cookie = ""
    client.get(f"/px.gif?a={key}&id={guest.pushed_id}")
    assert in_it(house) == [guest.pushed_id]


@pytest.mark.parametrize(
    "query",
    ["", "?a=", "?a=x", f"?a={'A' * 16}", f"?a={'A' * 5000}", "?a=%00", "?a=%ff&id=%ff", "?id=[]"],
)
def test_row_16_the_answer_is_always_the_same_dot(
    client: Client, house: House, guest: Pass, key: str, query: str
) -> None:
    """As it is for a guest, for nobody, and for one that a rule now finds."""
    right, wrong = client.get(f"/px.gif?a={key}"), client.get(f"/px.gif{query}")
    pixels.switch_off(house.ctx, "Almost bought")
    gone = client.get(f"/px.gif?a={key}&do=remove")
    client.cookie = ""
    nobody = client.get(f"/px.gif?a={key}&id={STRANGER}")
    for answer in (right, wrong, gone, nobody):
        assert answer.status == 200
        assert answer.content.startswith(b"GIF89a\x01\x00\x01\x00")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Content-Type"] == "image/gif"
        assert "Set-Cookie" not in answer.headers
    assert in_it(house) == [guest.pushed_id]


def test_a_pixel_that_is_loaded_ahead_counts_for_nothing(
    client: Client, house: House, guest: Pass, key: str
) -> None:
    client.get(f"/px.gif?a={key}", {"Sec-Purpose": "prefetch"})
    assert in_it(house) == []


def test_one_guest_can_tell_only_so_much(serve: Serve, house: House, channel: Channel) -> None:
    client, guest = serve(Limits(one_guest=Rate(2, 0.5))), house.guest(channel)
    preferences.put(house.ctx, SITES, SITE)
    content = PURCHASE | {"id": guest.pushed_id}
    answers = [tell(client, content) for _time in range(3)]
    assert [answer.status for answer in answers] == [204, 204, 429]
    assert answers[2].headers["Retry-After"] == "2"
    assert answers[2].headers["Access-Control-Allow-Origin"] == SITE
    assert told(house) == ["purchase", "purchase"]


def test_one_address_can_change_only_so_much_by_the_pixel(
    serve: Serve, house: House, channel: Channel, key: str
) -> None:
    client = serve(Limits(changes=Rate(2, 0.5)))
    for _time in range(3):
        guest = house.guest(channel)
        assert client.get(f"/px.gif?a={key}&id={guest.pushed_id}").status == 200
    assert len(in_it(house)) == 2


def test_what_the_site_told_is_in_the_export_and_goes_with_the_guest(
    site: Client, house: House, guest: Pass, key: str
) -> None:
    guest_id = guests.find(house.ctx, guest.pushed_id).id
    tell(site)
    site.get(f"/px.gif?a={key}")
    held = json.loads(erasure.export_json(house.ctx, guest_id))
    assert held["guest"]["recognised"] is True
    assert {"purchase", "joined_audience"} <= {one["name"] for one in held["events"]}
    assert [one["source"] for one in held["audiences"]] == ["pixel"]
    erasure.erase(house.ctx, guest_id)
    assert (told(house), in_it(house)) == ([], [])
