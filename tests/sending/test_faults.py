"""Whatever a push service or the network does, the delivery ends where it should, and says why."""

import sqlite3
from datetime import timedelta
from email.utils import format_datetime

import pytest

from pushdesk.domain.deliveries import ENDS, DeliveryState
from pushdesk.domain.events import ConnectionChanged, DeviceGone, KeyRefused
from pushdesk.practice.answers import Answer
from pushdesk.services import guests, subscriptions
from pushdesk.services.guests import Progress
from tests.sending.conftest import PostRoom
from tests.waiting import wait_for

S = DeliveryState


def settled(progress: Progress) -> bool:
    return progress.state in ENDS | {S.ACCEPTED}


def waits_again(progress: Progress) -> bool:
    return progress.state is S.QUEUED and progress.reason != ""


@pytest.mark.parametrize("status", [200, 201, 202])
def test_accepted(post_room: PostRoom, status: int) -> None:
    post_room.script(Answer(status))
    post_room.start()
    progress = post_room.wait(settled)
    assert (progress.state, progress.reason) == (S.ACCEPTED, "")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (301, S.FAILED),
        (307, S.FAILED),
        (400, S.FAILED),
        (401, S.FAILED),
        (403, S.FAILED),
        (404, S.GONE),
        (410, S.GONE),
        (418, S.FAILED),
    ],
)
def test_refused_for_good(post_room: PostRoom, status: int, state: DeliveryState) -> None:
    post_room.script(Answer(status, {"Location": "https://evil.example/"}))
    post_room.start()
    progress = post_room.wait(settled)
    assert progress.state is state
    assert progress.reason.endswith(".")
    assert len(post_room.service.attempts) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_told_at_once(post_room: PostRoom, status: int) -> None:
    post_room.script(Answer(status))
    post_room.start()
    post_room.wait(lambda _progress: bool(post_room.house.heard(DeviceGone)))
    card = guests.card(post_room.house.ctx, post_room.guest_id)
    assert not card.reachable


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_the_owners_alarm(post_room: PostRoom, status: int) -> None:
    post_room.script(Answer(status))
    post_room.start()
    post_room.wait(settled)
    assert len(post_room.house.heard(KeyRefused)) == 1
    assert guests.card(post_room.house.ctx, post_room.guest_id).reachable


def test_too_large_is_shortened_once(post_room: PostRoom) -> None:
    post_room.script(Answer(413), Answer(413))
    post_room.start()
    progress = post_room.wait(settled)
    assert progress.state is S.FAILED
    assert len(post_room.service.attempts) == 2


def test_too_large_then_accepted(post_room: PostRoom) -> None:
    post_room.script(Answer(413))
    post_room.start()
    assert post_room.wait(settled).state is S.ACCEPTED


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_too_many_requests(post_room: PostRoom, form: str) -> None:
    at = post_room.house.clock.now() + timedelta(seconds=90)
    asked = "90" if form == "seconds" else format_datetime(at, usegmt=True)
    post_room.script(Answer(429, {"Retry-After": asked}))
    post_room.start()
    post_room.wait(waits_again)
    post_room.later(timedelta(seconds=85))
    assert len(post_room.service.attempts) == 1
    post_room.later(timedelta(seconds=6))
    assert post_room.wait(settled).state is S.ACCEPTED
    (push,) = post_room.service.accepted
    assert push.ttl == 600 - 91


def test_retry_after_beyond_the_hold(post_room: PostRoom) -> None:
    post_room.script(Answer(429, {"Retry-After": "3600"}))
    post_room.start()
    progress = post_room.wait(settled)
    assert progress.state is S.EXPIRED
    assert progress.reason.endswith(".")


@pytest.mark.parametrize(
    "fault",
    [
        Answer(500),
        Answer(503, {"Retry-After": "no date"}),
        Answer(reset=True),
        Answer(delay=2.0),
        Answer(200, endless=True),
    ],
    ids=["500", "503", "reset", "slow", "never-ending"],
)
def test_a_passing_fault_is_tried_again(post_room: PostRoom, fault: Answer) -> None:
    post_room.script(fault)
    post_room.start()
    progress = post_room.wait(lambda p: waits_again(p) or settled(p))
    if not fault.endless:
        assert progress.state is S.QUEUED
        post_room.later(timedelta(seconds=2))
    assert post_room.wait(settled).state is S.ACCEPTED


def test_expired_while_waiting(post_room: PostRoom) -> None:
    post_room.script(*[Answer(503)] * 20)
    post_room.start()
    post_room.wait(waits_again)
    post_room.later(timedelta(minutes=11))
    progress = post_room.wait(settled)
    assert progress.state is S.EXPIRED
    assert "time had run out" in progress.reason


def test_expired_before_the_program_was_started(post_room: PostRoom) -> None:
    post_room.house.clock.advance(timedelta(hours=1))
    post_room.start()
    assert post_room.wait(settled).state is S.EXPIRED
    assert post_room.service.attempts == []


def test_no_sign_from_the_phone_until_the_end_of_the_hold(post_room: PostRoom) -> None:
    post_room.start()
    assert post_room.wait(settled).state is S.ACCEPTED
    post_room.later(timedelta(minutes=10))
    progress = post_room.wait(lambda p: p.state is S.EXPIRED)
    assert "never gave a sign" in progress.reason


def test_a_clock_set_back_holds_nothing_up(post_room: PostRoom) -> None:
    post_room.script(Answer(503))
    post_room.start()
    post_room.wait(waits_again)
    post_room.later(timedelta(hours=-3))
    assert post_room.wait(settled).state is S.ACCEPTED


def test_no_network_at_the_start(post_room: PostRoom) -> None:
    port = int(post_room.service.origin.rsplit(":", 1)[1])
    post_room.engine.run(post_room.service.stop()).result()
    post_room.start()
    assert post_room.wait(waits_again).reason.endswith(".")
    post_room.engine.run(post_room.service.start(port)).result()
    post_room.later(timedelta(seconds=2))
    assert post_room.wait(settled).state is S.ACCEPTED
    assert [
        event.online for event in post_room.house.events if isinstance(event, ConnectionChanged)
    ] == [False, True]


def test_a_second_sender_leaves_a_live_lease_alone(post_room: PostRoom) -> None:
    """A command that sends beside the desk must not ring the phone twice."""
    post_room.script(Answer(delay=0.4))
    post_room.start()
    wait_for(lambda: post_room.progress().state is S.SENDING, 5)
    post_room.send_from_elsewhere()
    assert post_room.wait(settled).state is S.ACCEPTED
    assert len(post_room.service.attempts) == 1


def test_the_clock_was_set_back_while_nothing_ran(post_room: PostRoom) -> None:
    post_room.house.clock.advance(timedelta(hours=-3))
    post_room.start()
    assert post_room.wait(settled).state is S.ACCEPTED


def test_who_leaves_while_a_message_waits_is_not_rung(post_room: PostRoom) -> None:
    post_room.script(Answer(503))
    post_room.start()
    post_room.wait(waits_again)
    card = guests.card(post_room.house.ctx, post_room.guest_id)
    subscriptions.leave(post_room.house.ctx, card.guest.pass_token)
    post_room.later(timedelta(seconds=2))
    progress = post_room.wait(settled)
    assert progress.state is S.EXPIRED
    assert "has left" in progress.reason
    assert len(post_room.service.attempts) == 1


def test_an_outcome_that_can_not_be_written_is_kept_until_it_can(
    post_room: PostRoom, caplog: pytest.LogCaptureFixture
) -> None:
    post_room.script(Answer(delay=0.3))
    post_room.start()
    wait_for(lambda: post_room.progress().state is S.SENDING, 5)
    blocker = sqlite3.connect(post_room.database, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    wait_for(lambda: "can't be written down yet" in caplog.text, 10)
    blocker.rollback()
    blocker.close()
    assert post_room.wait(settled).state is S.ACCEPTED
    assert len(post_room.service.attempts) == 1
