"""What a scanned, pasted or typed text means. It is a stranger's text and is only compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pushdesk.domain import pushed_id
from pushdesk.i18n import _
from pushdesk.qr import packed_subscription
from pushdesk.qr.packed_subscription import Subscription

__all__ = [
    "ChannelLink",
    "Damaged",
    "PassLink",
    "PushedId",
    "Scan",
    "Subscription",
    "Unreadable",
    "read",
]

LONGEST_TEXT: Final = 4096


@dataclass(frozen=True)
class PushedId:
    value: str


@dataclass(frozen=True)
class ChannelLink:
    alias: str


@dataclass(frozen=True)
class PassLink:
    token: str


@dataclass(frozen=True)
class Damaged:
    """A phone's own subscription in which a symbol is wrong."""


@dataclass(frozen=True)
class Unreadable:
    """The sentence is ready to be shown, and repeats nothing of the text."""

    sentence: str


Scan = PushedId | ChannelLink | PassLink | Subscription | Damaged | Unreadable

# An ID within other text: in one piece, or in the groups that `pushed_id.grouped` makes.
_SYMBOL = f"[{pushed_id.ALPHABET}]"
_ID_IN_TEXT = re.compile(
    rf"(?<![0-9A-Z])({_SYMBOL}{{4}}([ -]?){_SYMBOL}{{5}}\2{_SYMBOL}{{5}})(?![0-9A-Z])"
)
_LOOKS_LIKE_ID = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[0-9A-Za-z]{12,16}")
_ADDRESS = re.compile(r"(?:https?://)?[^/?#]+(?P<path>/[^?#]*)(?:[?#].*)?", re.IGNORECASE)
_ALIAS = re.compile(r"[0-9A-Za-z]{6}")
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
# The colon is the first symbol that a wrong keyboard layout would change.
_PACKED = re.compile(r"\s*(PD1[^\r\n]{80,})\s*", re.IGNORECASE)
_AROUND_LINKS = "()[]{}<>\"'“”‘’«»„,.;:!"


def read(text: str) -> Scan:
    """A Pushed ID, a link of the portal, a phone's own subscription, or the sentence why it is none
    of them. Never raises.
    """
    if len(text) > LONGEST_TEXT:
        return Unreadable(_("This text is too long to hold a Pushed ID."))
    packed = _PACKED.fullmatch(text)
    if packed is not None:
        return _subscription(packed[1].rstrip())
    clean = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text).strip()
    if not clean:
        return Unreadable(_("There is no text to read."))
    whole = pushed_id.repair(clean)
    if whole is not None:
        return PushedId(whole)
    found: set[Scan] = set(_links(clean)) or set(_ids(clean))
    if len(found) == 1:
        return found.pop()
    return Unreadable(_why_none(clean) if not found else _why_several())


def _subscription(text: str) -> Scan:
    try:
        return packed_subscription.unpack(text)
    except ValueError:
        return Damaged()


def _links(text: str) -> Iterator[Scan]:
    for word in text.split():
        address = _ADDRESS.fullmatch(word.strip(_AROUND_LINKS))
        if address is None:
            continue
        room, _slash, name = address["path"].rstrip("/").rpartition("/")
        if room.endswith("/c") and _ALIAS.fullmatch(name):
            yield ChannelLink(name)
        elif room.endswith("/g") and _TOKEN.fullmatch(name):
            yield PassLink(name)


def _ids(text: str) -> Iterator[Scan]:
    for match in _ID_IN_TEXT.finditer(unicodedata.normalize("NFKC", text).upper()):
        value = match[1].replace(" ", "").replace("-", "")
        if pushed_id.is_valid(value):
            yield PushedId(value)


def _why_several() -> str:
    return _("This text holds more than one Pushed ID or link. Scan or paste one at a time.")


def _why_none(text: str) -> str:
    if _LOOKS_LIKE_ID.fullmatch(re.sub(r"[\s-]", "", text)):
        return _("This is almost a Pushed ID, but a character is wrong. Scan or type it again.")
    if "://" in text:
        return _("This link is not one of this desk. Ask the guest to open their own page.")
    return _("This is not a Pushed ID. Ask the guest to show the code on their page.")
