"""Certificates and proxies: what the environment says, and what then happens."""

import asyncio
from pathlib import Path

import certifi
import pytest

from pushdesk.errors import UserError
from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.network import Network
from pushdesk.webpush.request import PushRequest
from pushdesk.webpush.transport import PushResponse, TransportError, TransportFault

from .authority import Authority
from .service import by_path, connect_proxy, push_service

FCM = "https://fcm.googleapis.com/201"
ORIGIN = EndpointPolicy().check(FCM)


async def post(url: str, policy: EndpointPolicy, network: Network) -> PushResponse:
    transport = CurlTransport(policy, network)
    try:
        async with asyncio.timeout(20):
            return await transport.post(PushRequest(url, {"TTL": "1"}, b"x"))
    finally:
        await transport.close()


def test_defaults() -> None:
    network = Network.from_environment({})
    assert network == Network()
    assert (network.connect_timeout, network.total_timeout) == (5.0, 10.0)
    assert network.ca_file == Path(certifi.where())
    assert network.proxy_for(ORIGIN) == ""


def test_what_the_environment_may_say(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)
    network = Network.from_environment(
        {"HTTPS_PROXY": "proxy.lan:3128", "SSL_CERT_FILE": str(authority.ca_file)}
    )
    assert network.ca_file == authority.ca_file
    assert network.proxy_for(ORIGIN) == "http://proxy.lan:3128"
    other = Network.from_environment({"CURL_CA_BUNDLE": str(authority.ca_file)})
    assert other.ca_file == authority.ca_file


@pytest.mark.parametrize(
    "environment",
    [
        {"SSL_CERT_FILE": "/does/not/exist.pem"},
        {"HTTPS_PROXY": "socks4://proxy.lan:1080"},
        {"HTTPS_PROXY": "http://"},
    ],
)
def test_what_cannot_be_used_is_said_plainly(environment: dict[str, str]) -> None:
    with pytest.raises(UserError):
        Network.from_environment(environment)


@pytest.mark.parametrize(
    ("no_proxy", "straight"),
    [
        ("", False),
        ("*", True),
        ("example.com", False),
        ("fcm.googleapis.com", True),
        ("a.b, FCM.googleapis.com:443", True),
        ("fcm.googleapis.com:80", False),
        ("googleapis.com", True),
        (".googleapis.com", True),
        ("*.googleapis.com", True),
        ("apis.com", False),
        (",,", False),
    ],
)
def test_no_proxy(no_proxy: str, straight: bool) -> None:
    network = Network(proxy="http://proxy.lan", no_proxy=no_proxy)
    assert network.proxy_for(ORIGIN) == ("" if straight else "http://proxy.lan")


def test_plain_http_goes_straight() -> None:
    origin = EndpointPolicy.from_text("http://127.0.0.1:9000").check("http://127.0.0.1:9000/x")
    assert Network(proxy="http://proxy.lan").proxy_for(origin) == ""


def test_libcurl_does_not_read_the_environment_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "http_proxy", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def story() -> None:
        async with push_service(by_path) as seen:
            policy = EndpointPolicy.from_text(seen.url(""))
            assert (await post(seen.url("/201"), policy, Network())).status == 201

    asyncio.run(story())


def test_no_proxy_in_the_environment_does_not_go_around_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("no_proxy", "*")

    async def story() -> None:
        refusal = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
        async with connect_proxy(9, refusal) as proxy:
            with pytest.raises(TransportError):
                await post(FCM, EndpointPolicy(), Network(proxy=proxy.url))
            assert proxy.asked == ["fcm.googleapis.com:443"]

    asyncio.run(story())


def test_the_owners_authority_is_trusted(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)

    async def story() -> None:
        async with push_service(by_path, authority.server("push.test")) as seen:
            url = seen.url("/201", "https", "push.test")
            policy = EndpointPolicy.from_text(seen.url("", "https", "push.test"))
            resolve = (f"push.test:{seen.port}:127.0.0.1",)
            network = Network(ca_file=authority.ca_file, resolve=resolve)
            assert (await post(url, policy, network)).status == 201

    asyncio.run(story())


def test_anyone_elses_authority_is_not(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)

    async def story() -> None:
        async with push_service(by_path, authority.server("push.test")) as seen:
            url = seen.url("/201", "https", "push.test")
            policy = EndpointPolicy.from_text(seen.url("", "https", "push.test"))
            resolve = (f"push.test:{seen.port}:127.0.0.1",)
            with pytest.raises(TransportError) as caught:
                await post(url, policy, Network(resolve=resolve))
            assert caught.value.kind is TransportFault.CERTIFICATE
            assert seen.requests == []

    asyncio.run(story())


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)

    async def story() -> None:
        async with push_service(by_path, authority.server("other.test")) as seen:
            url = seen.url("/201", "https", "push.test")
            policy = EndpointPolicy.from_text(seen.url("", "https", "push.test"))
            resolve = (f"push.test:{seen.port}:127.0.0.1",)
            with pytest.raises(TransportError) as caught:
                await post(url, policy, Network(ca_file=authority.ca_file, resolve=resolve))
            assert caught.value.kind is TransportFault.CERTIFICATE

    asyncio.run(story())


def test_no_tls_at_the_other_end() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen:
            url = seen.url("/201", "https")
            with pytest.raises(TransportError) as caught:
                await post(url, EndpointPolicy.from_text(seen.url("", "https")), Network())
            assert caught.value.kind is TransportFault.TLS

    asyncio.run(story())


def test_a_proxy_resolves_the_name_and_may_be_local(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)

    async def story() -> None:
        tls = authority.server("fcm.googleapis.com")
        async with push_service(by_path, tls) as seen, connect_proxy(seen.port) as proxy:
            network = Network(ca_file=authority.ca_file, proxy=proxy.url)
            response = await post(FCM, EndpointPolicy(), network)
            assert response.status == 201
            assert "x-proxy" not in response.headers
            assert proxy.asked == ["fcm.googleapis.com:443"]
            assert len(seen.requests) == 1

    asyncio.run(story())


def test_a_proxy_does_not_widen_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        async with connect_proxy(9) as proxy:
            with pytest.raises(UserError):
                await post("https://10.0.0.1/x", EndpointPolicy(), Network(proxy=proxy.url))
            assert proxy.asked == []

    asyncio.run(story())


def test_a_proxy_that_refuses() -> None:
    async def story() -> None:
        refusal = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
        async with connect_proxy(9, refusal) as proxy:
            with pytest.raises(TransportError) as caught:
                await post(FCM, EndpointPolicy(), Network(proxy=proxy.url))
            assert caught.value.kind is TransportFault.PROXY
            assert "403" in caught.value.detail

    asyncio.run(story())


def test_a_proxy_that_is_away() -> None:
    async def story() -> None:
        async with connect_proxy(9) as proxy:
            pass
        with pytest.raises(TransportError) as caught:
            await post(FCM, EndpointPolicy(), Network(proxy=proxy.url))
        assert caught.value.kind is TransportFault.PROXY

    asyncio.run(story())
