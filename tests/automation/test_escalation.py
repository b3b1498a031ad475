"""A call that no phone takes: repeat, desk, the owner's own channel; any answer stops it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from pushdesk.automation.escalation import Escalation
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeskTold
from pushdesk.services import (
    guests,
    live,
    page_receipts,
    preferences,
    replies,
    subscriptions,
    undo,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from pushdesk.settings import APPRISE_URL, REPEAT_SECONDS, REPEATS
from pushdesk.store import outcomes
from tests.house import House

TEN = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
ADDRESS = "json://127.0.0.1/secret"


@dataclass
class Channel:
    """Another channel of the owner's; `works` or not."""

    works: bool = True
    got: list[tuple[str, str, str]] = field(default_factory=list)

    def __call__(self, url: str, title: str, body: str) -> bool:
        self.got.append((url, title, body))
        return self.works


def called(house: House) -> int:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    waiting_list.add(house.ctx, Party(guest, "Mia"))
    visits.notify(house.ctx, guest, TEN)
    return guest


def reaches(house: House, guest_id: int, state: DeliveryState) -> None:
    delivery = guests.card(house.ctx, guest_id).progress[0].delivery_id
    with house.ctx.store.write() as session:
        outcomes.record(session, [outcomes.News(delivery, state, "")], house.clock.now())


def an_evening(house: House, channel: Channel, minutes: int = 9) -> None:
    """A new engine each minute: what it knows has to be in the database."""
    for _ in range(minutes):
        house.clock.advance(MINUTE)
        for _twice in range(2):
            Escalation(house.ctx, channel).work()


def times(house: House, guest: int) -> int:
    return waiting_list.row(house.ctx, guest).times_called


def told(house: House) -> list[object]:
    return house.heard(DeskTold)


def test_repeat_then_desk_then_the_owners_channel(house: House) -> None:
    preferences.put(house.ctx, APPRISE_URL, ADDRESS)
    guest, channel = called(house), Channel()
    an_evening(house, channel, 2)
    assert (times(house, guest), told(house)) == (3, [])
    an_evening(house, channel, 1)
    assert told(house) == [DeskTold("Call the name: Mia. No phone has taken the call.", guest)]
    assert (waiting_list.row(house.ctx, guest).call_name, channel.got) == (True, [])
    (shown,) = live.board(house.ctx).now_called
    assert (shown.label, shown.spoken) == ("Number 1", True)
    an_evening(house, channel)
    assert times(house, guest) == 3
    assert len(told(house)) == 1
    ((address, _title, body),) = channel.got
    assert (address, body) == (ADDRESS, "Mia has been called and no phone has taken it.")


def test_nothing_while_the_phone_may_still_answer(house: House) -> None:
    guest = called(house)
    house.clock.advance(timedelta(seconds=59))
    assert Escalation(house.ctx, Channel()).work() == house.clock.now() + timedelta(seconds=1)
    assert times(house, guest) == 1


@pytest.mark.parametrize("reply", list(Reply))
def test_any_answer_stops_it(house: House, reply: Reply) -> None:
    guest, channel = called(house), Channel()
    an_evening(house, channel, 1)
    replies.answer(house.ctx, guest, reply)
    an_evening(house, channel)
    assert (times(house, guest), told(house)) == (2, [])


def test_shown_stops_it(house: House) -> None:
    guest, channel = called(house), Channel()
    reaches(house, guest, DeliveryState.SHOWN)
    an_evening(house, channel)
    assert (times(house, guest), told(house)) == (1, [])


def test_the_open_page_stops_it_and_a_new_call_starts_anew(house: House) -> None:
    guest, channel = called(house), Channel()
    shown_on_page(house, guest)
    an_evening(house, channel, 2)
    assert (times(house, guest), told(house)) == (1, [])
    visits.notify(house.ctx, guest, TEN)
    an_evening(house, channel, 1)
    assert times(house, guest) == 3


def shown_on_page(house: House, guest: int) -> None:
    call = waiting_list.row(house.ctx, guest).called_at
    assert call is not None
    page_receipts.record(house.ctx, guest, call)


def test_undo_stops_it_and_a_new_call_starts_anew(house: House) -> None:
    preferences.put(house.ctx, REPEATS, "1")
    guest, channel = called(house), Channel()
    undo.undo(house.ctx, waiting_list.row(house.ctx, guest).change_id)
    an_evening(house, channel)
    assert (times(house, guest), told(house)) == (0, [])
    visits.notify(house.ctx, guest, TEN)
    an_evening(house, channel, 2)
    assert (times(house, guest), len(told(house))) == (2, 1)


def test_a_phone_that_is_gone_is_told_of_at_once(house: House) -> None:
    guest = called(house)
    reaches(house, guest, DeliveryState.GONE)
    Escalation(house.ctx, Channel()).work()
    assert (times(house, guest), len(told(house))) == (1, 1)


def test_after_the_hold_nobody_is_rung(house: House) -> None:
    guest = called(house)
    house.clock.advance(TEN)
    assert Escalation(house.ctx, Channel()).work() is None
    assert (times(house, guest), told(house)) == (1, [])


def test_the_owner_chooses_how_often(house: House) -> None:
    preferences.put(house.ctx, REPEATS, "0")
    preferences.put(house.ctx, REPEAT_SECONDS, "20")
    called(house)
    house.clock.advance(timedelta(seconds=45))
    Escalation(house.ctx, Channel()).work()
    assert len(told(house)) == 1


@pytest.mark.complains
def test_a_channel_that_fails_is_complained_of_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    preferences.put(house.ctx, APPRISE_URL, ADDRESS)
    preferences.put(house.ctx, REPEATS, "0")
    engine = Escalation(house.ctx, Channel(works=False))
    for _ in range(2):
        called(house)
    for _ in range(4):
        house.clock.advance(MINUTE)
        engine.work()
    complaints = [record.getMessage() for record in caplog.records]
    assert complaints.count("A call could not be sent on to the address in the settings") == 1
    assert "secret" not in "".join(complaints)


@contextmanager
def a_service(heard: list[dict[str, str]], status: int) -> Iterator[str]:
    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            heard.append(json.loads(self.rfile.read(length)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
            pass

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"json://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("status", [200, 500])
def test_through_apprise_itself(status: int) -> None:
    """In a process of its own: Apprise keeps threads, and imports what the next Python lacks."""
    heard: list[dict[str, str]] = []
    with a_service(heard, status) as address:
        assert _sent_by_another_process(address) is (status == 200)
    assert [(one["title"], one["message"]) for one in heard] == [("Luna", "Mia is called.")]


def test_an_address_that_is_none() -> None:
    assert not _sent_by_another_process("nothing")


def _sent_by_another_process(address: str) -> bool:
    program = (
        "import sys; from pushdesk.automation.escalation import by_apprise;"
        "print(by_apprise(sys.argv[1], 'Luna', 'Mia is called.'))"
    )
    command = [sys.executable, "-c", program, address]
    return subprocess.check_output(command, text=True, timeout=60).strip() == "True"


def test_who_unsubscribes_after_the_call_is_called_by_name(house: House) -> None:
    """And keeps nobody else from being called again."""
    left, stays = called(house), called(house)
    for guest in (left, stays):
        reaches(house, guest, DeliveryState.ACCEPTED)
    subscriptions.leave(house.ctx, guests.card(house.ctx, left).guest.pass_token)
    house.clock.advance(MINUTE)
    Escalation(house.ctx, Channel()).work()
    assert [one.guest_id for one in house.heard(DeskTold) if isinstance(one, DeskTold)] == [left]
    assert (times(house, left), times(house, stays)) == (1, 2)
