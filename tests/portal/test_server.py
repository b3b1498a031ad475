"""The socket and the server: each fault has its sentence, start and stop are what they say."""

import socket

import pytest

from pushdesk.errors import UserError
from pushdesk.portal.server import PortalServer, bind
from pushdesk.runtime.engine import Engine
from tests.house import House
from tests.portal.client import Client


def test_a_port_in_use_is_told() -> None:
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UserError, match="Another program uses this port") as caught:
            bind("127.0.0.1", port)
    assert str(port) in caught.value.what
    assert "--port" in caught.value.what_to_do


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("203.0.113.7", "no such address"),
        ("no.such.name.invalid", "No network address"),
        ("a" * 70, "No network address"),
        ("", "No network address"),
        ("\ud800", "No network address"),
    ],
)
def test_an_address_that_can_not_be_had_is_told(host: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        bind(host, 0)


def test_a_port_that_is_none_is_told() -> None:
    with pytest.raises(UserError, match="no port 70000"):
        bind("127.0.0.1", 70000)


def test_the_url_is_known_before_the_start() -> None:
    with bind("0.0.0.0", 0) as listener:
        port = listener.getsockname()[1]
        assert PortalServer(listener).url == f"http://127.0.0.1:{port}"


@pytest.mark.skipif(not socket.has_ipv6, reason="this computer has no IPv6")
def test_an_ipv6_url_has_brackets() -> None:
    try:
        listener = bind("::1", 0)
    except UserError:
        pytest.skip("this computer has no IPv6 loopback")
    with listener:
        assert PortalServer(listener).url.startswith("http://[::1]:")


def test_stopping_closes_the_port_and_starting_again_takes_it(house: House, engine: Engine) -> None:
    port = 0
    for _time in range(2):
        server = PortalServer.bind("127.0.0.1", port)
        engine.run(server.start(house.ctx)).result(20)
        assert Client(server.url).get("/healthz").status == 200
        port = int(server.url.rpartition(":")[2])
        engine.run(server.stop(5)).result(20)
        with pytest.raises(ConnectionError):
            Client(server.url).get("/healthz")


def test_a_server_that_never_started_gives_its_port_back(engine: Engine) -> None:
    server = PortalServer.bind("127.0.0.1", 0)
    engine.run(server.stop(1)).result(20)
    bind("127.0.0.1", int(server.url.rpartition(":")[2])).close()
