"""One running program for each data folder."""

import threading
from pathlib import Path

import pytest
from filelock import FileLock

from pushdesk.paths import DataDir
from pushdesk.runtime.instance import AlreadyRunning, Instance

URL = "http://127.0.0.1:4711"


def test_a_second_one_is_told_where_the_first_is(tmp_path: Path) -> None:
    first, second = Instance(DataDir(tmp_path)), Instance(DataDir(tmp_path))
    assert second.running() is None
    first.claim()
    first.announce(URL)
    assert second.running() == URL
    with pytest.raises(AlreadyRunning, match="already running"):
        second.claim()
    first.release()
    assert second.running() is None
    second.claim()
    second.release()


def test_what_a_crash_leaves_behind_is_no_running_program(tmp_path: Path) -> None:
    """Only the lock counts, and the system ends it with the process."""
    data_dir = DataDir(tmp_path)
    data_dir.instance.write_text(URL)
    assert Instance(data_dir).running() is None
    assert not data_dir.instance.exists()


def test_a_crashs_marker_is_not_taken_for_the_next_program(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.instance.write_text(URL)
    next_one = Instance(data_dir)
    next_one.claim()
    assert Instance(data_dir).running() is None
    next_one.release()


def held_for(seconds: float, lock: FileLock) -> threading.Timer:
    """The lock as one who only looks holds it, here for much longer."""
    lock.acquire()
    timer = threading.Timer(seconds, lock.release)
    timer.start()
    return timer


def test_somebody_who_looks_keeps_no_start_out(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path)
    timer = held_for(0.2, FileLock(data_dir.lock, thread_local=False))
    instance = Instance(data_dir)
    instance.claim()
    instance.release()
    timer.join()


def test_two_who_look_at_a_crashs_marker(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path)
    data_dir.instance.write_text(URL)
    timer = held_for(0.01, FileLock(data_dir.lock, thread_local=False))
    assert Instance(data_dir).running() is None
    timer.join()
