"""The words of a message: their placeholders, and which language a guest gets."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

NAME_LENGTH = 40
# `{{`, or braces with something between them.
_TOKEN = re.compile(r"\{\{|\{([^{}]*)\}")
_JOINERS = frozenset(" ._-")
_BLANKS = " \t\u00a0\u202f"
_BEFORE_A_GAP = _BLANKS + ",;:"
_AFTER_A_GAP = _BLANKS + ",;:.!?"
_CLOSING = frozenset(",;:.!?…")
_ELLIPSIS = "…"


class Problem(Enum):
    UNCLOSED = "unclosed"
    NO_NAME = "no name"
    LONG_NAME = "long name"
    BAD_NAME = "bad name"


@dataclass(frozen=True)
class Literal:
    text: str


@dataclass(frozen=True)
class Placeholder:
    """`{name}` or `{name|fallback}`; the fallback may be empty."""

    name: str
    fallback: str | None = None


@dataclass(frozen=True)
class Wording:
    """A message in one language."""

    title: str
    body: str = ""


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[Literal | Placeholder, ...]:
    """Takes any text: `{{` is a brace, and so is one that opens no placeholder."""
    parts: list[Literal | Placeholder] = []
    literal: list[str] = []
    for written, meant in _tokens(text):
        if isinstance(meant, Placeholder):
            parts += [*_literal(literal), meant]
            literal = []
        else:
            literal.append(written if isinstance(meant, Problem) else meant)
    return (*parts, *_literal(literal))


def check(text: str) -> Problem | None:
    """The first thing that is wrong with the placeholders."""
    return next((meant for _written, meant in _tokens(text) if isinstance(meant, Problem)), None)


def names(text: str) -> frozenset[str]:
    """As `key` gives them."""
    return frozenset(part.name for part in parse(text) if isinstance(part, Placeholder))


def needed(text: str) -> frozenset[str]:
    """The names without a fallback."""
    return frozenset(
        part.name for part in parse(text) if isinstance(part, Placeholder) and part.fallback is None
    )


def is_name(text: str) -> bool:
    return "|" not in text and isinstance(_placeholder(text), Placeholder)


def key(name: str) -> str:
    """Names are read without regard to case and double spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def render(text: str, values: Mapping[str, str]) -> str:
    """The text for one guest, in one pass: what values contain is never read as a placeholder.

    Where a value is missing and there is no fallback, the spaces and commas around it close up.
    """
    known = {key(name): value for name, value in values.items()}
    rendered, gap = "", False
    for part in parse(text):
        piece = (
            part.text if isinstance(part, Literal) else known.get(part.name) or part.fallback or ""
        )
        if gap and piece.strip(_BLANKS):
            rendered, gap = _close_up(rendered, piece), False
        else:
            rendered, gap = rendered + piece, gap or not piece
    return _close_up(rendered, "") if gap else rendered


def escape(text: str) -> str:
    """Text that renders as it stands."""
    return text.replace("{", "{{")


def clip(text: str, longest: int) -> str:
    """At most so many characters; an ellipsis where some are gone."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + _ELLIPSIS


def choose(
    standard: Wording, translations: Mapping[str, Wording], language: str
) -> tuple[str, Wording]:
    """Exactly the guest's language, its base (“de” for “de-AT”), or the standard.

    With it goes its tag (RFC 5646); empty where the standard's language is not among the
    translations.
    """
    tags = {tag.casefold(): tag for tag in translations}
    wanted = language.replace("_", "-").casefold()
    while wanted:
        if wanted in tags:
            return tags[wanted], translations[tags[wanted]]
        wanted = wanted.rpartition("-")[0]
    known = (tag for tag, wording in translations.items() if wording == standard)
    return next(known, ""), standard


def _tokens(text: str) -> Iterator[tuple[str, str | Placeholder | Problem]]:
    """What is written, and what it means."""
    end = 0
    for token in _TOKEN.finditer(text):
        yield _between(text[end : token.start()])
        yield token[0], "{" if token[1] is None else _placeholder(token[1])
        end = token.end()
    yield _between(text[end:])


def _between(text: str) -> tuple[str, str | Problem]:
    return text, Problem.UNCLOSED if "{" in text else text


def _literal(texts: list[str]) -> list[Literal]:
    joined = "".join(texts)
    return [Literal(joined)] if joined else []


def _placeholder(inside: str) -> Placeholder | Problem:
    """`inside` stands between the braces."""
    written, bar, fallback = inside.partition("|")
    name = key(written)
    if not name:
        return Problem.NO_NAME
    if len(name) > NAME_LENGTH:
        return Problem.LONG_NAME
    if not _is_word(name):
        return Problem.BAD_NAME
    return Placeholder(name, fallback if bar else None)


def _is_word(name: str) -> bool:
    """Letters and digits of any script with their marks; spaces, dots and hyphens join them."""
    kinds = [unicodedata.category(character)[0] for character in name]
    joined = all(
        kind in "LMN" or character in _JOINERS for kind, character in zip(kinds, name, strict=True)
    )
    return joined and kinds[0] in "LN"


def _close_up(before: str, after: str) -> str:
    """Joins what stands around a missing value: “Hello , come” → “Hello, come”."""
    head, tail = before.rstrip(_BLANKS), after.lstrip(_BLANKS)
    if head.endswith("(") and tail.startswith(")"):
        before, after = head[:-1], tail[1:]
        head, tail = before.rstrip(_BLANKS), after.lstrip(_BLANKS)
    if not head or head.endswith("\n"):
        return head + after.lstrip(_AFTER_A_GAP)
    if not tail or tail[0] == "\n" or tail[0] in _CLOSING:
        return before.rstrip(_BEFORE_A_GAP) + tail
    spaced = head != before or tail != after
    return f"{head} {tail}" if spaced else head + tail
