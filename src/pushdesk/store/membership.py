"""Whether a guest has been put into an audience."""

from sqlalchemy.orm import Session

from pushdesk.store import tables


def is_in(session: Session, audience_id: int, guest_id: int) -> bool:
    return session.get(tables.AudienceMember, (audience_id, guest_id)) is not None
