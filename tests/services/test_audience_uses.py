"""An audience that a message names may get another name, and isn't deleted under its feet."""

from datetime import timedelta

import pytest

from pushdesk.automation.schedules import Schedules
from pushdesk.domain.lanes import Lane
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App, Audience
from pushdesk.errors import Refused
from pushdesk.sending.filler import Filler
from pushdesk.services import audiences, broadcasts, drafts, guests, messages
from pushdesk.store import fan_out, outbox
from tests.house import House

HOUR = timedelta(hours=1)


def member(house: House, audience: str) -> int:
    """A guest on a list of the venue, in the audience."""
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    audiences.create(house.ctx, audience)
    audiences.add(house.ctx, audience, guest)
    return guest


def rung(house: House) -> set[int]:
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, house.clock.now(), dict.fromkeys(Lane, 99), HOUR)
    return {item.guest_id for item in claimed}


def half_sent(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """To all but the angry, paused while most of it is not in the outbox yet."""
    monkeypatch.setattr(fan_out, "FIRST", 1)
    request = Request((App(),), (Audience("Angry"),), title="Hello", ttl=HOUR)
    sent = messages.send(house.ctx, request)
    broadcasts.pause(house.ctx, sent.id)
    return sent.id


def test_a_planned_message_follows_the_new_name(house: House) -> None:
    member(house, "Regulars")
    draft = drafts.save(house.ctx, Request((Audience("Regulars"),), title="Hello"))
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR)
    audiences.rename(house.ctx, "Regulars", "Friends")
    house.clock.advance(HOUR)
    Schedules(house.ctx).work()
    assert drafts.get(house.ctx, draft.id).sent == 1


def test_who_is_excluded_stays_out_under_the_new_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.guest(house.channel())
    angry = member(house, "Angry")
    last = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    sent = half_sent(house, monkeypatch)
    audiences.rename(house.ctx, "Angry", "Furious")
    broadcasts.resume(house.ctx, sent)
    filler = Filler(house.ctx)
    while filler.step():
        pass
    reached = rung(house)
    assert last in reached
    assert angry not in reached


def test_it_stays_while_a_message_needs_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.guest(house.channel())
    member(house, "Angry")
    house.guest(house.channel())
    sent = half_sent(house, monkeypatch)
    with pytest.raises(Refused, match="The message “Hello” asks for it"):
        audiences.delete(house.ctx, "Angry")
    broadcasts.cancel(house.ctx, sent)
    filler = Filler(house.ctx)
    while filler.step():
        pass
    draft = drafts.save(house.ctx, Request((Audience("Angry"),), title="At ten"))
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR)
    with pytest.raises(Refused, match="The message “At ten” asks for it"):
        audiences.delete(house.ctx, "Angry")
    drafts.unschedule(house.ctx, draft.id)
    audiences.delete(house.ctx, "Angry")
