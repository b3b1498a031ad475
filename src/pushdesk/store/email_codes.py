"""Codes that were mailed to prove an address: one a guest, for a short time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from pushdesk.store import events, tables

MAILED = "code_mailed"
PROVEN = "email_proven"


@dataclass(frozen=True)
class EmailCode:
    address: str
    code_hash: str
    sent_at: datetime
    tries: int


def of_guest(session: Session, guest_id: int) -> EmailCode | None:
    row = session.get(tables.EmailCode, guest_id)
    if row is None:
        return None
    return EmailCode(row.address, row.code_hash, row.sent_at, row.tries)


def mailed_since(session: Session, guest_id: int, begin: datetime) -> int:
    event = tables.Event
    which = (event.guest_id == guest_id, event.name == MAILED, event.at > begin)
    return session.scalar(select(func.count()).where(*which)) or 0


def waiting_at(session: Session, address: str, guest_id: int) -> int:
    """How many other guests have a code at this address."""
    code = tables.EmailCode
    which = (code.address == address, code.guest_id != guest_id)
    return session.scalar(select(func.count()).where(*which)) or 0


def put(
    session: Session, guest_id: int, address: str, code_hash: str, source: str, at: datetime
) -> int:
    """In the place of an earlier one; returns the number of the event that tells of it."""
    forget(session, guest_id)
    session.add(
        tables.EmailCode(
            guest_id=guest_id, address=address, code_hash=code_hash, sent_at=at, tries=0
        )
    )
    return events.insert(session, guest_id, MAILED, {}, source, at)


def take_back(session: Session, guest_id: int, event_id: int) -> None:
    """The mail did not go out."""
    forget(session, guest_id)
    session.execute(delete(tables.Event).where(tables.Event.id == event_id))


def tried(session: Session, guest_id: int) -> None:
    code = tables.EmailCode
    session.execute(update(code).where(code.guest_id == guest_id).values(tries=code.tries + 1))


def forget(session: Session, guest_id: int) -> None:
    session.execute(delete(tables.EmailCode).where(tables.EmailCode.guest_id == guest_id))


def forget_before(session: Session, begin: datetime) -> None:
    """Those that are too old to be of use: they name addresses."""
    session.execute(delete(tables.EmailCode).where(tables.EmailCode.sent_at < begin))
