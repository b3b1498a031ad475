"""Who may come in under which name, who may change anything, and what every answer forbids."""

import pytest

from pushdesk.services import preferences
from pushdesk.services.channels import Channel
from pushdesk.settings import PUBLIC_URL
from tests.house import House, a_subscription
from tests.portal.client import Answer, Client

PUBLIC = "https://desk.example.com"


@pytest.fixture
def public(client: Client, house: House) -> Client:
    preferences.put(house.ctx, PUBLIC_URL, PUBLIC)
    return client


def _join(client: Client, channel: Channel, headers: dict[str, str]) -> Answer:
    content = {"subscription": a_subscription()}
    return client.ask("POST", f"/c/{channel.alias}/subscription", content, headers=headers)


def test_every_answer_carries_the_headers(client: Client, channel: Channel, house: House) -> None:
    guest = house.guest(channel)
    paths = ("/healthz", "/", f"/c/{channel.alias}", f"/g/{guest.token}", "/sw.js", "/c/nobody")
    for path in (*paths, f"/g/{guest.token}/qr.svg", "/favicon.ico", "/assets/none"):
        headers = client.page(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Permissions-Policy"]
        assert headers["Cache-Control"]
        assert "Server" not in headers
        assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8787", "127.0.0.1", "[::1]:80", "10.1.2.3"]
)
def test_own_names_and_addresses_in_figures_come_in(client: Client, host: str) -> None:
    assert client.get("/healthz", {"Host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "desk.example.com", "", "[::1", "a@b"]
)
def test_other_names_are_refused(client: Client, host: str) -> None:
    answer = client.get("/healthz", {"Host": host})
    assert answer.status == 421
    assert answer.json["title"].startswith("This desk doesn’t answer")


def test_the_public_name_comes_in_as_soon_as_it_is_set(public: Client) -> None:
    headers = public.page("/", {"Host": "desk.example.com"}).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_https_the_cookie_is_secure(public: Client, channel: Channel) -> None:
    answer = _join(public, channel, {"Host": "desk.example.com", "Origin": PUBLIC})
    assert answer.status == 201
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_proxy_that_changes_the_host_is_still_the_public_address(
    public: Client, channel: Channel
) -> None:
    forwarded = {"Origin": PUBLIC, "X-Forwarded-For": "203.0.113.7"}
    answer = _join(public, channel, forwarded)
    assert answer.status == 201
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("prefix", ["/desk", ""])
def test_a_public_address_with_a_path_is_kept_in_every_link(
    client: Client, house: House, channel: Channel, prefix: str
) -> None:
    """Whether the proxy passes the path on or takes it off."""
    preferences.put(house.ctx, PUBLIC_URL, f"{PUBLIC}/desk")
    host = {"Host": "desk.example.com", "Origin": PUBLIC}
    page = client.page(f"{prefix}/c/{channel.alias}", host).text
    assert f'href="/desk/c/{channel.alias}/manifest.webmanifest"' in page
    assert 'src="/desk/assets/' in page
    path = f"{prefix}/c/{channel.alias}/subscription"
    answer = client.ask("POST", path, {"subscription": a_subscription()}, headers=host)
    assert answer.json["pass"].startswith("/desk/g/")
    assert "Path=/desk/" in answer.headers["Set-Cookie"]
    assert client.get(f"{prefix}/sw.js", host).headers["Service-Worker-Allowed"] == "/desk/"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://127.0.0.1:1", PUBLIC, "file://"]
)
def test_another_sites_page_can_change_nothing(
    client: Client, channel: Channel, origin: str
) -> None:
    assert _join(client, channel, {"Origin": origin}).status == 403
    path = f"/c/{channel.alias}/subscription"
    assert client.ask("DELETE", path, headers={"Origin": origin}).status == 403


def test_an_address_in_figures_is_no_origin_of_another_one(
    client: Client, channel: Channel
) -> None:
    assert _join(client, channel, {"Host": "10.1.2.3", "Origin": "http://10.1.2.3"}).status == 201
    assert _join(client, channel, {"Host": "10.1.2.3", "Origin": "http://10.1.2.4"}).status == 403


def test_a_program_without_an_origin_may_ask(client: Client, channel: Channel) -> None:
    path = f"/c/{channel.alias}/subscription"
    assert client.ask("DELETE", path).status == 403  # for want of a pass
    assert client.ask("DELETE", path).json["title"] == "This browser is on no list here."


def test_a_method_that_is_none_is_told_in_words(client: Client) -> None:
    answer = client.ask("POST", "/healthz", {})
    assert answer.status == 405
    assert answer.json["title"] == "The desk can’t do this: Method Not Allowed."
