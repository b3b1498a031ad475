"""A simulated phone does with the portal and with pushes what a real one does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from pushdesk.errors import UserError
from pushdesk.practice.behaviours import (
    Attentive,
    Behaviour,
    Dismissive,
    Offline,
    Silent,
    Unmoved,
    Vanished,
)
from pushdesk.practice.phone import Phone
from pushdesk.practice.push_service import PushService
from pushdesk.qr import reading

from .in_loop import in_loop
from .portal import ID, Portal, portal
from .senders import Sender, encrypted, post, push_service

TITLE = "Your table is ready – bitte kommen 🦊"


@dataclass
class House:
    """One phone, subscribed, with the portal and the push service that it knows."""

    sender: Sender
    service: PushService
    portal: Portal
    phone: Phone

    def payload(self, receipt: str = "first", /, **changes: object) -> bytes:
        origin = self.portal.origin
        shown = {
            "title": TITLE,
            "body": "until 19:30",
            "navigate": f"{origin}/g/tok?n={receipt}",
            "tag": "r-1",
            "data": {"receipt": f"{origin}/r/{receipt}"},
        }
        return json.dumps({"web_push": 8030, "notification": shown | changes}).encode()

    async def push(self, payload: bytes) -> int:
        return await self.post(encrypted(self.phone.subscription(), payload))

    async def post(self, body: bytes) -> int:
        headers = self.sender.headers(self.service.origin)
        status, _headers = await post(self.service.endpoint(self.phone.token), headers, body)
        return status


@asynccontextmanager
async def house(behaviour: Behaviour) -> AsyncIterator[House]:
    sender = Sender()
    async with push_service() as service, portal(sender.public_key) as venue:
        phone = Phone(service, f"{venue.origin}/c/abc123", behaviour)
        try:
            await phone.subscribe()
            yield House(sender, service, venue, phone)
        finally:
            await phone.close()


@in_loop
async def test_it_subscribes_as_a_browser() -> None:
    async with house(Unmoved()) as home:
        assert home.phone.pushed_id == ID
        assert home.portal.headers["Origin"] == home.portal.origin
        assert "Mobile" in home.portal.headers["User-Agent"]
        assert home.portal.subscription == home.phone.subscription()
        shown = await home.phone.show_pass()
        assert shown.text == ID
        assert reading.read_image(shown.code) == [ID]


@in_loop
async def test_a_push_is_decrypted_shown_and_reported() -> None:
    async with house(Unmoved()) as home:
        assert await home.push(home.payload()) == 201
        assert await home.portal.receipts.get() == ("first", "shown")
        assert home.phone.tray["r-1"].title == TITLE
        assert not home.phone.faults


@in_loop
async def test_the_same_tag_replaces_the_notification() -> None:
    async with house(Unmoved()) as home:
        await home.push(home.payload("first"))
        await home.push(home.payload("second", body="2nd call"))
        await home.push(home.payload("other", tag="m-1"))
        for _each in range(3):
            await home.portal.receipts.get()
        assert [shown.tag for shown in home.phone.tray.values()] == ["r-1", "m-1"]
        assert home.phone.tray["r-1"].body == "2nd call"
        assert len(home.phone.received) == 3


@in_loop
async def test_an_attentive_guest_opens_it() -> None:
    async with house(Attentive(after=0.0)) as home:
        await home.push(home.payload())
        assert await home.portal.receipts.get() == ("first", "shown")
        assert await home.portal.receipts.get() == ("first", "opened")
        await home.phone.settle()
        assert home.portal.visited == ["/g/tok?n=first"]
        assert not home.phone.tray


@in_loop
async def test_a_dismissive_guest_swipes_it_away() -> None:
    async with house(Dismissive(after=0.0)) as home:
        await home.push(home.payload())
        assert await home.portal.receipts.get() == ("first", "shown")
        assert await home.portal.receipts.get() == ("first", "closed")
        assert not home.phone.tray


@in_loop
async def test_a_silent_phone_gets_it_and_reports_nothing() -> None:
    async with house(Silent()) as home:
        assert await home.push(home.payload()) == 201
        await home.phone.settle()
        assert [shown.title for shown in home.phone.received] == [TITLE]
        assert not home.phone.tray
        assert home.portal.receipts.empty()


@in_loop
async def test_an_offline_phone_gets_it_when_it_is_back() -> None:
    async with house(Offline()) as home:
        assert await home.push(home.payload()) == 201
        assert not home.phone.received
        home.phone.come_online()
        assert await home.portal.receipts.get() == ("first", "shown")
        home.phone.go_offline()
        await home.push(home.payload("second"))
        assert len(home.phone.received) == 1


@in_loop
async def test_a_vanished_phone_is_a_410() -> None:
    async with house(Vanished()) as home:
        assert await home.push(home.payload()) == 410


@in_loop
async def test_unsubscribing_tells_the_portal_and_ends_the_endpoint() -> None:
    async with house(Attentive()) as home:
        await home.phone.unsubscribe()
        assert home.portal.left_with == "tok"
        assert await home.push(home.payload()) == 410


@pytest.mark.complains
@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": None},
        {"body": 7},
        {"tag": None},
        {"navigate": "/g/tok"},
        {"data": None},
        {"data": {"receipt": "/r/first"}},
        {"data": {"receipt": "https://elsewhere.example/r/first"}},
    ],
)
@in_loop
async def test_it_complains_of_a_wrong_payload(
    change: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    async with house(Unmoved()) as home:
        assert await home.push(home.payload(**change)) == 201
        await home.phone.settle()
        assert len(home.phone.faults) == 1
        assert home.phone.faults[0] in caplog.text
        assert home.portal.receipts.empty()


@pytest.mark.complains
@pytest.mark.parametrize("payload", [b"[]", b"no json", b"\xff", b'{"web_push": 1}'])
@in_loop
async def test_it_complains_of_what_is_no_declaration(payload: bytes) -> None:
    async with house(Unmoved()) as home:
        await home.push(payload)
        await home.phone.settle()
        assert len(home.phone.faults) == 1


@pytest.mark.complains
@in_loop
async def test_it_complains_of_what_it_cannot_decrypt() -> None:
    async with house(Unmoved()) as home:
        good = encrypted(home.phone.subscription(), home.payload())
        for body in (b"", b"x" * 30, b"\0" * 120, good[:-1], good[:40] + b"\1" + good[41:]):
            assert await home.post(body) == 201
        await home.phone.settle()
        assert len(home.phone.faults) == 5
        assert not home.phone.received


@pytest.mark.complains
@in_loop
async def test_it_complains_of_a_refused_receipt() -> None:
    async with house(Unmoved()) as home:
        await home.push(home.payload("forged"))
        await home.phone.settle()
        assert "404" in home.phone.faults[0]


@in_loop
async def test_a_portal_that_is_away_has_its_sentence() -> None:
    async with push_service() as service:
        phone = Phone(service, "http://127.0.0.1:9/c/abc123", Attentive())
        with pytest.raises(UserError, match="no answer"):
            await phone.subscribe()
        await phone.close()


@in_loop
async def test_a_page_without_key_has_its_sentence() -> None:
    async with push_service() as service, portal("") as venue:
        phone = Phone(service, f"{venue.origin}/c/abc123", Attentive())
        with pytest.raises(UserError, match="VAPID"):
            await phone.subscribe()
        await phone.close()
