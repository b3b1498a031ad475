"""The portal's socket: each fault has its sentence."""

import socket

import pytest

from pushdesk.errors import UserError
from pushdesk.runtime.listener import bind


def test_a_port_in_use_is_told() -> None:
    first = bind("127.0.0.1", 0)
    port = int(first.url.rpartition(":")[2])
    with pytest.raises(UserError, match="Another program uses this port") as caught:
        bind("127.0.0.1", port)
    first.close()
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
    listener = bind("0.0.0.0", 0)
    port = listener.socket.getsockname()[1]
    assert listener.url == f"http://127.0.0.1:{port}"
    listener.close()


@pytest.mark.skipif(not socket.has_ipv6, reason="this computer has no IPv6")
def test_an_ipv6_url_has_brackets() -> None:
    try:
        listener = bind("::1", 0)
    except UserError:
        pytest.skip("this computer has no IPv6 loopback")
    assert listener.url.startswith("http://[::1]:")
    listener.close()
