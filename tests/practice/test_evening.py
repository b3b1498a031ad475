"""The simulated evening: parties ask to join, answer, are late, cancel, and lose their phones."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pushdesk.domain.visits import State
from pushdesk.practice.checklist import Task
from pushdesk.practice.evening import PARTIES, Mood
from pushdesk.services import audits, guests, undo, visits, waiting_list
from pushdesk.services.waiting_list import Row
from pushdesk.training import TrainingApp
from tests.waiting import wait_for

HOLD = timedelta(minutes=10)
PACE = 200.0
PATIENCE = 20.0


@pytest.fixture
def training() -> Iterator[TrainingApp]:
    made = TrainingApp(pace=PACE)
    made.open_house()
    yield made
    made.close()


@pytest.mark.complains
def test_ten_parties_come_and_do_what_guests_do(training: TrainingApp) -> None:
    """Some give up before anybody has let them in: they are off the list again."""
    wait_for(lambda: _deeds(training, "add") == len(PARTIES), PATIENCE)
    wait_for(lambda: _deeds(training, "cancel") == _moods(Mood.CANCELS), PATIENCE)
    for row in _rows(training):
        waiting_list.accept(training.ctx, row.guest_id, 10)
        visits.notify(training.ctx, row.guest_id, HOLD)
    wait_for(lambda: _in(training, State.COMING) == _moods(Mood.COMES), PATIENCE)
    wait_for(lambda: _in(training, State.LATER) == _moods(Mood.LATE), PATIENCE)
    assert {Task.ADD, Task.NOTIFY} <= training.tasks_done()


@pytest.mark.complains
def test_the_checklist_ticks_what_was_really_done(training: TrainingApp) -> None:
    ctx = training.ctx
    wait_for(lambda: len(_rows(training)) >= 2, PATIENCE)
    assert training.tasks_done() == frozenset()
    first, second = _rows(training)[:2]
    waiting_list.accept(ctx, first.guest_id, 10)
    visits.notify(ctx, first.guest_id, HOLD)
    done = visits.seat(ctx, first.guest_id)
    undo.undo(ctx, done.change_id)
    guests.find(ctx, first.pushed_id)
    waiting_list.accept(ctx, second.guest_id, 10)
    visits.no_show(ctx, second.guest_id)
    tried = {Task.ADD, Task.NOTIFY, Task.SEAT, Task.UNDO, Task.FIND, Task.NO_SHOW}
    assert training.tasks_done() == tried


def _rows(training: TrainingApp) -> tuple[Row, ...]:
    return waiting_list.floor(training.ctx).rows


def _deeds(training: TrainingApp, action: str) -> int:
    return sum(deed.action == action for deed in audits.recent(training.ctx))


def _in(training: TrainingApp, state: State) -> int:
    return sum(row.state is state for row in _rows(training))


def _moods(mood: Mood) -> int:
    return sum(coming.mood is mood for coming in PARTIES)
