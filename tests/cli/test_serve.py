"""The server without a window: how it ends."""

import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, get_ident, main_thread

import pytest

from pushdesk.app import App, Options
from pushdesk.cli import serve
from pushdesk.paths import open_data_dir
from tests.waiting import wait_for


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    app = App(open_data_dir(tmp_path / "data"), Options(port=0))
    yield app
    app.close()
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one thread")
def test_a_signal_that_does_not_wake_the_main_thread_ends_it_all_the_same(app: App) -> None:
    """It may come just before the wait, or to another thread."""

    def end() -> None:
        wait_for(_main_waits, 60)
        signal.pthread_kill(get_ident(), signal.SIGTERM)

    other = Thread(target=end)
    other.start()
    assert serve.run(app, Namespace(public_url=None, json=False)) == 0
    other.join()


def _main_waits() -> bool:
    frame, called = sys._current_frames().get(main_thread().ident or 0), None
    while frame is not None and frame.f_code is not serve.run.__code__:
        frame, called = frame.f_back, frame
    return frame is not None and called is not None and called.f_code.co_name == "wait"
