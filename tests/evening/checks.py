"""What has to hold after each step, and when the evening is over."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, DeliveryState
from pushdesk.services import quiet, statistics, waiting_list
from pushdesk.store import audit, tables, visits
from pushdesk.store.visits import Visit
from tests.evening.evening import OUTAGE, STEP, Evening
from tests.evening.model import CALLED, Story, Wait
from tests.evening.parties import Kind

# The longest pause between two attempts, and a step until somebody looks.
BACK_ON = timedelta(seconds=60) + STEP
# The program's own notes on a call; the model doesn't follow them.
_NOTES = {"told", "relayed"}


def after_step(evening: Evening) -> None:
    """The list is the model's, party by party; once a minute as the desk sees it, too."""
    with evening.rig.ctx.store.read() as session:
        listed = {visit.guest_id: _seen(visit) for visit in visits.every_open(session)}
    expected = evening.model.open()
    assert listed == expected, _difference(listed, expected)
    if evening.steps % 8 == 0:
        rows = waiting_list.floor(evening.rig.ctx).rows
        assert {row.guest_id: str(row.state) for row in rows} == {
            guest: wait.standing for guest, wait in expected.items()
        }


def at_the_end(evening: Evening) -> None:
    _every_visit_is_right(evening)
    _every_deed_is_written_down(evening)
    _every_message_came_to_an_end(evening)
    _no_phone_rang_wrongly(evening)
    _statistics_agree(evening)


def outcomes(evening: Evening) -> Counter[str]:
    return Counter(story.wait.standing for story in evening.model.stories.values())


def table(evening: Evening) -> dict[str, object]:
    """For people who play it by hand."""
    with evening.rig.ctx.store.read() as session:
        states = Counter(session.scalars(select(tables.Delivery.state)))
    stories = evening.model.stories.values()
    growth = evening.memory[60] - evening.memory[10]
    return {
        "parties": len(evening.guests),
        "with a phone": sum(guest.phone is not None for guest in evening.guests.values()),
        "minutes": round(evening.since.total_seconds() / 60),
        "deeds": sum(len(story.entries) for story in stories),
        "rightly refused": evening.refusals,
        "attempts": len(evening.rig.service.attempts),
        "answers lost": evening.rig.line.unanswered,
        "rung twice": len(_rung_twice(evening)),
        "memory growth, MiB": round(growth, 1),
        **{f"visits {name}": number for name, number in sorted(outcomes(evening).items())},
        **{f"deliveries {name}": number for name, number in sorted(states.items())},
    }


def _seen(visit: Visit) -> Wait:
    ended = visit.ended_at is not None
    standing = visit.outcome if ended else visit.state
    if ended and standing == "cancelled":
        standing = "cancelled off"
    return Wait(
        str(standing),
        visit.party_size,
        visit.times_called,
        visit.called_at,
        visit.hold_until,
        visit.quoted_until,
        visit.answer,
        visit.ended_at,
    )


def _difference(listed: dict[int, Wait], expected: dict[int, Wait]) -> str:
    wrong = {guest for guest in listed | expected if listed.get(guest) != expected.get(guest)}
    return "\n".join(f"{g}: {listed.get(g)}\nexpected {expected.get(g)}" for g in wrong)


def _every_visit_is_right(evening: Evening) -> None:
    with evening.rig.ctx.store.read() as session:
        found = {
            row.guest_id: _seen(visits.record(row)) for row in session.scalars(select(tables.Visit))
        }
    expected = {guest: story.wait for guest, story in evening.model.stories.items()}
    assert found == expected, _difference(found, expected)


def _every_deed_is_written_down(evening: Evening) -> None:
    """In its order, under whoever did it."""
    with evening.rig.ctx.store.read() as session:
        ids = {row.guest_id: row.id for row in session.scalars(select(tables.Visit))}
        found = {
            guest: [one for one in audit.of_visit(session, id_) if one.action not in _NOTES]
            for guest, id_ in ids.items()
        }
        late = [
            row.staff_id
            for row in session.scalars(select(tables.Audit).where(tables.Audit.action == "late"))
        ]
    for guest, story in evening.model.stories.items():
        written = [(one.action, one.staff_id, one.undone_at is not None) for one in found[guest]]
        assert written == list(_deeds(story)), f"{guest}: {written}"
    assert late == evening.late


def _deeds(story: Story) -> Iterable[tuple[str, int | None, bool]]:
    for one in story.entries:
        yield one.action, one.staff, one.undone and one.action != "undo"


def _every_message_came_to_an_end(evening: Evening) -> None:
    """In time, or with a reason; nothing waits in the outbox."""
    row, message = tables.Delivery, tables.Message
    query = select(row, message.created_at, message.expires_at)
    with evening.rig.ctx.store.read() as session:
        for one, made_at, expires_at in session.execute(
            query.join(message, message.id == row.message_id)
        ):
            state = DeliveryState(one.state)
            assert state in ENDS | ON_THE_PHONE, f"{one.id} is {state}"
            if state in ENDS:
                assert one.reason, f"{one.id} is {state} without a reason"
            if one.accepted_at is not None:
                assert one.accepted_at < expires_at, f"{one.id} was accepted too late"
                begin, end = (evening.begin + each for each in OUTAGE)
                held_up = begin - 4 * STEP <= made_at < end
                limit = end + BACK_ON if held_up else made_at + timedelta(seconds=10) + STEP
                assert one.accepted_at <= limit, f"{one.id} came late"


def _no_phone_rang_wrongly(evening: Evening) -> None:
    """Never after the expiry, nor for a table that the party has no more; once for a message."""
    for guest in evening.guests.values():
        if guest.phone is None:
            continue
        assert not guest.phone.faults, guest.phone.faults
        rings = evening.rig.rings(guest.phone)
        for ring in rings:
            assert ring.rang_at < ring.expires_at, f"rung after its expiry: {ring}"
        for ring in evening.rig.calls(guest.phone):
            story = evening.model.stories[guest.id]
            around = set(story.standing_between(ring.taken_at - STEP, ring.taken_at))
            assert around & CALLED, f"rung without a table: {ring}\n{story.entries}"
    twice = _rung_twice(evening)
    assert len(twice) <= evening.rig.line.unanswered, f"rung twice: {twice}"


def _rung_twice(evening: Evening) -> list[int]:
    """Deliveries; only a push whose answer was lost is sent again, and takes its own place."""
    phones = [guest.phone for guest in evening.guests.values() if guest.phone is not None]
    times = Counter(ring.delivery for phone in phones for ring in evening.rig.rings(phone))
    return [delivery for delivery, number in times.items() if number > 1]


def _statistics_agree(evening: Evening) -> None:
    """What is counted as shown is what phones have shown that tell of it."""
    ctx = evening.rig.ctx
    day = evening.begin.astimezone(quiet.zone(ctx)).date()
    total = statistics.over(ctx, day, day + timedelta(days=1)).total
    told: dict[str, set[int]] = defaultdict(set)
    for guest in evening.guests.values():
        if guest.phone is not None and guest.party.kind is not Kind.SILENT:
            told["shown"] |= {ring.delivery for ring in evening.rig.rings(guest.phone)}
    answered = _answered_only(evening, told["shown"])
    assert statistics.shown(total.counts) == len(told["shown"] | answered)
    with ctx.store.read() as session:
        assert total.messages == len(list(session.scalars(select(tables.Message.id))))
        assert sum(total.counts.values()) == len(list(session.scalars(select(tables.Delivery.id))))


def _answered_only(evening: Evening, shown: set[int]) -> set[int]:
    """Calls that a guest has answered on the page, and whose phone has told nothing."""
    row = tables.Delivery
    with evening.rig.ctx.store.read() as session:
        answered = session.scalars(select(row.id).where(row.state == DeliveryState.ANSWERED.value))
        return set(answered) - shown
