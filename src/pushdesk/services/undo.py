"""Takes back what was done to visits: the state before, unless somebody has changed it since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pushdesk.errors import NotFound, Refused
from pushdesk.i18n import _
from pushdesk.services import audits
from pushdesk.services.audits import Stamp
from pushdesk.services.context import Context
from pushdesk.store import Session, audit, double_visits, events, guests, outbox, waiting
from pushdesk.store import visits as rows
from pushdesk.store.audit import Change

# The bar shows ten seconds; a tap at its very end may take a moment to arrive.
LIMIT = timedelta(seconds=15)
MESSAGES = "messages"
_MOMENTS = frozenset(
    {
        "opened_at",
        "ended_at",
        "called_at",
        "hold_until",
        "quoted_until",
        "answered_at",
        "warned_at",
    }
)


def undo(ctx: Context, change_id: int) -> str:
    """One plain sentence. Raises Refused when it is too late or somebody changed it since."""
    by = audits.stamp(ctx)
    with ctx.store.write() as session:
        change = _undoable(audit.by_id(session, change_id), by.at)
        concerned = _take_back(session, change, by)
        for message_id in _messages(change):
            outbox.take_back(session, waiting.unsent(session, message_id), by.at)
            outbox.withdraw(session, message_id, by.at)
        audit.undone(session, change.id, by.at)
        audit.insert(session, by.at, by.staff_id, change.visit_id, "undo", {}, {})
        for guest_id in concerned:
            events.insert(session, guest_id, "undone", {"action": change.action}, "desk", by.at)
    for guest_id in concerned:
        audits.tell(ctx, guest_id, "undone")
    return _("Taken back.") if concerned else _("Nothing was left to take back.")


def _undoable(change: Change | None, now: datetime) -> Change:
    if change is None or change.action in {"undo", double_visits.JOINED}:
        raise NotFound(_("There is nothing to take back."), "", "")
    if change.undone_at is not None:
        raise Refused(_("This has been taken back already."), "", "")
    if now - change.at > LIMIT:
        raise Refused(
            _("It is too late to take this back."),
            _("That is possible for ten seconds."),
            _("Bring the guest back to the list instead."),
        )
    return change


def _messages(change: Change) -> list[int]:
    """What it has said to phones; a change of many names them beside the visits."""
    many: list[int] = change.after.get(MESSAGES, [])
    return many if change.message_id is None else [change.message_id]


def _take_back(session: Session, change: Change, by: Stamp) -> list[int]:
    """The guests concerned. Of a change of many, those that were changed since stay."""
    now = by.at
    if change.visit_id is not None:
        joined = audit.of_many(session, double_visits.JOINED, change.id, change.visit_id)
        if joined is not None:
            return [_restore_apart(session, change.visit_id, change, joined, by)]
        return [_restore(session, change.visit_id, change.before, change.after, now)]
    concerned = []
    for visit_id, before in change.before.items():
        try:
            restored = _restore(session, int(visit_id), before, change.after[visit_id], now)
        except Refused:
            continue
        concerned.append(restored)
    return concerned


def _restore_apart(
    session: Session, visit_id: int, change: Change, joined: Change, by: Stamp
) -> int:
    """The guest was merged with another since: what the two visits were apart is changed, and
    they are joined once more if both still stand.
    """
    for each, values in joined.after.items():
        expected = _read(values)
        if audits.columns(rows.by_id(session, int(each)), expected) != expected:
            raise _changed_since()
    apart = {int(each): _read(values) for each, values in joined.before.items()}
    (other_id,) = apart.keys() - {visit_id}
    # A guest has one open visit at most, so the other one steps aside.
    rows.change(session, other_id, ended_at=by.at)
    rows.change(session, visit_id, **apart[visit_id])
    guest_id = _restore(session, visit_id, change.before, change.after, by.at)
    audit.undone(session, joined.id, by.at)
    visit = rows.by_id(session, visit_id)
    if visit.ended_at is None:
        other = replace(rows.by_id(session, other_id), **apart[other_id])
        double_visits.join(session, visit, other, by.at, by.staff_id)
    else:
        rows.change(session, other_id, **apart[other_id], changed_at=by.at)
    return guest_id


def _restore(
    session: Session,
    visit_id: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> int:
    visit = rows.by_id(session, visit_id)
    if guests.by_id(session, visit.guest_id) is None:
        raise _changed_since()  # erased meanwhile
    values, expected = _read(before), _read(after)
    name, renamed = values.pop("name", None), expected.pop("name", None)
    if audits.columns(visit, expected) != expected:
        raise _changed_since()
    if values.get("ended_at", visit) is None and rows.open_visit(session, visit.guest_id):
        raise _changed_since()
    if renamed is not None:
        _rename(session, visit.guest_id, renamed, name)
    rows.change(session, visit.id, **values, changed_at=now)
    return visit.guest_id


def _rename(session: Session, guest_id: int, expected: str, name: str | None) -> None:
    guest = guests.by_id(session, guest_id)
    if guest is None or guest.name != expected:
        raise _changed_since()
    guests.rename(session, guest_id, name or "")


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _moment(value) if name in _MOMENTS else value for name, value in values.items()}


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _changed_since() -> Refused:
    return Refused(
        _("This can't be taken back any more."),
        _("Somebody has changed it since: another desk, or the guest with an answer."),
        _("Look at the list."),
    )
