"""Whom a message is for, as people and programs write it."""

import unicodedata
from dataclasses import dataclass

from pushdesk.domain import emails, pushed_id

NAME_LENGTH = 100


@dataclass(frozen=True)
class App:
    """Everyone subscribed to the venue."""


@dataclass(frozen=True)
class Channel:
    alias: str


@dataclass(frozen=True)
class PushedId:
    value: str


@dataclass(frozen=True)
class Audience:
    name: str


@dataclass(frozen=True)
class Email:
    """In small letters; names only a guest whose address is proven."""

    address: str


@dataclass(frozen=True)
class OwnId:
    """A guest's number in one of the venue's own systems."""

    system: str
    value: str


Target = App | Channel | PushedId | Audience | Email | OwnId


def parse(text: str) -> Target | None:
    """Reads a target; None for anything that is none.

    `app`, `channel:ALIAS`, `pushed_id:ID`, `audience:NAME`, `email:ADDRESS` or `own:SYSTEM/ID`;
    a system's name has no slash.
    """
    kind, _, value = text.strip().partition(":")
    if kind == "app" and not value:
        return App()
    if kind == "channel" and len(value) == 6 and value.isascii() and value.isalnum():
        return Channel(value)
    read = {"pushed_id": _pushed_id, "audience": _audience, "email": _email, "own": _own_id}
    return read[kind](value) if kind in read else None


def _pushed_id(text: str) -> PushedId | None:
    repaired = pushed_id.repair(text)
    return PushedId(repaired) if repaired else None


def _audience(text: str) -> Audience | None:
    name = _name(text)
    return Audience(name) if name else None


def _email(text: str) -> Email | None:
    address = emails.parse(text)
    return Email(address) if address else None


def _own_id(text: str) -> OwnId | None:
    system, _, value = (_name(part) for part in text.partition("/"))
    return OwnId(system, value) if system and value else None


def _name(text: str) -> str:
    """Without the spaces around it; empty for what no name can be."""
    cleaned = text.strip()
    plain = all(unicodedata.category(character) not in {"Cc", "Cs"} for character in cleaned)
    return cleaned if plain and len(cleaned) <= NAME_LENGTH else ""
