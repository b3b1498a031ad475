"""How the text of a setting is read: each raises UserError for what doesn't fit."""

import ipaddress
import re
import zoneinfo
from collections.abc import Callable
from itertools import pairwise

from pushdesk.errors import UserError
from pushdesk.i18n import _


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.strip().isdecimal() or not lowest <= int(text) <= highest:
            raise UserError(
                _("“{text}” is no number that fits here.").format(text=text[:40]),
                "",
                _("Give a whole number from {lowest} to {highest}.").format(
                    lowest=lowest, highest=highest
                ),
            )
        return int(text)

    return read


def one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise UserError(
                _("“{text}” is none of the choices.").format(text=text[:40]),
                "",
                _("Choose one of: {words}.").format(words=", ".join(words)),
            )
        return text

    return read


_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_WEB_ADDRESS = re.compile(
    rf"https?://(?P<host>{_LABEL}(\.{_LABEL})*|\[[0-9a-f:.]+\])"
    r"(:(?P<port>[0-9]{1,5}))?(/[a-z0-9._~!$&()*+,;=:@%/-]*)?",
    re.IGNORECASE | re.ASCII,
)


def web_address(text: str) -> str:
    """An http(s) origin with an optional path and no trailing slash; empty means none.

    Narrower than RFC 3986: pages, QR codes and headers carry it as it stands.
    """
    bare = text.strip().rstrip("/")
    match = _WEB_ADDRESS.fullmatch(bare)
    if bare and not (match and _is_host(match["host"]) and _is_port(match["port"])):
        raise UserError(
            _("“{text}” is no web address.").format(text=text[:80]),
            _("Guests' phones need one that starts with https://."),
            _("Copy the address from your tunnel or web host, such as https://desk.example.com."),
        )
    return bare


def origins(text: str) -> str:
    """“https://luna.example,http://localhost:8000”: web addresses without a path."""
    sites = [web_address(part).lower() for part in text.split(",") if part.strip()]
    for site in sites:
        if "/" in site.partition("://")[2]:
            raise UserError(
                _("“{text}” is more than the address of a site.").format(text=site[:80]),
                _("Its pages are all meant."),
                _("Leave out what follows the name, as in https://www.example.com."),
            )
    return ",".join(dict.fromkeys(sites))


def _is_host(text: str) -> bool:
    """What looks like an IP address has to be one."""
    if not text.startswith("[") and not text.replace(".", "").isdecimal():
        return len(text) <= 253
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def _is_port(text: str | None) -> bool:
    return text is None or 1 <= int(text) <= 65535


_TIME_OF_DAY = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def time_of_day(text: str) -> str:
    """“22:00”; empty means none."""
    bare = text.strip()
    if bare and not _TIME_OF_DAY.fullmatch(bare):
        raise UserError(
            _("“{text}” is no time of day.").format(text=text[:20]),
            "",
            _("Write it as 22:00, or leave it empty."),
        )
    return bare.rjust(5, "0") if bare else ""


def sizes(text: str) -> str:
    """“2,4,6”: rising numbers of people."""
    words = [word.strip() for word in text.split(",")]
    sizes = tuple(int(word) for word in words if word.isascii() and word.isdecimal())
    rising = all(low < high for low, high in pairwise((0, *sizes, 100)))
    if len(sizes) != len(words) or not rising:
        raise UserError(
            _("“{text}” makes no lanes.").format(text=text[:40]),
            "",
            _("Give the largest party of each lane, as in 2,4,6."),
        )
    return ",".join(str(size) for size in sizes)


def pin(text: str) -> str:
    bare = text.strip()
    if bare and not (bare.isascii() and bare.isdecimal() and 4 <= len(bare) <= 8):
        raise UserError(_("This is no PIN."), "", _("Give four to eight digits."))
    return bare


def time_zone(text: str) -> str:
    bare = text.strip()
    try:
        return zoneinfo.ZoneInfo(bare).key if bare else ""
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise UserError(
            _("“{text}” is no time zone.").format(text=text[:40]),
            "",
            _("Give its IANA name, such as Europe/Berlin, or leave it empty."),
        ) from error
