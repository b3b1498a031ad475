"""A call that could not leave in time never rings for a table that is taken, or not wanted."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState as S
from pushdesk.domain.events import DeliveryChanged
from pushdesk.practice.answers import Answer
from pushdesk.services import recalls, replies, undo, visits, waiting_list
from pushdesk.services.guests import Progress
from pushdesk.services.replies import Reply
from tests.sending.conftest import PostRoom
from tests.waiting import wait_for

LATER = timedelta(seconds=2)


def held_up(post_room: PostRoom) -> None:
    """The call has been tried once, and waits to be tried again."""
    post_room.script(Answer(503))
    post_room.start()
    post_room.wait(lambda progress: progress.state is S.QUEUED and bool(progress.reason))
    post_room.house.clock.advance(LATER)


def ended(progress: Progress) -> bool:
    return progress.ended_at is not None


@pytest.mark.parametrize("end", [visits.seat, visits.release, visits.no_show, visits.leave])
def test_the_visit_has_ended(post_room: PostRoom, end: object) -> None:
    held_up(post_room)
    assert callable(end)
    end(post_room.house.ctx, post_room.guest_id)
    post_room.later(LATER)
    progress = post_room.wait(ended)
    assert (progress.state, progress.reason) == (
        S.EXPIRED,
        "The visit was over before it could be sent.",
    )
    assert len(post_room.service.attempts) == 1
    told = DeliveryChanged(progress.delivery_id, progress.message_id, post_room.guest_id, S.EXPIRED)
    wait_for(lambda: told in post_room.house.events, 5)


def test_the_guest_has_cancelled(post_room: PostRoom) -> None:
    held_up(post_room)
    replies.answer(post_room.house.ctx, post_room.guest_id, Reply.CANCEL)
    post_room.later(LATER)
    assert post_room.wait(ended).state in {S.EXPIRED, S.ANSWERED}
    assert len(post_room.service.attempts) == 1


def test_what_is_said_after_the_end_still_leaves(post_room: PostRoom) -> None:
    post_room.start()
    post_room.wait(lambda progress: progress.state is S.ACCEPTED)
    post_room.house.clock.advance(LATER)
    visits.seat(post_room.house.ctx, post_room.guest_id)
    recalls.correct(post_room.house.ctx, post_room.guest_id)
    post_room.wait_for_attempts(2)
    assert len(post_room.service.accepted) == 2


def test_a_call_taken_back_on_its_way_is_not_tried_again(post_room: PostRoom) -> None:
    post_room.script(Answer(503, delay=0.4))
    post_room.start()
    wait_for(lambda: post_room.progress().state is S.SENDING, 5)
    ctx = post_room.house.ctx
    undo.undo(ctx, waiting_list.row(ctx, post_room.guest_id).change_id)
    post_room.wait(lambda progress: progress.state is not S.SENDING)
    post_room.later(LATER)
    post_room.wait(ended)
    assert len(post_room.service.attempts) == 1
