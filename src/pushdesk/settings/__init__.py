"""Every setting, declared once: key, default, meaning and how its text is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pushdesk.settings.reading import (
    one_of,
    origins,
    pin,
    sizes,
    time_of_day,
    time_zone,
    web_address,
    whole_number,
)

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


PUBLIC_URL = Setting(
    "public_url",
    "",
    "The https address under which guests' phones reach this desk; empty: this computer only.",
    web_address,
)
CONTACT = Setting(
    "contact",
    "",
    "An e-mail address or web page that push services may write to when something is wrong.",
    str.strip,
)
HOST = Setting("host", "127.0.0.1", "The network address that the portal listens on.", str.strip)
PORT = Setting("port", 8787, "The port that the portal listens on.", whole_number(0, 65535))
HOLD = Setting("hold", 10, "Minutes that a table is held after the call.", whole_number(1, 240))
THEME = Setting(
    "theme",
    "system",
    "Colours of the window: as the system, light or dark.",
    one_of("system", "light", "dark"),
)
CAMERA = Setting("camera", "", "The camera that scans; empty: the system's first.", str.strip)
TIME_ZONE = Setting(
    "time_zone",
    "",
    "The venue's time zone, such as Europe/Berlin; empty: the computer's.",
    time_zone,
)
QUIET_FROM = Setting(
    "quiet_from",
    "22:00",
    "From this time of day no news is sent; what belongs to a visit always is. Empty: no rest.",
    time_of_day,
)
QUIET_UNTIL = Setting(
    "quiet_until", "08:00", "Until this time of day no news is sent.", time_of_day
)
NEWS_PER_WEEK = Setting(
    "news_per_week",
    2,
    "How many news a guest gets in seven days at most; 0: none at all.",
    whole_number(0, 100),
)
VENUE = Setting(
    "venue", 0, "The venue that this desk stands in; 0: the first.", whole_number(0, 2**31)
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
    one_of("starttls", "tls", "none"),
)
MAIL_USER = Setting("mail_user", "", "The name that the mail server knows you by.", str.strip)
MAIL_PASSWORD = Setting("mail_password", "", "The password for the mail server.", str, secret=True)
MAIL_FROM = Setting("mail_from", "", "The address that mails to guests come from.", str.strip)
LANES = Setting(
    "lanes",
    "2,4,6",
    "The largest party of each lane of the waiting list; whoever is more has the last lane.",
    sizes,
)
SCAN_ACTION = Setting(
    "scan_action",
    "notify",
    "What scanning a guest does who waits: notify, or seat.",
    one_of("notify", "seat"),
)
CALL_GRACE = Setting(
    "call_grace",
    0,
    "Seconds in which a second tap takes a call to one party back before it leaves; 0: none.",
    whole_number(0, 10),
)
TEST_RING = Setting(
    "test_ring", "on", "Whether a guest's phone is tried at the door.", one_of("on", "off")
)
NICKNAMES = Setting(
    "nicknames",
    "on",
    "Whether a guest without a name gets one, such as Blue Fox 27.",
    one_of("on", "off"),
)
REPEATS = Setting(
    "repeats",
    2,
    "How often a call is repeated that no phone acknowledges.",
    whole_number(0, 5),
)
REPEAT_SECONDS = Setting(
    "repeat_seconds", 60, "Seconds between a call and its repeat.", whole_number(20, 600)
)
VOICE = Setting(
    "voice", "off", "Whether a call that stays silent is spoken aloud.", one_of("on", "off")
)
APPRISE_URL = Setting(
    "apprise_url",
    "",
    "Where a call goes that stays silent: an Apprise address of another channel of yours.",
    str.strip,
    secret=True,
)
SOUNDS = Setting("sounds", "on", "Whether the desk makes sounds.", one_of("on", "off"))
LOCK_MINUTES = Setting(
    "lock_minutes",
    0,
    "Minutes until the desk asks for a PIN; 0: never.",
    whole_number(0, 240),
)
KIOSK_PIN = Setting(
    "kiosk_pin", "", "The digits that leave the kiosk; empty: Esc does.", pin, secret=True
)
FORGET_HOURS = Setting(
    "forget_hours",
    24,
    "Hours after which a visit is forgotten; its numbers stay. 0: never.",
    whole_number(0, 24 * 365),
)
IDLE_DAYS = Setting(
    "idle_days",
    30,
    "Days after which an idle guest is forgotten who is no regular. 0: never.",
    whole_number(0, 3650),
)
SITES = Setting(
    "sites",
    "",
    "Comma list of your own web sites, such as https://www.example.com; they may use the page tag.",
    origins,
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
    CALL_GRACE,
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
