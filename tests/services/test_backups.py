"""Backups: whole or refused; what is put in place has been looked at before."""

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.app import App, Options
from pushdesk.errors import Unavailable, UserError
from pushdesk.paths import DataDir, open_data_dir
from pushdesk.runtime.data_lock import DataLock, Use
from pushdesk.services import backups, channels
from pushdesk.services.backups import backup, restore
from tests.house import EVENING


def a_venue(folder: Path) -> DataDir:
    data_dir = open_data_dir(folder)
    with closing(App(data_dir, Options(environment={}))) as app:
        channels.create(app.ctx, "Waiting list")
    return data_dir


def names(data_dir: DataDir) -> list[str]:
    with closing(App(data_dir, Options(environment={}))) as app:
        return [channel.name for channel in channels.every(app.ctx)]


def content(data_dir: DataDir) -> dict[str, bytes]:
    """What a refusal must leave as it is."""
    files = (data_dir.database, *data_dir.keys.iterdir())
    return {file.name: file.read_bytes() for file in files}


@pytest.fixture
def venue(tmp_path: Path) -> DataDir:
    return a_venue(tmp_path / "data")


@pytest.fixture
def file(venue: DataDir, tmp_path: Path) -> Path:
    file = tmp_path / "venue.backup"
    backup(venue, file, EVENING)
    return file


def changed(file: Path, change: Callable[[Path], object]) -> Path:
    """The backup with its parts changed in between, packed again."""
    folder = file.with_name("parts")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    change(folder)
    with zipfile.ZipFile(file, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    return file


def sql(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "pushdesk.db")) as database:
            database.executescript(statement)

    return change


def test_ours_alone_and_nothing_beside_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["data", "venue.backup"]


@pytest.mark.parametrize("name", ["venue.backup", "logs/venue.backup", "pushdesk.db", "keys/x"])
def test_none_in_the_data_folder(venue: DataDir, tmp_path: Path, name: str) -> None:
    before = content(venue)
    (tmp_path / "link").symlink_to(venue.root)
    for root in (venue.root, tmp_path / "link", venue.root / ".." / "data"):
        with pytest.raises(UserError, match="data folder"):
            backup(venue, root / name, EVENING)
    assert content(venue) == before


@pytest.mark.parametrize("target", [".", "/", "", "..", "/dev/null"])
def test_none_in_place_of_a_folder_or_device(venue: DataDir, target: str) -> None:
    with pytest.raises(UserError, match="folder or a device"):
        backup(venue, Path(target), EVENING)


def test_a_link_is_replaced_and_not_followed(venue: DataDir, tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "venue.backup"
    victim.write_text("mine")
    link.symlink_to(victim)
    backup(venue, link, EVENING)
    assert victim.read_text() == "mine"
    assert not link.is_symlink()
    assert zipfile.is_zipfile(link)


def test_what_a_crash_has_left_is_swept(venue: DataDir, file: Path) -> None:
    draft = file.with_name(".venue.backup.abcd1234.part")
    other = file.with_name(".other.backup.abcd1234.part")
    draft.touch()
    other.touch()
    (venue.root / "unfinished-x").mkdir()
    backup(venue, file, EVENING)
    assert not draft.exists()
    assert other.exists()
    assert not list(venue.root.glob("unfinished-*"))


def test_a_damaged_database_is_not_backed_up(venue: DataDir, tmp_path: Path) -> None:
    damage(venue.database)
    with pytest.raises(UserError, match="damaged"):
        backup(venue, tmp_path / "venue.backup", EVENING)
    assert not (tmp_path / "venue.backup").exists()


def test_what_is_no_database_is_not_backed_up(venue: DataDir, tmp_path: Path) -> None:
    venue.database.write_bytes(b"this is a shopping list, not a database\n" * 1000)
    with pytest.raises(UserError, match="no database"):
        backup(venue, tmp_path / "venue.backup", EVENING)


def test_a_missing_key_is_named(venue: DataDir, tmp_path: Path) -> None:
    (venue.keys / "receipt.key").unlink()
    with pytest.raises(UserError, match=r"can't be read.*receipt\.key"):
        backup(venue, tmp_path / "venue.backup", EVENING)


def test_another_key_is_not_backed_up(venue: DataDir, tmp_path: Path) -> None:
    stranger = a_venue(tmp_path / "stranger")
    shutil.copy(stranger.keys / "vapid.pem", venue.keys)
    with pytest.raises(UserError, match="not the one your guests know"):
        backup(venue, tmp_path / "venue.backup", EVENING)


def damage(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[5000:-5000] = os.urandom(len(data) - 10_000)
    database.write_bytes(data)


UNFIT: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda folder: (folder / "pushdesk.db").write_bytes(b""), "no database of PushDesk"),
    "shopping list": (lambda folder: (folder / "pushdesk.db").write_text("eggs"), "damaged"),
    "damaged": (lambda folder: damage(folder / "pushdesk.db"), "damaged"),
    "newer": (sql("UPDATE alembic_version SET version_num = '9999'"), "newer PushDesk"),
    "another program's": (sql("DROP TABLE alembic_version"), "no database of PushDesk"),
    "a table is missing": (sql("DROP TABLE consent"), "no database of PushDesk"),
    "an older one without settings": (
        sql("UPDATE alembic_version SET version_num = '0001'; DROP TABLE setting"),
        "no database of PushDesk",
    ),
    "a column is missing": (
        sql("ALTER TABLE device RENAME COLUMN endpoint TO other"),
        "no database of PushDesk",
    ),
    "no key known": (sql("DELETE FROM setting"), "keys are damaged"),
    "key lost": (lambda folder: (folder / "vapid.pem").write_bytes(b""), "keys are damaged"),
    "secret cut": (lambda folder: (folder / "receipt.key").write_bytes(b"x"), "keys are damaged"),
    "part missing": (lambda folder: (folder / "vapid.pem").unlink(), "no backup of PushDesk"),
    "key too long": (
        lambda folder: (folder / "vapid.pem").write_bytes(bytes(10**6)),
        "no backup of PushDesk",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_backup_changes_nothing(venue: DataDir, file: Path, case: str) -> None:
    change, sentence = UNFIT[case]
    before = content(venue)
    with pytest.raises(UserError, match=sentence):
        restore(venue, changed(file, change), EVENING)
    assert content(venue) == before
    assert not list(venue.root.glob("before-restore-*"))
    assert not list(venue.root.glob("unfinished-*"))


def test_another_venues_key_in_the_backup(venue: DataDir, file: Path, tmp_path: Path) -> None:
    stranger = a_venue(tmp_path / "stranger")
    mixed = changed(file, lambda folder: shutil.copy(stranger.keys / "vapid.pem", folder))
    with pytest.raises(UserError, match="not those of its database"):
        restore(venue, mixed, EVENING)


def test_more_than_the_disk_holds(venue: DataDir, file: Path) -> None:
    """The archive says so itself; what it says is the most that is ever read."""
    size = shutil.disk_usage(venue.root).free + 1
    with zipfile.ZipFile(file, "a") as archive:
        entry = archive.getinfo("pushdesk.db")
        entry.file_size = size
        archive.writestr("makes it write the list anew", "")
    with pytest.raises(Unavailable, match="no room"):
        restore(venue, file, EVENING)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_one_wrong_byte_is_no_trace(
    venue: DataDir, file: Path, tmp_path: Path, place: float, byte: int
) -> None:
    """Whatever is made of it: a backup that is whole, or a sentence."""
    data = bytearray(file.read_bytes())
    data[int(place * len(data))] = byte
    broken = tmp_path / "broken.backup"
    broken.write_bytes(data)
    with suppress(UserError):
        restore(venue, broken, EVENING)
    assert names(venue) == ["Waiting list"]


@pytest.mark.parametrize("flags", [0x1, 0x20, 0x40])
def test_an_encrypted_archive(venue: DataDir, file: Path, flags: int) -> None:
    with zipfile.ZipFile(file) as archive:
        place = archive.getinfo("pushdesk.db").header_offset
    data = bytearray(file.read_bytes())
    data[place + 6] |= flags
    listed = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    data[listed + 8] |= flags
    file.write_bytes(data)
    with pytest.raises(UserError, match="no backup"):
        restore(venue, file, EVENING)


def test_two_in_one_second(venue: DataDir, file: Path) -> None:
    first, second = restore(venue, file, EVENING).kept, restore(venue, file, EVENING).kept
    assert first
    assert second
    assert first != second
    assert names(venue) == ["Waiting list"]


def test_a_damaged_database_is_replaced_and_kept(venue: DataDir, file: Path) -> None:
    damage(venue.database)
    damaged = venue.database.read_bytes()
    kept = restore(venue, file, EVENING).kept
    assert kept
    assert (kept / "pushdesk.db").read_bytes() == damaged
    assert sorted(path.name for path in (kept / "keys").iterdir()) == ["receipt.key", "vapid.pem"]
    assert names(venue) == ["Waiting list"]


def test_not_under_a_program_that_has_the_data_open(venue: DataDir, file: Path) -> None:
    """Beside a server, the desk holds no lock of the instance; a command never does."""
    with closing(App(venue, Options(environment={}))):
        with pytest.raises(Unavailable, match="already running"):
            restore(venue, file, EVENING)
        backup(venue, file, EVENING)
    restore(venue, file, EVENING)


def test_not_while_another_backup_is_made(venue: DataDir, file: Path) -> None:
    with DataLock(venue, Use.COPY), pytest.raises(Unavailable, match="already running"):
        restore(venue, file, EVENING)


def test_a_restore_that_is_cut_short_never_makes_a_new_key(venue: DataDir, file: Path) -> None:
    """After each of its steps the next start refuses, and says what to do."""
    backups._set_aside(venue, EVENING)
    with pytest.raises(UserError, match="pushdesk restore FILE"):
        App(venue, Options(environment={}))
    with zipfile.ZipFile(file) as archive:
        archive.extract("pushdesk.db", venue.root)
    with pytest.raises(UserError, match="pushdesk restore FILE"):
        App(venue, Options(environment={}))
    restore(venue, file, EVENING)
    assert names(venue) == ["Waiting list"]
