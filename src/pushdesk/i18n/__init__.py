"""Sentences in the reader's language: the desk's in the computer's, a guest's in the guest's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations

from pushdesk.paths import resource_root

STANDARD = "en"
# What guests can read everything in: one folder of resources/locale each, English needs none.
NAMES = {
    STANDARD: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "pt": "Português",
}
_GUEST, _DESK = "guest", "pushdesk"
_reader: ContextVar[NullTranslations] = ContextVar("reader")


def translation(*tags: str) -> NullTranslations:
    """What guests read, in the first of these languages that there is; English ends the search."""
    return _first(_GUEST, tags)


def tag(words: NullTranslations) -> str:
    """The language of a catalogue."""
    return words.info().get("language", STANDARD)


@contextmanager
def reading(words: NullTranslations) -> Iterator[None]:
    """Within it, `_` and `ngettext` speak to this reader, in the threads that are called too."""
    token = _reader.set(words)
    try:
        yield
    finally:
        _reader.reset(token)


def _(sentence: str) -> str:
    return _words().gettext(sentence)


def noted(sentence: str) -> str:
    """For what is written down while a guest asks: the desk reads it later."""
    return _desk().gettext(sentence)


def ngettext(one: str, many: str, n: int) -> str:
    return _words().ngettext(one, many, n)


def _words() -> NullTranslations:
    return _reader.get(None) or _desk()


@cache
def _desk() -> NullTranslations:
    return _first(_DESK, _system_tags())


def _first(domain: str, tags: tuple[str, ...]) -> NullTranslations:
    for wanted in tags:
        code = _code(wanted)
        if code == STANDARD:
            break
        if found := _catalogue(domain, code):
            return found
    return NullTranslations()


@cache
def _catalogue(domain: str, code: str) -> NullTranslations | None:
    path = resource_root() / "locale" / code / f"{domain}.po"
    if code not in NAMES or not path.exists():
        return None
    from pushdesk.i18n import po  # noqa: PLC0415 - Babel takes 70 ms, which English need not wait for

    return po.read(path)


def _code(tag: str) -> str:
    """“de” of “de-AT”, “de_AT.UTF-8” and “DE”."""
    return tag.replace("_", "-").partition("-")[0].partition(".")[0].lower()


def _system_tags() -> tuple[str, ...]:
    """As gettext takes them from the environment (GNU gettext manual, “Locale Environment”)."""
    told = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return tuple((next(filter(None, told), STANDARD)).split(":"))
