"""Who comes on the list: the party, checked, and a nickname for who gives no name."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pushdesk.domain import nicknames, pushed_id
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import guests, preferences, texts
from pushdesk.services.context import Context
from pushdesk.settings import NICKNAMES
from pushdesk.store import Session, waiting
from pushdesk.store import guests as guest_rows
from pushdesk.store import visits as visit_rows
from pushdesk.store.guests import Guest

DESK = "desk"
SOURCES = (DESK, "page", "kiosk", "api")
LARGEST_PARTY = 99
MOST_NOTES = 12
NOTE_LENGTH = 80
PLACE_LENGTH = 20


@dataclass(frozen=True)
class Party:
    """Who comes on the list; without `guest_id` a guest without a phone, called by name.

    Without `quote_minutes` the suggestion is taken. `source`: “desk” waits at once, “page” and
    “kiosk” wait to be accepted.
    """

    guest_id: int | None = None
    name: str = ""
    size: int = 2
    quote_minutes: int | None = None
    notes: tuple[str, ...] = ()
    channel_alias: str | None = None
    source: str = "desk"
    language: str = field(default="en", kw_only=True)
    place: str = field(default="", kw_only=True)


def wanted(ctx: Context) -> bool:
    return preferences.get(ctx, NICKNAMES) == "on"


def check_size(size: int) -> int:
    if not 1 <= size <= LARGEST_PARTY:
        raise UserError(_("{n} is no party.").format(n=size), "", _("Give from 1 to 99 people."))
    return size


def checked(party: Party) -> Party:
    if party.source not in SOURCES:
        raise ValueError(f"{party.source!r} is no way onto the list")
    return replace(
        party,
        name=check_name(party.name),
        size=check_size(party.size),
        notes=check_notes(party.notes),
        place=check_place(party.place),
    )


def check_name(name: str) -> str:
    return texts.line(name, _("The guest's name"), texts.NAME_LENGTH, required=False)


def check_place(place: str) -> str:
    return texts.line(place, _("The place"), PLACE_LENGTH, required=False)


def check_notes(notes: Sequence[str]) -> tuple[str, ...]:
    cleaned = (texts.line(note, _("The note"), NOTE_LENGTH, required=False) for note in notes)
    kept = tuple(dict.fromkeys(note for note in cleaned if note))
    if len(kept) > MOST_NOTES:
        raise UserError(_("These are too many notes."), "", _("Twelve fit."))
    return kept


def guest_of(session: Session, party: Party, now: datetime, *, nickname: bool) -> Guest:
    """The one who is known, or a new one without a phone; with a name at any rate."""
    guest = (
        _new(session, party.language, now)
        if party.guest_id is None
        else guests.known(session, party.guest_id)
    )
    if visit_rows.open_visit(session, guest.id) is not None:
        raise Refused(
            _("This guest is on the list already."), "", _("Look for the name on the list.")
        )
    taken = {one.name for one in waiting.every_open(session)}
    name = party.name or guest.name
    if not name and nickname:
        name = nicknames.pick(guest.language, taken, secrets.randbelow)
    if name != guest.name:
        guest_rows.rename(session, guest.id, name)
    return guests.known(session, guest.id)


def _new(session: Session, language: str, now: datetime) -> Guest:
    token = secrets.token_urlsafe(16)
    return guest_rows.insert(session, pushed_id.new(), token, language[:20], now)


def columns(party: Party, channel_id: int | None) -> dict[str, Any]:
    return {
        "channel_id": channel_id,
        "source": party.source,
        "party_size": party.size,
        "notes": json.dumps(party.notes, ensure_ascii=False),
        "place": party.place,
    }
