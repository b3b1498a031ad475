"""What the venue keeps of a guest: e-mail, language, own IDs and fields; finding and merging."""

import re

from pushdesk.domain import emails, placeholders, pushed_id
from pushdesk.domain.events import ChannelChanged, GuestChanged
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.services.context import Context
from pushdesk.store import Session, guests, own_ids
from pushdesk.store import guest_records as rows
from pushdesk.store.guest_records import Found, GuestRecord
from pushdesk.store.own_ids import OwnField, OwnId

__all__ = ["Found", "GuestRecord", "OwnField", "OwnId"]

SYSTEM_LENGTH = 40
OWN_ID_LENGTH = 100
FIELD_LENGTH = 200
MOST_FIELDS = 100
MOST_FOUND = 10_000
_SEARCH_LENGTH = 254
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


def record(ctx: Context, guest_id: int) -> GuestRecord:
    """Raises NotFound."""
    with ctx.store.read() as session:
        return rows.record(session, guest_id) or _nobody()


def search(ctx: Context, text: str, limit: int = 50, offset: int = 0) -> list[Found]:
    """As one types: the beginning of a name, e-mail address or own ID, a Pushed ID or its end.

    No text finds everybody, the newest first. Never raises for what was typed.
    """
    limit, offset = min(max(limit, 0), MOST_FOUND), max(offset, 0)
    wanted = texts.line(text[:_SEARCH_LENGTH], "", _SEARCH_LENGTH, required=False)
    with ctx.store.read() as session:
        if not wanted:
            return rows.newest(session, limit, offset)
        return rows.search(session, wanted, limit, offset)


def set_email(
    ctx: Context, guest_id: int, address: str, *, proven_by_staff: bool = False
) -> GuestRecord:
    """Empty forgets it. A proof stays as long as the address does. Raises UserError."""
    email = read_email(address)
    with ctx.store.write() as session:
        known = rows.record(session, guest_id) or _nobody()
        proven_at = known.proven_at if email == known.email else None
        if email and proven_by_staff:
            proven_at = proven_at or ctx.clock.now()
        rows.set_email(session, guest_id, email, proven_at)
    return _changed(ctx, guest_id)


def set_language(ctx: Context, guest_id: int, tag: str) -> GuestRecord:
    """`tag` as “de” or “de-AT” (RFC 5646); raises UserError."""
    language = read_language(tag)
    with ctx.store.write() as session:
        _require(session, guest_id)
        rows.set_language(session, guest_id, language)
    return _changed(ctx, guest_id)


def set_field(ctx: Context, guest_id: int, name: str, value: str) -> GuestRecord:
    """Writes over what the field said; no value removes it. Raises UserError."""
    field = read_field(name, value)
    with ctx.store.write() as session:
        known = rows.record(session, guest_id) or _nobody()
        if not field.value:
            own_ids.forget(session, guest_id, field.name)
        else:
            check_number({*(f.name for f in known.fields), field.name})
            own_ids.note(session, guest_id, [field])
    return _changed(ctx, guest_id)


def remove_field(ctx: Context, guest_id: int, name: str) -> GuestRecord:
    with ctx.store.write() as session:
        _require(session, guest_id)
        own_ids.forget(session, guest_id, name)
    return _changed(ctx, guest_id)


def set_own_id(ctx: Context, guest_id: int, system: str, value: str) -> GuestRecord:
    """The guest's one ID in that system; raises Refused where it is another guest's."""
    own = read_own_id(system, value)
    with ctx.store.write() as session:
        _require(session, guest_id)
        holder = own_ids.holders(session, [own]).get(own, guest_id)
        if holder != guest_id:
            raise taken(own, _name_of(session, holder))
        own_ids.take(session, guest_id, own.system)
        own_ids.give(session, guest_id, [own])
    return _changed(ctx, guest_id)


def remove_own_id(
    ctx: Context, guest_id: int, system: str, value: str | None = None
) -> GuestRecord:
    """That one, or, without a value, all that the guest has in the system."""
    with ctx.store.write() as session:
        _require(session, guest_id)
        own_ids.take(session, guest_id, system, value)
    return _changed(ctx, guest_id)


def by_own_id(ctx: Context, system: str, value: str) -> GuestRecord:
    """Raises NotFound."""
    own = OwnId(system, value)
    with ctx.store.read() as session:
        holder = own_ids.holders(session, [own]).get(own)
        if holder is None:
            raise NotFound(
                _("Nobody has the own ID {system}/{value}.").format(
                    system=system[:SYSTEM_LENGTH], value=value[:OWN_ID_LENGTH]
                ),
                "",
                _("Give it to a guest in the guest's record, or import it with a list."),
            )
        return rows.record(session, holder) or _nobody()


def merge(ctx: Context, into: int, other: int) -> GuestRecord:
    """Two records of one person become one; where both know something, `into` wins.

    Devices, channels, consents, own IDs, visits and messages all move; the other Pushed ID stays
    findable as an own ID in the system “pushed_id”. Raises UserError.
    """
    if into == other:
        raise UserError(
            _("This is one guest already."), "", _("Choose another guest to merge with this one.")
        )
    with ctx.store.write() as session:
        _require(session, into)
        _require(session, other)
        aliases = [membership.alias for membership in guests.memberships(session, other)]
        rows.merge(session, into, other, ctx.clock.now())
    ctx.bus.publish(GuestChanged(other))
    for alias in aliases:
        ctx.bus.publish(ChannelChanged(alias))
    return _changed(ctx, into)


def read_pushed_id(text: str) -> str:
    """As it is stored, whatever a keyboard made of it; empty stays empty. Raises UserError."""
    repaired = pushed_id.repair(text) if text.strip() else ""
    if repaired is None:
        raise UserError(
            _("“{text}” is no Pushed ID.").format(text=_shown(text)),
            "",
            _("Copy it from the guest's record."),
        )
    return repaired


def read_email(text: str) -> str:
    """In small letters; empty stays empty. Raises UserError."""
    email = emails.parse(text) if text.strip() else ""
    if email is None:
        raise UserError(
            _("“{text}” is no e-mail address.").format(text=_shown(text)),
            "",
            _("Write it like name@example.com."),
        )
    return email


def read_language(text: str) -> str:
    """Raises UserError."""
    tag = text.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        raise UserError(
            _("“{text}” is no language.").format(text=_shown(text)),
            "",
            _("Give its short name, such as en, de or pt-BR."),
        )
    primary, hyphen, rest = tag.partition("-")
    return primary.lower() + hyphen + (rest.upper() if len(rest) == 2 else rest)


def read_field(name: str, value: str) -> OwnField:
    """Raises UserError; its name is one that a message's text can name."""
    name = texts.line(name, _("The field's name"), placeholders.NAME_LENGTH)
    if not placeholders.is_name(name):
        raise UserError(
            _("“{name}” can't be the name of a field.").format(name=_shown(name)),
            "",
            _("Use letters and digits, with spaces, dots or hyphens between them."),
        )
    return OwnField(name, texts.line(value, _("The field"), FIELD_LENGTH, required=False))


def read_own_id(system: str, value: str) -> OwnId:
    """Raises UserError."""
    system = texts.line(system, _("The system's name"), SYSTEM_LENGTH)
    if "/" in system:
        raise UserError(
            _("“{system}” can't be the name of a system.").format(system=system),
            _("The slash parts the system from the ID."),
            _("Leave the slash out."),
        )
    return OwnId(system, texts.line(value, _("The own ID"), OWN_ID_LENGTH))


def check_number(names: set[str]) -> None:
    """Raises UserError where a guest would have too many fields."""
    if len(names) > MOST_FIELDS:
        raise UserError(
            _("No more fields fit."),
            _("A guest has {n} at most.").format(n=MOST_FIELDS),
            _("Remove one first."),
        )


def taken(own: OwnId, holder: str) -> Refused:
    """`holder` is who has it."""
    return Refused(
        _("{holder} has {system}/{value} already.").format(
            system=own.system, value=own.value, holder=holder
        ),
        _("An own ID belongs to one guest."),
        _("Merge the two guests, or take it away there first."),
    )


def name_of(name: str, pushed_id: str) -> str:
    """What a guest is called in sentences."""
    return f"“{name}”" if name else _("guest {tail}").format(tail=pushed_id[-rows.TAIL :])


def _name_of(session: Session, guest_id: int) -> str:
    guest = guests.by_id(session, guest_id)
    return name_of(guest.name, guest.pushed_id) if guest else ""


def _require(session: Session, guest_id: int) -> None:
    if guests.by_id(session, guest_id) is None:
        _nobody()


def _nobody() -> GuestRecord:
    raise NotFound(
        _("This guest is not here any more."),
        _("The record has been erased, or merged with another one."),
        _("Look for the guest again."),
    )


def _changed(ctx: Context, guest_id: int) -> GuestRecord:
    ctx.bus.publish(GuestChanged(guest_id))
    return record(ctx, guest_id)


def _shown(text: str) -> str:
    return texts.line(text[:60], "", 60, required=False)
