"""The door to work and the way back: right thread, right owner, right kind of trouble."""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.domain.events import ChangedElsewhere, ConnectionChanged, GuestChanged
from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.background import Once, Refresh
from pushdesk.gui.program import Parts
from tests.gui.desk_fixture import clear_away


class Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []


def test_work_runs_elsewhere_and_the_answer_comes_home(parts: Parts, qtbot: QtBot) -> None:
    owner = Owner()
    parts.background.run(threading.current_thread, owner.got.append, owner)
    qtbot.waitUntil(lambda: len(owner.got) == 1)
    assert owner.got != [threading.main_thread()]


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_rubbish_is_collected_in_the_gui_thread_only(parts: Parts, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    threads: list[threading.Thread] = []
    ring, owner = Ring(), Owner()
    weakref.finalize(ring, lambda: threads.append(threading.current_thread()))
    del ring
    # More than the youngest generation takes.
    parts.background.run(lambda: [[] for _number in range(5_000)], owner.got.append, owner)
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])
    parts.background.stop()
    assert gc.isenabled()


def test_an_error_that_nobody_takes_is_told(parts: Parts, qtbot: QtBot) -> None:
    owner = Owner()
    with qtbot.waitSignal(parts.background.failed) as told:
        parts.background.run(refuse, owner.got.append, owner)
    assert told.args is not None
    assert str(told.args[0]) == "It doesn't fit."
    assert owner.got == []


def test_an_error_goes_to_who_asked(parts: Parts, qtbot: QtBot) -> None:
    owner = Owner()
    with qtbot.assertNotEmitted(parts.background.failed):
        parts.background.run(refuse, owner.got.append, owner, owner.got.append)
        qtbot.waitUntil(lambda: len(owner.got) == 1)


def test_who_steps_back_hears_nothing(parts: Parts, qtbot: QtBot) -> None:
    owner = Owner()
    with qtbot.assertNotEmitted(parts.background.failed):
        parts.background.run(step_back, owner.got.append, owner)
        parts.background.run(lambda: "next", owner.got.append, owner)
        qtbot.waitUntil(lambda: owner.got == ["next"])


def test_a_bug_reaches_the_hooks(parts: Parts, qtbot: QtBot) -> None:
    owner = Owner()
    with qtbot.captureExceptions() as exceptions:
        parts.background.run(lambda: 1 // 0, owner.got.append, owner)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_nothing_is_delivered_to_an_owner_that_is_gone(parts: Parts, qtbot: QtBot) -> None:
    owner, survivor, go = Owner(), Owner(), threading.Event()
    parts.background.run(lambda: go.wait(5), owner.got.append, owner)
    owner.deleteLater()
    clear_away()
    go.set()
    parts.background.run(lambda: "late", survivor.got.append, survivor)
    qtbot.waitUntil(lambda: survivor.got == ["late"])
    assert owner.got == []


def test_a_refresh_asks_once_more_and_not_ten_times(parts: Parts, qtbot: QtBot) -> None:
    owner, go, asked = Owner(), threading.Event(), []

    def ask() -> int:
        asked.append(1)
        go.wait(5)
        return len(asked)

    refresh = Refresh(parts.background, ask, owner.got.append, owner)
    for _each in range(10):
        refresh.ask()
    go.set()
    qtbot.waitUntil(lambda: owner.got == [1, 2])


def test_a_refresh_goes_on_after_a_bug(parts: Parts, qtbot: QtBot) -> None:
    owner, asked = Owner(), list[int]()

    def ask() -> int:
        asked.append(1)
        return 1 // (len(asked) - 1)

    refresh = Refresh(parts.background, ask, owner.got.append, owner)
    with qtbot.captureExceptions() as exceptions:
        refresh.ask()
        qtbot.waitUntil(lambda: bool(exceptions))
    refresh.ask()
    qtbot.waitUntil(lambda: owner.got == [1])


def test_what_is_done_once_is_not_begun_again_before_it_has_ended(
    parts: Parts, qtbot: QtBot
) -> None:
    owner, go = Owner(), threading.Event()
    once = Once(parts.background, owner)
    once.run(lambda: go.wait(5), owner.got.append)
    once.run(lambda: "again", owner.got.append)
    go.set()
    qtbot.waitUntil(lambda: not once.is_busy)
    once.run(lambda: "next", owner.got.append)
    qtbot.waitUntil(lambda: owner.got == [True, "next"])


def refuse() -> None:
    raise UserError("It doesn't fit.")


@pytest.mark.parametrize("work", [lambda: "done", refuse, lambda: 1 // 0])
def test_a_button_is_off_until_the_answer_whatever_it_is(
    parts: Parts, qtbot: QtBot, work: Callable[[], object]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, other = QPushButton("Save", window), QPushButton("Other", window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus()
    once = Once(parts.background, window, button)
    with qtbot.captureExceptions():
        once.run(work, lambda _answer: None)
        assert not button.isEnabled()
        assert other.hasFocus()
        qtbot.waitUntil(button.isEnabled)
    assert button.hasFocus()


@pytest.mark.parametrize(
    ("event", "signal"),
    [
        (GuestChanged(3), "guest_changed"),
        (ConnectionChanged(online=False, sentence="No network."), "connection_changed"),
        (ChangedElsewhere(), "everything_changed"),
    ],
)
def test_events_hop_into_the_gui_thread(
    parts: Parts, qtbot: QtBot, event: object, signal: str
) -> None:
    here: list[bool] = []
    chosen = getattr(parts.events, signal)
    chosen.connect(lambda *_args: here.append(QThread.currentThread() is parts.events.thread()))
    with qtbot.waitSignal(chosen):
        thread = threading.Thread(target=parts.ctx.bus.publish, args=(event,))
        thread.start()
        thread.join()
    assert here == [True]


def step_back() -> None:
    raise Cancelled
