"""Public addresses, and private ones in disguise."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushdesk.webpush.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "142.250.185.10",
        "17.188.143.34",
        "2a00:1450:4001:80b::200a",
        "2620:149:a44::1",
        "::ffff:142.250.185.10",
        "64:ff9b::8efa:b90a",  # NAT64 of 142.250.185.10
    ],
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "fcm.googleapis.com",
        "127.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",  # Teredo
        "2001:db8::1",
        "2002:7f00:1::1",  # 6to4 of 127.0.0.1
        "2002:8efa:b90a::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "2a00:1450:4001:80b::200a%1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@settings(deadline=None)  # the machine may be busy
@given(st.ip_addresses(v=4))
def test_a_disguise_changes_nothing(address: IPv4Address) -> None:
    plain = is_public(str(address))
    assert is_public(f"::ffff:{address}") == plain
    assert is_public(str(IPv6Address((0x64FF9B << 96) | int(address)))) == plain


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=45))
def test_no_text_is_an_error(text: str) -> None:
    is_public(text)
