"""Whether the venue's own web site may know who a guest is."""

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables


def is_recognised(session: Session, guest_id: int) -> bool:
    """Who has left every channel is not, and neither is who doesn't want to be."""
    guest, on = tables.Guest, tables.Subscription
    subscribed = exists().where(on.guest_id == guest.id, on.left_at.is_(None))
    found = select(guest.id).where(guest.id == guest_id, guest.recognised, subscribed)
    return session.scalar(found) is not None


def wants(session: Session, guest_id: int) -> bool:
    return session.get_one(tables.Guest, guest_id).recognised


def choose(session: Session, guest_id: int, *, wanted: bool) -> None:
    session.execute(
        update(tables.Guest).where(tables.Guest.id == guest_id).values(recognised=wanted)
    )
