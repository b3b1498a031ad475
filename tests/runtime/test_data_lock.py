"""Who may use a data folder together."""

from pathlib import Path

import pytest

from pushdesk.errors import Unavailable
from pushdesk.paths import DataDir
from pushdesk.runtime.data_lock import DataLock, Use


@pytest.mark.parametrize(
    ("first", "second"),
    [(Use.OPEN, Use.OPEN), (Use.OPEN, Use.COPY), (Use.COPY, Use.OPEN)],
)
def test_together(tmp_path: Path, first: Use, second: Use) -> None:
    with DataLock(DataDir(tmp_path), first), DataLock(DataDir(tmp_path), second, 0):
        pass


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (Use.COPY, Use.COPY, "Another backup"),
        (Use.OPEN, Use.REPLACE, "already running"),
        (Use.COPY, Use.REPLACE, "already running"),
        (Use.REPLACE, Use.REPLACE, "already running"),
        (Use.REPLACE, Use.OPEN, "being put in place"),
        (Use.REPLACE, Use.COPY, "Another backup"),
    ],
)
def test_not_together(tmp_path: Path, first: Use, second: Use, sentence: str) -> None:
    with DataLock(DataDir(tmp_path), first):
        with pytest.raises(Unavailable, match=sentence):
            DataLock(DataDir(tmp_path), second, 0)
        with pytest.raises(Unavailable, match=sentence):
            DataLock(DataDir(tmp_path), second, 0)
    DataLock(DataDir(tmp_path), second, 0).release()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="can't be used"):
        DataLock(DataDir(tmp_path / "gone"), Use.OPEN)


@pytest.mark.parametrize("use", Use)
def test_nothing_is_written(tmp_path: Path, use: Use) -> None:
    with DataLock(DataDir(tmp_path), use):
        assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [
            ("data.lock", 0)
        ]
