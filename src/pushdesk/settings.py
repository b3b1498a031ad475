"""Every setting, declared once: key, default, meaning and how its text is read."""

import ipaddress
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from pushdesk.errors import UserError
from pushdesk.i18n import _

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """`read` turns text into the value and raises UserError where it can't."""

    key: str
    default: T
    about: str
    read: Callable[[str], T]
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that overrides what is stored."""
        return f"PUSHDESK_{self.key.upper()}"

    def from_environment(self, environment: Mapping[str, str]) -> T | None:
        text = environment.get(self.variable)
        return None if text is None else self.read(text)


def _whole_number(lowest: int, highest: int) -> Callable[[str], int]:
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


def _one_of(*words: str) -> Callable[[str], str]:
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


def _web_address(text: str) -> str:
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


def _origins(text: str) -> str:
    """“https://luna.example,http://localhost:8000”: web addresses without a path."""
    sites = [_web_address(part).lower() for part in text.split(",") if part.strip()]
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


def _time_of_day(text: str) -> str:
    """“22:00”; empty means none."""
    bare = text.strip()
    if bare and not _TIME_OF_DAY.fullmatch(bare):
        raise UserError(
            _("“{text}” is no time of day.").format(text=text[:20]),
            "",
            _("Write it as 22:00, or leave it empty."),
        )
    return bare.rjust(5, "0") if bare else ""


def _sizes(text: str) -> str:
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


def _pin(text: str) -> str:
    bare = text.strip()
    if bare and not (bare.isascii() and bare.isdecimal() and 4 <= len(bare) <= 8):
        raise UserError(_("This is no PIN."), "", _("Give four to eight digits."))
    return bare


def _time_zone(text: str) -> str:
    bare = text.strip()
    try:
        return zoneinfo.ZoneInfo(bare).key if bare else ""
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise UserError(
            _("“{text}” is no time zone.").format(text=text[:40]),
            "",
            _("Give its IANA name, such as Europe/Berlin, or leave it empty."),
        ) from error


PUBLIC_URL = Setting(
    "public_url",
    "",
    "The https address under which guests' phones reach this desk; empty: this computer only.",
    _web_address,
)
CONTACT = Setting(
    "contact",
    "",
    "An e-mail address or web page that push services may write to when something is wrong.",
    str.strip,
)
HOST = Setting("host", "127.0.0.1", "The network address that the portal listens on.", str.strip)
PORT = Setting("port", 8787, "The port that the portal listens on.", _whole_number(0, 65535))
HOLD = Setting("hold", 10, "Minutes that a table is held after the call.", _whole_number(1, 240))
THEME = Setting(
    "theme",
    "system",
    "Colours of the window: as the system, light or dark.",
    _one_of("system", "light", "dark"),
)
CAMERA = Setting("camera", "", "The camera that scans; empty: the system's first.", str.strip)
TIME_ZONE = Setting(
    "time_zone",
    "",
    "The venue's time zone, such as Europe/Berlin; empty: the computer's.",
    _time_zone,
)
QUIET_FROM = Setting(
    "quiet_from",
    "22:00",
    "From this time of day no news is sent; what belongs to a visit always is. Empty: no rest.",
    _time_of_day,
)
QUIET_UNTIL = Setting(
    "quiet_until", "08:00", "Until this time of day no news is sent.", _time_of_day
)
NEWS_PER_WEEK = Setting(
    "news_per_week",
    2,
    "How many news a guest gets in seven days at most; 0: none at all.",
    _whole_number(0, 100),
)
VENUE = Setting(
    "venue", 0, "The venue that this desk stands in; 0: the first.", _whole_number(0, 2**31)
)
MAIL_SERVER = Setting(
    "mail_server",
    "",
    "Your mail server (SMTP), as host or host:port; it mails the code that proves an address.",
    str.strip,
)
MAIL_SECURITY = Setting(
    "mail_security",
    "starttls",
    "How the connection to the mail server is kept private: starttls, tls from the start, or none.",
    _one_of("starttls", "tls", "none"),
)
MAIL_USER = Setting("mail_user", "", "The name that the mail server knows you by.", str.strip)
MAIL_PASSWORD = Setting("mail_password", "", "The password for the mail server.", str, secret=True)
MAIL_FROM = Setting("mail_from", "", "The address that mails to guests come from.", str.strip)
LANES = Setting(
    "lanes",
    "2,4,6",
    "The largest party of each lane of the waiting list; whoever is more has the last lane.",
    _sizes,
)
SCAN_ACTION = Setting(
    "scan_action",
    "notify",
    "What scanning a guest does who waits: notify, or seat.",
    _one_of("notify", "seat"),
)
TEST_RING = Setting(
    "test_ring", "on", "Whether a guest's phone is tried at the door.", _one_of("on", "off")
)
NICKNAMES = Setting(
    "nicknames",
    "on",
    "Whether a guest without a name gets one, such as Blue Fox 27.",
    _one_of("on", "off"),
)
REPEATS = Setting(
    "repeats", 2, "How often a call is repeated that no phone acknowledges.", _whole_number(0, 5)
)
REPEAT_SECONDS = Setting(
    "repeat_seconds", 60, "Seconds between a call and its repeat.", _whole_number(20, 600)
)
VOICE = Setting(
    "voice", "off", "Whether a call that stays silent is spoken aloud.", _one_of("on", "off")
)
APPRISE_URL = Setting(
    "apprise_url",
    "",
    "Where a call goes that stays silent: an Apprise address of another channel of yours.",
    str.strip,
    secret=True,
)
SOUNDS = Setting("sounds", "on", "Whether the desk makes sounds.", _one_of("on", "off"))
LOCK_MINUTES = Setting(
    "lock_minutes", 0, "Minutes until the desk asks for a PIN; 0: never.", _whole_number(0, 240)
)
KIOSK_PIN = Setting(
    "kiosk_pin", "", "The digits that leave the kiosk; empty: Esc does.", _pin, secret=True
)
FORGET_HOURS = Setting(
    "forget_hours",
    24,
    "Hours after which a visit is forgotten; its numbers stay. 0: never.",
    _whole_number(0, 24 * 365),
)
IDLE_DAYS = Setting(
    "idle_days",
    30,
    "Days after which an idle guest is forgotten who is no regular. 0: never.",
    _whole_number(0, 3650),
)
SITES = Setting(
    "sites",
    "",
    "Comma list of your own web sites, such as https://www.example.com; they may use the page tag.",
    _origins,
)
EXTRA_PUSH_HOSTS = Setting(
    "extra_push_hosts",
    "",
    "Comma list of origins of push services trusted beside the built-in list.",
    str.strip,
)

ALL: tuple[Setting[str] | Setting[int], ...] = (
    PUBLIC_URL,
    CONTACT,
    HOST,
    PORT,
    HOLD,
    THEME,
    CAMERA,
    TIME_ZONE,
    QUIET_FROM,
    QUIET_UNTIL,
    NEWS_PER_WEEK,
    VENUE,
    MAIL_SERVER,
    MAIL_SECURITY,
    MAIL_USER,
    MAIL_PASSWORD,
    MAIL_FROM,
    LANES,
    SCAN_ACTION,
    TEST_RING,
    NICKNAMES,
    REPEATS,
    REPEAT_SECONDS,
    VOICE,
    APPRISE_URL,
    SOUNDS,
    LOCK_MINUTES,
    KIOSK_PIN,
    FORGET_HOURS,
    IDLE_DAYS,
    SITES,
    EXTRA_PUSH_HOSTS,
)
