"""What happened to a guest as one line of time: from every side, once each, the newest first."""

from datetime import timedelta

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.services import (
    audiences,
    events,
    guest_export,
    guest_history,
    guest_lists,
    guests,
    subscriptions,
    visits,
)
from pushdesk.services.guest_history import Kind
from pushdesk.store import Store, tables
from tests.house import House


def told(house: House, guest_id: int) -> list[tuple[Kind, str]]:
    return [
        (moment.kind, moment.sentence) for moment in guest_history.of_guest(house.ctx, guest_id)
    ]


def later(house: House) -> None:
    house.clock.advance(timedelta(minutes=1))


def test_a_guests_evening(house: House) -> None:
    held = house.guest(house.channel("Lunch"))
    anna = guests.find(house.ctx, held.pushed_id)
    later(house)
    audiences.create(house.ctx, "Regulars")
    audiences.add(house.ctx, "Regulars", anna.id)
    later(house)
    visits.notify(house.ctx, anna.id, timedelta(minutes=10))
    later(house)
    events.record(house.ctx, anna.id, "purchase", {"sum": "12 €"})
    later(house)
    audiences.remove(house.ctx, "Regulars", anna.id)
    later(house)
    subscriptions.leave(house.ctx, held.token)
    lines = told(house, anna.id)
    assert lines[0] == (Kind.CHANNEL, "Left “Lunch”")
    assert lines[1] == (Kind.AUDIENCE, "Went out of “Regulars”")
    assert lines[2] == (Kind.EVENT, "Event “purchase” (sum: 12 €)")
    assert {kind for kind, _sentence in lines[3:5]} == {Kind.MESSAGE, Kind.VISIT}
    assert (Kind.VISIT, "Visit, called once") in lines[3:5]
    assert lines[5:] == [
        (Kind.AUDIENCE, "Came into “Regulars”"),
        (Kind.CHANNEL, "Joined “Lunch”"),
    ]


def test_a_message_is_told_once_with_the_state_of_each_device(house: House) -> None:
    channel = house.channel()
    held = house.guest(channel)
    house.guest(channel, pass_token=held.token)
    anna = guests.find(house.ctx, held.pushed_id)
    visits.notify(house.ctx, anna.id, timedelta(minutes=10))
    (message,) = [
        moment
        for moment in guest_history.of_guest(house.ctx, anna.id)
        if moment.kind is Kind.MESSAGE
    ]
    assert [progress.state for progress in message.progress] == [DeliveryState.QUEUED] * 2


def test_topics_and_lists(house: House, store: Store) -> None:
    channel = house.channel("Lunch")
    plan = guest_lists.read(house.ctx, f"own:crm,channel\n1,{channel.alias}\n")
    guest_lists.apply(house.ctx, plan)
    assert channel.alias in guest_export.export(house.ctx)
    with store.write() as session:
        guest = session.query(tables.Guest).one()
        (on,) = session.query(tables.Subscription)
        for given in (True, False):
            later(house)
            session.add(
                tables.Consent(
                    guest_id=guest.id, channel_id=on.channel_id, given=given,
                    at=house.clock.now(), endpoint_hash="", category="Menu",
                )
            )  # fmt: skip
            session.flush()
    assert told(house, guest.id) == [
        (Kind.CATEGORY, "Wants no more news of “Menu”"),
        (Kind.CATEGORY, "Wants news of “Menu”"),
        (Kind.CHANNEL, "Joined “Lunch”, from a list"),
    ]


def test_no_more_than_asked_for(house: House) -> None:
    anna = guests.find(house.ctx, house.guest(house.channel()).pushed_id)
    for number in range(20):
        later(house)
        events.record(house.ctx, anna.id, f"look.{number}")
    lines = guest_history.of_guest(house.ctx, anna.id, 5)
    assert [line.sentence for line in lines] == [
        f"Event “look.{number}”" for number in (19, 18, 17, 16, 15)
    ]
    assert guest_history.of_guest(house.ctx, anna.id, -1) == []
    assert guest_history.of_guest(house.ctx, 4711) == []
