"""All guests as a list that can be imported again."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from pushdesk.domain import guest_csv
from pushdesk.domain.guest_csv import FIELD, OWN
from pushdesk.domain.guest_roster import Entry, Phone
from pushdesk.domain.staff import Permission
from pushdesk.services.context import Context
from pushdesk.store import guest_entries, own_ids
from pushdesk.webpush import base64url

_BEFORE = ("pushed_id", "name", "email", "language", "channel")
_AFTER = ("endpoint", "p256dh", "auth")


def export(ctx: Context) -> str:
    """Everybody, as a list that `guest_lists.read` takes."""
    ctx.require(Permission.EXPORT)
    parts: list[str] = []
    write(ctx, parts.append)
    return "".join(parts)


def write(ctx: Context, sink: Callable[[str], object]) -> int:
    """The same, some guests at a time; returns how many there are.

    A guest with several devices, channels or own IDs in one system takes several lines.
    """
    ctx.require(Permission.EXPORT)
    number = 0
    with ctx.store.read() as session:
        systems, fields = own_ids.systems(session), own_ids.field_names(session)
        own, noted = [OWN + system for system in systems], [FIELD + name for name in fields]
        sink(guest_csv.row([*_BEFORE, *own, *noted, *_AFTER]))
        for page in guest_entries.pages(session):
            number += len(page)
            sink("".join(_lines_of(entry, systems, fields) for entry in page))
    return number


def _lines_of(entry: Entry, systems: Sequence[str], fields: Sequence[str]) -> str:
    """What there may be several of goes down its column; all else stands in the first line."""
    own = [[o.value for o in entry.own_ids if o.system == system] for system in systems]
    keys = zip(*(_keys(phone) for phone in entry.phones if phone.live), strict=True)
    first = (entry.name, entry.email, entry.language)
    noted = [entry.fields.get(name, "") for name in fields]
    lines: list[str] = []
    for channel, *several in zip_longest(entry.channels or ("",), *own, *keys, fillvalue=""):
        ids, phone = several[: len(own)], several[len(own) :] or [""] * 3
        lines.append(guest_csv.row([entry.pushed_id, *first, channel, *ids, *noted, *phone]))
        first, noted = ("", "", ""), [""] * len(noted)
    return "".join(lines)


def _keys(phone: Phone) -> tuple[str, str, str]:
    return phone.endpoint, base64url.encode(phone.p256dh), base64url.encode(phone.auth)
