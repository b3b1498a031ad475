"""The venue's secrets on disk."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pushdesk import keys
from pushdesk.errors import UserError


def test_made_once_and_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = keys.load(folder, may_create=True)
    assert keys.load(folder, may_create=True) == first
    assert sorted(file.name for file in folder.iterdir()) == ["receipt.key", "vapid.pem"]
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_programs_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _n: keys.load(tmp_path / "keys", may_create=True), range(8)))
    assert len(found) == 1


def test_a_lost_key_is_not_silently_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    keys.load(folder, may_create=True)
    (folder / keys.VAPID_FILE).unlink()
    with pytest.raises(UserError, match="can't be read"):
        keys.load(folder, may_create=False)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_of_the_wrong_length(tmp_path: Path, length: int) -> None:
    folder = tmp_path / "keys"
    keys.load(folder, may_create=True)
    (folder / keys.RECEIPT_FILE).write_bytes(bytes(length))
    with pytest.raises(UserError, match="damaged"):
        keys.load(folder, may_create=False)
