"""The push services that browsers use: their hosts, and where each differs from the RFC."""

from dataclasses import dataclass, field
from enum import StrEnum

# RFC 8030 section 7.2 guarantees 4096 bytes of body; RFC 8188 takes a header of 86 (16 salt, 4
# record size, 1 key length, 65 key), the tag 16 and the delimiter 1 of them.
GUARANTEED_PLAINTEXT = 4096 - 86 - 16 - 1


class Vendor(StrEnum):
    GOOGLE = "google"
    MOZILLA = "mozilla"
    APPLE = "apple"
    MICROSOFT = "microsoft"
    OTHER = "other"


@dataclass(frozen=True)
class VendorProfile:
    """`min_ttl` in seconds; `max_plaintext` in bytes before encryption."""

    min_ttl: int = 0
    max_plaintext: int = GUARANTEED_PLAINTEXT
    headers: dict[str, str] = field(default_factory=dict)


_HOSTS = {
    "fcm.googleapis.com": Vendor.GOOGLE,
    "jmt17.google.com": Vendor.GOOGLE,
    "updates.push.services.mozilla.com": Vendor.MOZILLA,
    "web.push.apple.com": Vendor.APPLE,
}
_DOMAINS = {
    ".push.services.mozilla.com": Vendor.MOZILLA,
    ".push.apple.com": Vendor.APPLE,
    ".notify.windows.com": Vendor.MICROSOFT,
}
_PROFILES = {
    # Firefox on Android answers 413 from about 2.8 kB on.
    Vendor.MOZILLA: VendorProfile(max_plaintext=2800),
    # WNS answers 400 for TTL 0, or when its own cache header is missing.
    Vendor.MICROSOFT: VendorProfile(min_ttl=1, headers={"X-WNS-Cache-Policy": "cache"}),
}


def vendor_of(host: str) -> Vendor | None:
    """None for a host, in lower case, that no known push service uses."""
    if host in _HOSTS:
        return _HOSTS[host]
    return next((vendor for end, vendor in _DOMAINS.items() if host.endswith(end)), None)


def profile(vendor: Vendor) -> VendorProfile:
    return _PROFILES.get(vendor, VendorProfile())


def max_plaintext(vendor: Vendor) -> int:
    """Bytes."""
    return profile(vendor).max_plaintext
