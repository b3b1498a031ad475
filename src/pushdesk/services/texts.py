"""Checks of what people type: length and control characters, in one plain sentence."""

import unicodedata

from pushdesk.errors import UserError
from pushdesk.i18n import _

NAME_LENGTH = 80
TITLE_LENGTH = 120
BODY_LENGTH = 500
URL_LENGTH = 500


def line(text: str, what: str, longest: int, *, required: bool = True) -> str:
    """One line without control characters; `what` names the field in the sentence."""
    cleaned = " ".join(
        "".join(" " if _is_control(character) else character for character in text).split()
    )
    if not any(map(_is_seen, cleaned)):
        cleaned = ""
    if required and not cleaned:
        raise UserError(
            _("{what} is empty.").format(what=what), "", _("Type at least one character.")
        )
    return _no_longer_than(longest, cleaned, what)


def paragraph(text: str, what: str, longest: int) -> str:
    """Lines may break; other control characters go."""
    kept = "".join(
        character
        for character in text.replace("\r\n", "\n")
        if character == "\n" or not _is_control(character)
    )
    return _no_longer_than(longest, kept.strip(), what)


def web_link(text: str, what: str) -> str:
    """An http(s) address or nothing."""
    link = line(text, what, URL_LENGTH, required=False)
    if link and not link.startswith(("https://", "http://")):
        raise UserError(
            _("{what} is no web address.").format(what=what),
            "",
            _("Give one that starts with https://."),
        )
    return link


def _no_longer_than(longest: int, text: str, what: str) -> str:
    if len(text) > longest:
        raise UserError(
            _("{what} is too long.").format(what=what),
            _("It has {n} characters; {longest} fit.").format(n=len(text), longest=longest),
            _("Shorten it."),
        )
    return text


def _is_seen(character: str) -> bool:
    """Spaces, joiners and what stands above a letter are nothing by themselves."""
    unseen = unicodedata.category(character) in {"Cf", "Mn", "Zs"}
    return not unseen and character not in _BLANK


# Letters and signs without ink: Hangul fillers, an empty Braille cell.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def _is_control(character: str) -> bool:
    """Also the marks that turn the direction of what follows, and lone surrogates."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNS


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
