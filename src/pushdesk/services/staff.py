"""Staff: PINs, roles, and who is acting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import argon2
from argon2.exceptions import VerifyMismatchError

from pushdesk.domain import staff as roles
from pushdesk.domain.events import StaffChanged
from pushdesk.domain.staff import Permission, Role
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.services.audits import acting, as_staff
from pushdesk.services.context import Context
from pushdesk.store import Session
from pushdesk.store import staff as rows
from pushdesk.store.staff import StaffRow

__all__ = ["Permission", "Role", "Staff", "acting", "as_staff"]

MOST_TRIES = 5
LOCKED = timedelta(minutes=1)
# OWASP's smaller setting: a PIN is checked against everybody's hash, on a small computer.
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


@dataclass(frozen=True)
class Staff:
    id: int
    name: str
    role: Role


def may(role: Role, permission: Permission) -> bool:
    return roles.may(role, permission)


def every(ctx: Context) -> list[Staff]:
    """Those who work here now, by name."""
    with ctx.store.read() as session:
        return [_staff(row) for row in rows.every(session)]


def add(ctx: Context, name: str, pin: str, role: Role) -> Staff:
    """Raises UserError for a PIN that is none or somebody else's. The first one is an owner."""
    ctx.require(Permission.STAFF)
    name = texts.line(name, _("The name"), texts.NAME_LENGTH)
    digest = _hash(pin)
    with ctx.store.write() as session:
        present = rows.every(session)
        if not present and role is not Role.OWNER:
            raise _no_owner()
        _check_free(present, pin)
        made = rows.insert(session, name, role.value, digest, ctx.clock.now())
    ctx.bus.publish(StaffChanged())
    return _staff(made)


def change_pin(ctx: Context, staff_id: int, pin: str) -> None:
    ctx.require(Permission.STAFF)
    digest = _hash(pin)
    with ctx.store.write() as session:
        _known(session, staff_id)
        _check_free((one for one in rows.every(session) if one.id != staff_id), pin)
        rows.change(session, staff_id, pin_hash=digest, wrong_tries=0, locked_until=None)
    ctx.bus.publish(StaffChanged())


def change_role(ctx: Context, staff_id: int, role: Role) -> None:
    """Raises Refused where nobody would be an owner any more."""
    ctx.require(Permission.STAFF)
    with ctx.store.write() as session:
        _known(session, staff_id)
        if role is not Role.OWNER:
            _check_owner_stays(session, staff_id, others_may_stay=True)
        rows.change(session, staff_id, role=role.value)
    ctx.bus.publish(StaffChanged())


def archive(ctx: Context, staff_id: int) -> None:
    """They can't sign in any more; what they did stays theirs. Raises Refused as `change_role`."""
    ctx.require(Permission.STAFF)
    with ctx.store.write() as session:
        _known(session, staff_id)
        _check_owner_stays(session, staff_id, others_may_stay=False)
        rows.change(session, staff_id, archived_at=ctx.clock.now())
    ctx.bus.publish(StaffChanged())


def restore(ctx: Context, staff_id: int) -> None:
    """Undoes `archive`."""
    ctx.require(Permission.STAFF)
    with ctx.store.write() as session:
        rows.change(session, staff_id, archived_at=None)
    ctx.bus.publish(StaffChanged())


def check(ctx: Context, pin: str) -> Staff:
    """Whose PIN it is. Raises Refused for nobody's, and for a minute after five wrong ones."""
    with ctx.store.write() as session:
        present = rows.every(session)
        _check_unlocked(ctx, present)
        found = next((one for one in present if _fits(one, pin)), None)
        for one in present:
            if found is not None:
                rows.change(session, one.id, wrong_tries=0, locked_until=None)
            else:
                _count_wrong(ctx, session, one)
    if found is None:
        raise Refused(_("This PIN is nobody's."), "", _("Try again."))
    return _staff(found)


def _count_wrong(ctx: Context, session: Session, one: StaffRow) -> None:
    """Nobody knows whose PIN a wrong one was meant to be, so it counts for everybody."""
    tries = one.wrong_tries + 1
    full = tries >= MOST_TRIES
    until = ctx.clock.now() + LOCKED if full else None
    rows.change(session, one.id, wrong_tries=0 if full else tries, locked_until=until)


def _check_unlocked(ctx: Context, present: Iterable[StaffRow]) -> None:
    now = ctx.clock.now()
    left = [one.locked_until - now for one in present if one.locked_until is not None]
    # A clock that was set back must not lock anybody out for longer than the wait itself.
    waiting = [each for each in left if timedelta(0) < each <= LOCKED]
    if waiting:
        raise Refused(
            _("Too many wrong PINs."),
            "",
            _("Try again in {n} seconds.").format(n=int(max(waiting).total_seconds()) + 1),
        )


def _fits(one: StaffRow, pin: str) -> bool:
    try:
        return _hasher.verify(one.pin_hash, pin)
    except VerifyMismatchError:
        return False


def _hash(pin: str) -> str:
    if not (pin.isascii() and pin.isdecimal() and 4 <= len(pin) <= 8):
        raise UserError(_("This is no PIN."), "", _("Give four to eight digits."))
    return _hasher.hash(pin)


def _check_free(others: Iterable[StaffRow], pin: str) -> None:
    if any(_fits(one, pin) for one in others):
        raise Refused(
            _("This PIN is taken."),
            _("It tells who is at the desk, so each is one person's."),
            _("Choose another one."),
        )


def _check_owner_stays(session: Session, staff_id: int, *, others_may_stay: bool) -> None:
    others = [one for one in rows.every(session) if one.id != staff_id]
    if any(one.role == Role.OWNER for one in others):
        return
    if others or others_may_stay:
        raise _no_owner()


def _no_owner() -> Refused:
    return Refused(
        _("Somebody has to be an owner."),
        _("Nobody else could let people in or change what they may do."),
        _("Make somebody an owner first."),
    )


def _known(session: Session, staff_id: int) -> StaffRow:
    found = rows.by_id(session, staff_id)
    if found is None or found.archived_at is not None:
        raise NotFound(_("This person doesn't work here any more."), "", "")
    return found


def _staff(row: StaffRow) -> Staff:
    return Staff(row.id, row.name, Role(row.role))
