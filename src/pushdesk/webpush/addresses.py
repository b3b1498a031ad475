"""Which network addresses belong to the public Internet, wrapped ones included."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how an IPv6-only network reaches IPv4 hosts
_NOT_PUBLIC = (
    IPv6Network("2001::/23"),  # IETF protocols, Teredo (RFC 4380) among them
    IPv6Network("2002::/16"),  # 6to4 (RFC 3056): any IPv4 address in disguise
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)


def is_public(text: str) -> bool:
    """False for all that is private, local, reserved, multicast, a tunnel, or no address."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _public6(address) if isinstance(address, IPv6Address) else _public4(address)


def _public4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _public6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _public4(address.ipv4_mapped)
    if address in _NAT64:
        return _public4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in _GLOBAL_UNICAST or any(address in network for network in _NOT_PUBLIC):
        return False
    return address.scope_id is None and address.is_global
