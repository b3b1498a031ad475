"""One running program for each data folder."""

from pathlib import Path

import pytest

from pushdesk.paths import DataDir
from pushdesk.runtime.instance import AlreadyRunning, Instance


def test_a_second_one_is_told_where_the_first_is(tmp_path: Path) -> None:
    first, second = Instance(DataDir(tmp_path)), Instance(DataDir(tmp_path))
    assert second.running() is None
    first.claim()
    first.announce("http://127.0.0.1:4711")
    running = second.running()
    assert running is not None
    assert running.url == "http://127.0.0.1:4711"
    with pytest.raises(AlreadyRunning, match="already running") as caught:
        second.claim()
    assert caught.value.running == running
    first.release()
    second.claim()
    second.release()


def test_what_a_crash_leaves_behind_is_no_running_program(tmp_path: Path) -> None:
    """Only the lock counts, and the system ends it with the process."""
    data_dir = DataDir(tmp_path)
    data_dir.instance.write_text('{"pid": 1, "url": "http://127.0.0.1:1"}')
    assert Instance(data_dir).running() is None


@pytest.mark.parametrize("marker", ["", "{", '{"pid": 1}', "[]"])
def test_a_marker_cut_short(tmp_path: Path, marker: str) -> None:
    holder, other = Instance(DataDir(tmp_path)), Instance(DataDir(tmp_path))
    holder.claim()
    DataDir(tmp_path).instance.write_text(marker)
    with pytest.raises(AlreadyRunning):
        other.claim()
    holder.release()
