"""Only the phone that got the delivery can report on it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged
from pushdesk.errors import UserError
from pushdesk.services import events, guests, receipts, visits
from pushdesk.services.guests import Progress
from pushdesk.services.receipt_signer import ReceiptSigner
from pushdesk.services.receipts import Receipt
from tests.house import House


def a_delivery(house: House) -> Progress:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest
    visits.notify(house.ctx, guest.id, timedelta(minutes=10))
    return latest(house, guest.id)


def latest(house: House, guest_id: int) -> Progress:
    return guests.card(house.ctx, guest_id).progress[0]


def test_shown_then_opened_with_times(house: House) -> None:
    delivery = a_delivery(house)
    token = house.ctx.receipts.sign(delivery.delivery_id)
    house.clock.advance(timedelta(seconds=2))
    receipts.record(house.ctx, token, Receipt.SHOWN)
    house.clock.advance(timedelta(seconds=3))
    receipts.record(house.ctx, token, Receipt.OPENED)
    receipts.record(house.ctx, token, Receipt.SHOWN)
    after = latest(house, delivery.guest_id)
    assert after.state is DeliveryState.OPENED
    assert after.shown_at == delivery.created_at + timedelta(seconds=2)
    assert after.opened_at == delivery.created_at + timedelta(seconds=5)
    states = [event.state for event in house.events if isinstance(event, DeliveryChanged)]
    assert states == [DeliveryState.SHOWN, DeliveryState.OPENED]


def test_row_14_what_the_phone_shows_is_an_event_once(house: House) -> None:
    delivery = a_delivery(house)
    token = house.ctx.receipts.sign(delivery.delivery_id)
    for receipt in (Receipt.SHOWN, Receipt.SHOWN, Receipt.OPENED, Receipt.CLOSED):
        receipts.record(house.ctx, token, receipt)
    opened, shown, called, *_ = events.of_guest(house.ctx, delivery.guest_id)
    assert (shown.name, opened.name, called.name) == ("shown", "opened", "called")
    assert opened.properties == {"message": delivery.message_id, "template": "ready"}


def test_the_second_call_has_its_own_template(house: House) -> None:
    first = a_delivery(house)
    house.clock.advance(timedelta(seconds=20))
    visits.notify(house.ctx, first.guest_id, timedelta(minutes=10))
    token = house.ctx.receipts.sign(latest(house, first.guest_id).delivery_id)
    receipts.record(house.ctx, token, Receipt.SHOWN)
    shown = events.of_guest(house.ctx, first.guest_id)[0]
    assert shown.properties["template"] == "second_call"


def test_swiped_away_was_on_the_phone(house: House) -> None:
    delivery = a_delivery(house)
    receipts.record(house.ctx, house.ctx.receipts.sign(delivery.delivery_id), Receipt.CLOSED)
    assert latest(house, delivery.guest_id).state is DeliveryState.SHOWN


def test_another_venues_signature_is_forged(house: House) -> None:
    delivery = a_delivery(house)
    forged = ReceiptSigner(b"x" * 32).sign(delivery.delivery_id)
    with pytest.raises(UserError, match="not ours"):
        receipts.record(house.ctx, forged, Receipt.OPENED)
    assert latest(house, delivery.guest_id).state is DeliveryState.QUEUED


@given(st.text(max_size=40) | st.text("ABCDabcd0123-_", min_size=27, max_size=27))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_made_up_tokens(house: House, token: str) -> None:
    with pytest.raises(UserError, match="not ours"):
        receipts.record(house.ctx, token, Receipt.SHOWN)


def test_a_key_is_for_one_purpose() -> None:
    signer = ReceiptSigner(bytes(32))
    assert len(signer.derive("mail")) == 32
    assert signer.derive("mail") == ReceiptSigner(bytes(32)).derive("mail")
    assert (
        len({signer.derive("mail"), signer.derive("page"), ReceiptSigner(b"x").derive("mail")}) == 3
    )


@given(st.integers(min_value=1, max_value=2**62))
def test_a_token_names_its_delivery(delivery_id: int) -> None:
    signer = ReceiptSigner(bytes(32))
    assert signer.read(signer.sign(delivery_id)) == delivery_id
