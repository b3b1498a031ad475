"""Receipts: from the worker, from the page that a push opened, and forged ones."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged
from pushdesk.services import guests, visits
from pushdesk.services.channels import Channel
from pushdesk.services.subscriptions import Pass
from tests.house import House
from tests.portal.client import Client

FORGED = ["A" * 27, "x", "%C3%A9", "A" * 5000, "%00", "..%2f"]


@pytest.fixture
def guest(house: House, channel: Channel) -> Pass:
    return house.guest(channel)


@pytest.fixture
def receipt(house: House, guest: Pass) -> str:
    """The token of a call's one delivery."""
    found = guests.find(house.ctx, guest.pushed_id)
    visits.notify(house.ctx, found.id, timedelta(minutes=10))
    (progress,) = guests.card(house.ctx, found.id).progress
    return house.ctx.receipts.sign(progress.delivery_id)


def _state(house: House, guest: Pass) -> DeliveryState:
    (progress,) = guests.by_pass(house.ctx, guest.token).progress
    return progress.state


def test_shown_opened_closed_climb_the_ladder(
    client: Client, house: House, guest: Pass, receipt: str
) -> None:
    for told, state in (("shown", "shown"), ("opened", "opened"), ("closed", "opened")):
        answer = client.ask("POST", f"/r/{receipt}", {"receipt": told})
        assert (answer.status, answer.content) == (204, b"")
        assert _state(house, guest) == state
    assert len(house.heard(DeliveryChanged)) == 2


def test_the_page_that_a_push_opens_counts_as_opened(
    client: Client, house: House, guest: Pass, receipt: str
) -> None:
    assert client.page(f"/g/{guest.token}?n={receipt}").status == 200
    assert _state(house, guest) is DeliveryState.OPENED


def test_a_browser_that_loads_ahead_opens_nothing(
    client: Client, house: House, guest: Pass, receipt: str
) -> None:
    client.page(f"/g/{guest.token}?n={receipt}", {"Sec-Purpose": "prefetch;prerender"})
    assert _state(house, guest) is DeliveryState.QUEUED


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_receipt_is_refused(
    client: Client, house: House, guest: Pass, receipt: str, token: str
) -> None:
    assert client.ask("POST", f"/r/{token}", {"receipt": "opened"}).status == 404
    assert _state(house, guest) is DeliveryState.QUEUED


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_receipt_still_shows_the_pass(
    client: Client, house: House, guest: Pass, receipt: str, token: str
) -> None:
    assert client.page(f"/g/{guest.token}?n={token}").status == 200
    assert _state(house, guest) is DeliveryState.QUEUED


@pytest.mark.parametrize("told", ["answered", "accepted", "", None, 1, ["shown"]])
def test_a_phone_can_tell_nothing_else(
    client: Client, house: House, guest: Pass, receipt: str, told: object
) -> None:
    assert client.ask("POST", f"/r/{receipt}", {"receipt": told}).status == 422
    assert _state(house, guest) is DeliveryState.QUEUED
