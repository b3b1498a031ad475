"""Who has put a guest into an audience, and whether anybody has."""

from sqlalchemy.orm import Session

from pushdesk.store import tables

# Where a member comes from who has ticked the category. Whom the venue has put in has agreed to
# nothing.
BY_GUEST = "guest"


def is_in(session: Session, audience_id: int, guest_id: int) -> bool:
    return session.get(tables.AudienceMember, (audience_id, guest_id)) is not None
