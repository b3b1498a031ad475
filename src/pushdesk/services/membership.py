"""In and out of audiences that are kept by hand, as part of the caller's transaction."""

from datetime import datetime

from pushdesk.errors import NotFound, Refused
from pushdesk.i18n import _
from pushdesk.store import Session, events
from pushdesk.store import audiences as rows
from pushdesk.store import membership as members


def find(session: Session, name: str) -> rows.Audience:
    """Raises NotFound."""
    found = rows.by_name(session, name)
    if found is None:
        raise NotFound(
            _("There is no audience “{name}”.").format(name=name[:60]),
            _("Capitals and spaces count."),
            _("Look at the list of audiences for the right one."),
        )
    return found


def by_hand(session: Session, name: str) -> rows.Audience:
    """Raises NotFound, and Refused for one with a condition."""
    row = find(session, name)
    if row.condition is not None:
        raise Refused(
            _("Nobody can be put into “{name}” or taken out by hand.").format(name=name),
            _("Its condition finds its guests."),
            _("Change the condition, or use an audience that is kept by hand."),
        )
    return row


def put_in(
    session: Session, name: str, guest_id: int, source: str, now: datetime, depth: int = 0
) -> bool:
    """Whether the guest was not in it before; then it is an event. Raises UserError."""
    if source == members.BY_GUEST:
        raise ValueError("guests tick on their own pages: nobody else agrees to news for them")
    audience_id = by_hand(session, name).id
    if members.is_in(session, audience_id, guest_id):
        return False
    rows.add(session, audience_id, guest_id, source, now)
    events.insert(session, guest_id, "joined_audience", {"audience": name}, source[:10], now, depth)
    return True


def take_out(
    session: Session, name: str, guest_id: int, source: str, now: datetime, depth: int = 0
) -> bool:
    """Whether the guest was in it; then it is an event. Raises UserError."""
    audience_id = by_hand(session, name).id
    if not members.is_in(session, audience_id, guest_id):
        return False
    rows.remove(session, audience_id, guest_id)
    events.insert(session, guest_id, "left_audience", {"audience": name}, source[:10], now, depth)
    return True
