"""The live page's own routes: the state, answers, changes, joining, export and erasing."""

import http.client
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest

from pushdesk.domain.events import DeskTold
from pushdesk.domain.lanes import Lane
from pushdesk.portal import places
from pushdesk.portal.bodies import Place
from pushdesk.portal.limits import Limits, Rate
from pushdesk.services import channels, guests, payloads, replies, visits, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.services.subscriptions import Pass
from pushdesk.services.waiting_list import Party, Row
from pushdesk.store import outbox
from tests.house import House, a_subscription
from tests.portal.client import Client
from tests.portal.conftest import Serve

HOLD = timedelta(minutes=10)


@pytest.fixture
def guest(house: House, channel: Channel) -> Pass:
    return house.guest(channel)


def row_of(house: House, guest: Pass) -> Row:
    return waiting_list.row(house.ctx, guests.find(house.ctx, guest.pushed_id).id)


def put_on_list(house: House, guest: Pass, size: int = 2) -> Row:
    guest_id = guests.find(house.ctx, guest.pushed_id).id
    return waiting_list.add(house.ctx, Party(guest_id=guest_id, size=size, quote_minutes=15))


def call(house: House, guest: Pass) -> None:
    visits.notify(house.ctx, guests.find(house.ctx, guest.pushed_id).id, HOLD)


def test_the_state_tells_who_is_ahead_and_how_long(
    client: Client, house: House, guest: Pass, channel: Channel
) -> None:
    put_on_list(house, house.guest(channel))
    put_on_list(house, guest)
    state = client.get(f"/g/{guest.token}/live").json
    assert (state["state"], state["in_line"], state["can_answer"]) == ("waiting", True, False)
    assert state["position"] == "Tables for 1–2: 1 ahead of you"
    assert state["quote"].startswith("In about 15 minutes, at ")
    assert state["now"] == house.clock.now().timestamp()


@pytest.mark.parametrize("reply", ["coming", "later", "cancel"])
def test_a_call_is_answered_from_the_page(
    client: Client, house: House, guest: Pass, reply: str
) -> None:
    put_on_list(house, guest)
    call(house, guest)
    state = client.get(f"/g/{guest.token}/live").json
    assert (state["state"], state["can_answer"], state["call"]) == ("called", True, 1)
    assert state["hold_until"] == (house.clock.now() + HOLD).timestamp()
    answered = client.ask("POST", f"/g/{guest.token}/reply", {"reply": reply})
    expected = {"cancel": "cancelled"}.get(reply, reply)
    assert (answered.status, answered.json["state"]) == (200, expected)
    assert row_of(house, guest).state == expected


def test_the_page_says_that_it_has_shown_the_call(
    client: Client, house: House, guest: Pass
) -> None:
    put_on_list(house, guest)
    page = f"/g/{guest.token}"
    assert client.get(f"{page}/live").json["unshown"] is None
    call(house, guest)
    waits_for = client.get(f"{page}/live").json["unshown"]
    assert row_of(house, guest).page_shown_at is None
    house.clock.advance(timedelta(seconds=2))
    told = client.ask("POST", f"{page}/shown", {"call": waits_for})
    assert (told.status, told.json["unshown"]) == (200, None)
    assert row_of(house, guest).page_shown_at == house.clock.now()


def test_no_page_says_so_of_a_newer_call_or_for_somebody_else(
    client: Client, house: House, guest: Pass, channel: Channel
) -> None:
    put_on_list(house, guest)
    page = f"/g/{guest.token}"
    call(house, guest)
    old = client.get(f"{page}/live").json["unshown"]
    house.clock.advance(timedelta(seconds=20))
    call(house, guest)
    late = client.ask("POST", f"{page}/shown", {"call": old})
    assert (late.status, late.json["unshown"]) == (200, house.clock.now().isoformat())
    other = house.guest(channel)
    body = {"call": late.json["unshown"]}
    assert client.ask("POST", f"/g/{other.token}/shown", body).status == 200
    assert client.ask("POST", f"/g/{'A' * 22}/shown", body).status == 404
    stranger = {"Origin": "https://evil.example"}
    assert client.ask("POST", f"{page}/shown", body, headers=stranger).status == 403
    for nonsense in ("", "yes", "2026-11-21T19:00:00"):
        assert client.ask("POST", f"{page}/shown", {"call": nonsense}).status == 422
    assert row_of(house, guest).page_shown_at is None


def test_nobody_answers_before_the_call_or_with_another_word(
    client: Client, house: House, guest: Pass
) -> None:
    put_on_list(house, guest)
    early = client.ask("POST", f"/g/{guest.token}/reply", {"reply": "coming"})
    assert (early.status, early.json["title"]) == (409, "Your table is not ready yet.")
    assert client.ask("POST", f"/g/{guest.token}/reply", {"reply": "maybe"}).status == 422
    assert client.ask("POST", f"/g/{'A' * 22}/reply", {"reply": "coming"}).status == 404


def test_who_has_been_seated_is_told_so(client: Client, house: House, guest: Pass) -> None:
    visits.seat(house.ctx, put_on_list(house, guest).guest_id)
    late = client.ask("POST", f"/g/{guest.token}/reply", {"reply": "coming"})
    assert (late.status, late.json["title"]) == (409, "You are not on the list any more.")
    assert client.ask("PUT", f"/g/{guest.token}/party", {"size": 3}).status == 409


def test_party_warning_and_place_are_the_guests_own(
    client: Client, house: House, guest: Pass
) -> None:
    put_on_list(house, guest)
    assert client.ask("PUT", f"/g/{guest.token}/party", {"size": 4}).json["size"] == 4
    assert client.ask("PUT", f"/g/{guest.token}/warning", {"ahead": 2}).json["warn_ahead"] == 2
    row = row_of(house, guest)
    assert (row.size, row.warn_ahead) == (4, 2)
    left = client.ask("DELETE", f"/g/{guest.token}/place")
    assert (left.status, left.json["state"]) == (200, "cancelled")
    assert client.ask("PUT", f"/g/{guest.token}/party", {"size": 0}).status == 422


def test_who_is_subscribed_joins_from_the_own_page(
    client: Client, house: House, guest: Pass
) -> None:
    assert client.get(f"/g/{guest.token}/live").json["may_join"]
    joined = client.ask("POST", f"/g/{guest.token}/place", {"size": 3, "name": "Ada"})
    assert (joined.json["state"], joined.json["may_join"]) == ("pending", False)
    row = row_of(house, guest)
    assert (row.name, row.size, row.source) == ("Ada", 3, "page")
    again = client.ask("POST", f"/g/{guest.token}/place", {"size": 3})
    assert (again.status, again.json["state"]) == (200, "pending")
    assert len(waiting_list.floor(house.ctx).rows) == 1


def test_without_notifications_a_guest_joins_and_is_known_again(
    client: Client, house: House, channel: Channel
) -> None:
    joined = client.ask("POST", f"/c/{channel.alias}/place", {"size": 9, "name": ""})
    assert joined.status == 201
    page = joined.json["pass"]
    assert client.cookie == f"pushdesk_pass={page.removeprefix('/g/')}"
    assert 'data-state="pending"' in client.page(page).text
    again = client.ask("POST", f"/c/{channel.alias}/place", {"size": 9})
    assert again.json["pass"] == page
    assert len(waiting_list.floor(house.ctx).rows) == 1


def test_the_phone_of_such_a_guest_rings_once_it_may(
    client: Client, house: House, channel: Channel
) -> None:
    page = client.ask("POST", f"/kiosk/{channel.alias}/place", {"size": 2}).json["pass"]
    assert client.cookie == ""
    body = {"subscription": a_subscription(), "pass_token": page.removeprefix("/g/")}
    joined = client.ask("POST", f"/c/{channel.alias}/subscription", body)
    assert joined.json["pass"] == page
    assert waiting_list.floor(house.ctx).rows[0].phone.can_ring


@pytest.mark.parametrize("body", [{"size": 0}, {"size": 10}, {}, {"size": 2, "name": "x" * 81}])
def test_what_is_no_party_is_refused(
    client: Client, channel: Channel, body: dict[str, object]
) -> None:
    assert client.ask("POST", f"/c/{channel.alias}/place", body).status == 422


def test_names_with_markup_stay_text(client: Client, house: House, channel: Channel) -> None:
    hostile = "<script>alert(1)</script>\"'{{ 7*7 }}"
    body = {"size": 2, "name": hostile}
    page = client.ask("POST", f"/c/{channel.alias}/place", body).json["pass"]
    guest_id = waiting_list.floor(house.ctx).rows[0].guest_id
    visits.notify(house.ctx, guest_id, HOLD)
    for path in (page, "/board"):
        assert "<script>alert" not in client.page(path).text
    assert hostile in unescape(client.page(page).text)


def test_the_guest_takes_what_is_known_along_and_erases_it(
    client: Client, house: House, guest: Pass
) -> None:
    row = put_on_list(house, guest)
    exported = client.get(f"/g/{guest.token}/export.json")
    assert exported.headers["Content-Disposition"].startswith("attachment")
    assert exported.json["guest"]["pushed_id"] == guest.pushed_id
    client.cookie = f"pushdesk_pass={guest.token}"
    assert client.ask("POST", f"/g/{guest.token}/erase", {}).status == 422
    assert client.ask("POST", f"/g/{guest.token}/erase", {"really": True}).status == 204
    assert client.page(f"/g/{guest.token}").status == 404
    told = DeskTold(f"{row.name} is off the list and wants to be forgotten.", row.guest_id)
    assert house.heard(DeskTold) == [told]


def test_one_guest_asks_for_so_much_from_wherever(serve: Serve, house: House) -> None:
    client = serve(Limits(one_guest=Rate(2, 0.1), places=Rate(1, 0.1)))
    channel = house.channel()
    guest = house.guest(channel)
    asked = [client.ask("PUT", f"/g/{guest.token}/party", {"size": 3}).status for _each in range(3)]
    assert asked == [409, 409, 429]
    assert client.ask("PUT", f"/g/{house.guest(channel).token}/party", {"size": 3}).status == 409
    places = [
        client.ask("POST", f"/c/{channel.alias}/place", {"size": 2}).status for _each in range(2)
    ]
    assert places == [201, 429]


def test_the_stream_tells_at_once_what_the_desk_does(
    client: Client, house: House, guest: Pass
) -> None:
    put_on_list(house, guest)
    connection = http.client.HTTPConnection(urlsplit(client.origin).netloc, timeout=10)
    connection.request("GET", f"/g/{guest.token}/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"].startswith("text/event-stream")

    def next_state() -> str:
        while not (line := stream.readline()).startswith(b'data: {"'):
            assert line, "the stream has ended"
        return str(json.loads(line.removeprefix(b"data: "))["state"])

    assert next_state() == "close"
    call(house, guest)
    assert next_state() == "called"
    replies.answer(house.ctx, row_of(house, guest).guest_id, replies.Reply.COMING)
    assert next_state() == "coming"
    connection.close()


def test_the_call_carries_the_answers_and_their_own_address(
    client: Client, house: House, guest: Pass
) -> None:
    put_on_list(house, guest)
    call(house, guest)
    now = house.clock.now()
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, now, dict.fromkeys(Lane, 10), timedelta(seconds=20))
    notifications = [
        json.loads(payloads.compose(one, client.origin, "receipt"))["notification"]
        for one in claimed
    ]
    (called,) = (one for one in notifications if one["tag"].startswith("r-"))
    assert [one["action"] for one in called["actions"]] == ["coming", "later", "cancel"]
    own = f"{client.origin}/g/{guest.token}"
    assert called["actions"][0]["navigate"] == f"{own}?reply=coming&n=receipt"
    assert all("actions" not in one for one in notifications if one is not called)


def test_who_has_cancelled_comes_on_the_list_again_once_the_desk_has_taken_note(
    client: Client, house: House, guest: Pass
) -> None:
    row = put_on_list(house, guest)
    left = client.ask("DELETE", f"/g/{guest.token}/place").json
    assert (left["state"], left["may_join"]) == ("cancelled", False)
    visits.dismiss(house.ctx, row.guest_id)
    state = client.get(f"/g/{guest.token}/live").json
    assert (state["state"], state["may_join"]) == ("cancelled", True)
    again = client.ask("POST", f"/g/{guest.token}/place", {"size": 2}).json
    assert (again["state"], again["may_join"]) == ("pending", False)


def test_who_came_without_notifications_joins_again_from_the_own_page(
    client: Client, house: House, channel: Channel
) -> None:
    page = client.ask("POST", f"/c/{channel.alias}/place", {"size": 2}).json["pass"]
    assert client.ask("DELETE", f"{page}/place").json["may_join"]
    assert client.ask("POST", f"{page}/place", {"size": 4}).json["state"] == "pending"
    (row,) = waiting_list.floor(house.ctx).rows
    assert (row.size, row.channel) == (4, channel.alias)
    visits.seat(house.ctx, row.guest_id)
    assert client.get(f"{page}/live").json["may_join"]
    channels.archive(house.ctx, channel.alias)
    assert not client.get(f"{page}/live").json["may_join"]


def test_who_takes_the_request_back_may_ask_again(
    client: Client, house: House, guest: Pass
) -> None:
    assert client.ask("POST", f"/g/{guest.token}/place", {"size": 2}).json["state"] == "pending"
    left = client.ask("DELETE", f"/g/{guest.token}/place").json
    assert (left["state"], left["may_join"]) == ("cancelled", True)


@pytest.mark.parametrize("called", [False, True])
def test_cancelling_is_taken_back_for_ten_seconds(
    client: Client, house: House, guest: Pass, called: bool
) -> None:
    put_on_list(house, guest)
    if called:
        call(house, guest)
    before = client.get(f"/g/{guest.token}/live").json
    client.ask("DELETE", f"/g/{guest.token}/place")
    house.clock.advance(timedelta(seconds=10))
    back = client.ask("DELETE", f"/g/{guest.token}/cancellation")
    assert (back.status, back.json["state"]) == (200, before["state"])
    twice = client.ask("DELETE", f"/g/{guest.token}/cancellation")
    assert (twice.status, twice.json["title"]) == (409, "It is too late to take this back.")


def test_cancelling_stays_once_the_desk_has_taken_note_or_the_time_is_over(
    client: Client, house: House, guest: Pass
) -> None:
    row = put_on_list(house, guest)
    client.ask("DELETE", f"/g/{guest.token}/place")
    visits.dismiss(house.ctx, row.guest_id)
    assert client.ask("DELETE", f"/g/{guest.token}/cancellation").status == 409
    put_on_list(house, guest)
    client.ask("DELETE", f"/g/{guest.token}/place")
    house.clock.advance(timedelta(seconds=16))
    assert client.ask("DELETE", f"/g/{guest.token}/cancellation").status == 409


def test_after_the_visit_the_page_knows_how_many_wait_now(
    client: Client, house: House, guest: Pass, channel: Channel
) -> None:
    visits.seat(house.ctx, put_on_list(house, guest).guest_id)
    path = f"/g/{guest.token}/live"
    assert client.get(path).json["queue"]["waits"][1] == "No wait."
    put_on_list(house, house.guest(channel))
    assert client.get(path).json["queue"]["waits"][1].startswith("1 ahead of you")


def test_another_size_is_told_to_the_desk(client: Client, house: House, guest: Pass) -> None:
    row = put_on_list(house, guest)
    client.ask("PUT", f"/g/{guest.token}/party", {"size": 6})
    client.ask("PUT", f"/g/{guest.token}/party", {"size": 6})
    told = DeskTold(f"{row.name}: the party is 6 now.", row.guest_id)
    assert house.heard(DeskTold) == [told]


def test_who_is_erased_is_told_so(client: Client) -> None:
    page = client.page("/forgotten")
    assert (page.status, "The venue has forgotten you." in page.text) == (200, True)


def test_the_code_comes_before_the_form(client: Client, guest: Pass) -> None:
    page = client.page(f"/g/{guest.token}").text
    assert page.index("Show this at the desk") < page.index("<figure>") < page.index('id="join"')


def test_what_is_known_can_be_read_before_it_is_taken_along(
    client: Client, house: House, channel: Channel, guest: Pass
) -> None:
    page = client.page(f"/g/{guest.token}?lang=de").text
    known = page[page.index('class="known"') : page.index("</dl>")]
    name = guests.find(house.ctx, guest.pushed_id).name
    assert (name in known, channel.name in known, "Deutsch" in known) == (True,) * 3


def test_only_who_waits_with_a_silent_phone_is_asked_to_keep_the_page_open(
    client: Client, house: House, channel: Channel, guest: Pass
) -> None:
    offered = '<section id="ring-here" data-rings="false" >'
    page = client.ask("POST", f"/c/{channel.alias}/place", {"size": 2}).json["pass"]
    assert offered in client.page(page).text
    put_on_list(house, guest)
    assert offered not in client.page(f"/g/{guest.token}").text
    visits.notify(house.ctx, waiting_list.floor(house.ctx).rows[0].guest_id, HOLD)
    assert offered not in client.page(page).text


def test_five_more_minutes_are_offered_once(client: Client, house: House, guest: Pass) -> None:
    put_on_list(house, guest)
    call(house, guest)
    assert 'data-reply="later" disabled >' in client.page(f"/g/{guest.token}").text
    client.ask("POST", f"/g/{guest.token}/reply", {"reply": "later"})
    assert 'data-reply="later" disabled hidden>' in client.page(f"/g/{guest.token}").text


class Interrupted:
    """A clock; at the second look something else happens first."""

    def __init__(self, house: House, first: Callable[[], object]) -> None:
        self._house, self._looks, self._first = house, 0, first

    def now(self) -> datetime:
        self._looks += 1
        if self._looks == 2:
            self._first()
        return self._house.clock.now()


def test_of_two_taps_at_once_each_finds_the_place(house: House, guest: Pass) -> None:
    card = guests.by_pass(house.ctx, guest.token)
    ctx = replace(house.ctx, clock=Interrupted(house, lambda: put_on_list(house, guest)))
    places.ask_again(ctx, card, "", Place(size=3), "en")
    assert [row.size for row in waiting_list.floor(house.ctx).rows] == [2]
