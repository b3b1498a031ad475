"""What the venue keeps of a guest: e-mail, language, country, own IDs and fields; finding."""

from typing import NoReturn

from pushdesk.domain.events import GuestChanged
from pushdesk.errors import NotFound
from pushdesk.i18n import _
from pushdesk.services import guest_values, texts
from pushdesk.services.context import Context
from pushdesk.store import Session, guest_search, guests, own_ids
from pushdesk.store import guest_records as rows
from pushdesk.store.guest_records import GuestRecord
from pushdesk.store.guest_search import Found
from pushdesk.store.own_ids import OwnField, OwnId

__all__ = ["Found", "GuestRecord", "OwnField", "OwnId"]

MOST_FOUND = 10_000
_SEARCH_LENGTH = 254


def record(ctx: Context, guest_id: int) -> GuestRecord:
    """Raises NotFound."""
    with ctx.store.read() as session:
        return rows.record(session, guest_id) or nobody()


def search(ctx: Context, text: str, limit: int = 50, offset: int = 0) -> list[Found]:
    """As one types: the beginning of a name, e-mail address or own ID, a Pushed ID or its end.

    No text finds everybody, the newest first. Never raises for what was typed.
    """
    limit, offset = min(max(limit, 0), MOST_FOUND), max(offset, 0)
    wanted = texts.line(text[:_SEARCH_LENGTH], "", _SEARCH_LENGTH, required=False)
    with ctx.store.read() as session:
        if not wanted:
            return guest_search.newest(session, limit, offset)
        return guest_search.search(session, wanted, limit, offset)


def set_email(
    ctx: Context, guest_id: int, address: str, *, proven_by_staff: bool = False
) -> GuestRecord:
    """Empty forgets it. A proof stays as long as the address does. Raises UserError."""
    email = guest_values.read_email(address)
    with ctx.store.write() as session:
        known = rows.record(session, guest_id) or nobody()
        proven_at = known.proven_at if email == known.email else None
        if email and proven_by_staff:
            proven_at = proven_at or ctx.clock.now()
        rows.set_email(session, guest_id, email, proven_at)
    return _changed(ctx, guest_id)


def set_language(ctx: Context, guest_id: int, tag: str) -> GuestRecord:
    """`tag` as “de” or “de-AT” (RFC 5646); raises UserError."""
    language = guest_values.read_language(tag)
    with ctx.store.write() as session:
        require(session, guest_id)
        rows.set_language(session, guest_id, language)
    return _changed(ctx, guest_id)


def set_country(ctx: Context, guest_id: int, code: str) -> GuestRecord:
    """As in ISO 3166-1 alpha-2; empty forgets it. Raises UserError."""
    country = guest_values.read_country(code)
    with ctx.store.write() as session:
        require(session, guest_id)
        rows.set_country(session, guest_id, country)
    return _changed(ctx, guest_id)


def set_field(ctx: Context, guest_id: int, name: str, value: str) -> GuestRecord:
    """Writes over what the field said; no value removes it. Raises UserError."""
    field = guest_values.read_field(name, value)
    with ctx.store.write() as session:
        known = rows.record(session, guest_id) or nobody()
        if not field.value:
            own_ids.forget(session, guest_id, field.name)
        else:
            guest_values.check_number({*(f.name for f in known.fields), field.name})
            own_ids.note(session, guest_id, [field])
    return _changed(ctx, guest_id)


def remove_field(ctx: Context, guest_id: int, name: str) -> GuestRecord:
    with ctx.store.write() as session:
        require(session, guest_id)
        own_ids.forget(session, guest_id, name)
    return _changed(ctx, guest_id)


def set_own_id(ctx: Context, guest_id: int, system: str, value: str) -> GuestRecord:
    """The guest's one ID in that system; raises Refused where it is another guest's."""
    own = guest_values.read_own_id(system, value)
    with ctx.store.write() as session:
        require(session, guest_id)
        holder = own_ids.holders(session, [own]).get(own, guest_id)
        if holder != guest_id:
            raise guest_values.taken(own, _name_of(session, holder))
        own_ids.take(session, guest_id, own.system)
        own_ids.give(session, guest_id, [own])
    return _changed(ctx, guest_id)


def remove_own_id(
    ctx: Context, guest_id: int, system: str, value: str | None = None
) -> GuestRecord:
    """That one, or, without a value, all that the guest has in the system."""
    with ctx.store.write() as session:
        require(session, guest_id)
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
                    system=system[: guest_values.SYSTEM_LENGTH],
                    value=value[: guest_values.OWN_ID_LENGTH],
                ),
                "",
                _("Give it to a guest in the guest's record, or import it with a list."),
            )
        return rows.record(session, holder) or nobody()


def _name_of(session: Session, guest_id: int) -> str:
    guest = guests.by_id(session, guest_id)
    return guest_values.name_of(guest.name, guest.pushed_id) if guest else ""


def require(session: Session, guest_id: int) -> None:
    """As part of the caller's transaction; raises NotFound."""
    if guests.by_id(session, guest_id) is None:
        nobody()


def nobody() -> NoReturn:
    raise NotFound(
        _("This guest is not here any more."),
        _("The record has been erased, or merged with another one."),
        _("Look for the guest again."),
    )


def _changed(ctx: Context, guest_id: int) -> GuestRecord:
    ctx.bus.publish(GuestChanged(guest_id))
    return record(ctx, guest_id)
