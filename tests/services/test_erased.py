"""The one who stands for all that were erased is no guest: nothing is done to them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.errors import Refused, UserError
from pushdesk.services import (
    audiences,
    erasure,
    events,
    guest_merge,
    guests,
    messages,
    receipts,
    undo,
    visits,
    waiting_list,
)
from pushdesk.services.receipts import Receipt
from pushdesk.services.waiting_list import Party
from pushdesk.store import tables
from pushdesk.store.guest_records import ANYBODY
from tests.house import House

TEN = timedelta(minutes=10)


def a_guest(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def anybody(house: House) -> int:
    erasure.erase(house.ctx, a_guest(house))
    guest = tables.Guest
    with house.ctx.store.read() as session:
        return session.scalars(select(guest.id).where(guest.pushed_id == ANYBODY)).one()


DEEDS: dict[str, Callable[[House, int], object]] = {
    "audience": lambda house, id_: audiences.add(house.ctx, "Regulars", id_),
    "list": lambda house, id_: waiting_list.add(house.ctx, Party(id_)),
    "event": lambda house, id_: events.record(house.ctx, id_, "purchase"),
    "call": lambda house, id_: visits.notify(house.ctx, id_, TEN),
    "card": lambda house, id_: guests.card(house.ctx, id_),
    "merge": lambda house, id_: guest_merge.merge(house.ctx, a_guest(house), id_),
    "merge into": lambda house, id_: guest_merge.merge(house.ctx, id_, a_guest(house)),
    "erase": lambda house, id_: erasure.erase(house.ctx, id_),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_to_them(house: House, deed: str) -> None:
    nobody = anybody(house)
    audiences.create(house.ctx, "Regulars")
    with pytest.raises(UserError):
        DEEDS[deed](house, nobody)


def test_a_phone_that_answers_late_is_counted_and_happens_to_nobody(house: House) -> None:
    guest = a_guest(house)
    sent = messages.send(house.ctx, Request((App(),), title="Hello"))
    token = house.ctx.receipts.sign(guests.card(house.ctx, guest).progress[0].delivery_id)
    erasure.erase(house.ctx, guest)
    receipts.record(house.ctx, token, Receipt.OPENED)
    assert messages.status(house.ctx, sent.id).counts == {DeliveryState.OPENED: 1}
    with house.ctx.store.read() as session:
        assert session.scalar(select(func.count()).select_from(tables.Event)) == 0


def test_what_was_done_before_the_erasure_is_not_undone(house: House) -> None:
    guest = waiting_list.add(house.ctx, Party(a_guest(house))).guest_id
    seated = visits.seat(house.ctx, guest)
    erasure.erase(house.ctx, guest)
    with pytest.raises(Refused, match="can't be taken back"):
        undo.undo(house.ctx, seated.change_id)
