"""Whom a message is for, as people and programs write it."""

from dataclasses import dataclass

from pushdesk.domain import pushed_id


@dataclass(frozen=True)
class App:
    """Everyone subscribed to the venue."""


@dataclass(frozen=True)
class Channel:
    alias: str


@dataclass(frozen=True)
class PushedId:
    value: str


Target = App | Channel | PushedId


def parse(text: str) -> Target | None:
    """`app`, `channel:ALIAS` or `pushed_id:ID`; None for anything else."""
    kind, _, value = text.strip().partition(":")
    if kind == "app" and not value:
        return App()
    if kind == "channel" and len(value) == 6 and value.isascii() and value.isalnum():
        return Channel(value)
    if kind == "pushed_id":
        repaired = pushed_id.repair(value)
        return PushedId(repaired) if repaired else None
    return None
