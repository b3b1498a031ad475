"""What goes wrong around a command ends in one plain sentence, never in a trace."""

import json
import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def venue(program: Program) -> Program:
    program.document("channel", "create", "Café")
    return program


def test_nobody_reads_the_answer(venue: Program) -> None:
    done = venue.shell("{ pushdesk channel list; echo $? >&2; } | true")
    assert done.stderr == "1\n"


def test_the_answer_does_not_fit(venue: Program) -> None:
    done = venue.shell("pushdesk channel list > /dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("The answer could not be written.")
    assert done.stderr.count("\n") == 1


def test_not_even_the_complaint_fits(venue: Program) -> None:
    assert venue.shell("pushdesk channel qr Nobody 2> /dev/full").returncode == 1


def test_a_terminal_without_the_letters(venue: Program) -> None:
    done = venue.shell("pushdesk channel list", PYTHONIOENCODING="ascii")
    assert "Caf\\xe9" in done.stdout
    assert done.stderr == ""


def test_an_argument_that_is_no_text(venue: Program) -> None:
    done = venue.shell(r"""pushdesk channel qr "$(printf '\377')" """)
    assert done.returncode == 2
    assert "is no text" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("variable", ["", "elsewhere"])
def test_an_empty_data_dir_is_none(tmp_path: Path, variable: str) -> None:
    program = Program(tmp_path / "data", XDG_DATA_HOME=str(tmp_path / "home"))
    done = program.shell("pushdesk --data-dir '' channel list", PUSHDESK_DATA_DIR=variable)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / (variable or "home/pushdesk") / "pushdesk.db").exists()


def test_json_before_the_command(venue: Program) -> None:
    (channel,) = json.loads(venue.run("--json", "channel", "list").stdout)
    assert channel["name"] == "Café"


def test_nobody_else_reads_what_is_written(venue: Program) -> None:
    venue.shell("umask 022; pushdesk channel list")
    assert {file.stat().st_mode & 0o077 for file in venue.data_dir.rglob("*")} == {0}


def test_a_database_server_that_cannot_be_used(venue: Program) -> None:
    for done in (
        venue.run("--database-url", "mysql://h/d", "channel", "list"),
        venue.shell("pushdesk channel list", PUSHDESK_DATABASE_URL="dance://u:secret@h/d"),
    ):
        assert done.returncode == 1
        assert "can't use the database" in done.stderr
        assert "secret" not in done.stderr
        assert "Traceback" not in done.stderr
    assert venue.shell("pushdesk channel list", PUSHDESK_DATABASE_URL="").returncode == 0


@pytest.mark.parametrize("command", ["backup x", "restore x"])
def test_a_server_has_its_own_backups(venue: Program, command: str) -> None:
    done = venue.shell(f"pushdesk {command}", PUSHDESK_DATABASE_URL="postgresql+psycopg://h/d")
    assert done.returncode == 1
    assert "database server" in done.stderr


def test_a_log_that_cannot_be_written(venue: Program) -> None:
    log = venue.data_dir / "logs" / "pushdesk.log"
    log.unlink()
    log.mkdir()
    done = venue.run("channel", "list")
    assert done.returncode == 0
    assert "The log can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_on_a_full_disk(venue: Program) -> None:
    done = venue.shell("ulimit -f 8; pushdesk backup venue.backup")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "isk" in done.stderr
    assert not (venue.data_dir.parent / "venue.backup").exists()
    assert not list(venue.data_dir.glob("unfinished-*"))


def test_a_restore_on_a_full_disk(venue: Program) -> None:
    done = venue.shell("pushdesk backup b && { ulimit -f 8; pushdesk restore b; }")
    assert done.returncode == 1
    assert "no room on the disk" in done.stderr
    assert [channel["name"] for channel in venue.document("channel", "list")] == ["Café"]


def test_a_damaged_database(venue: Program) -> None:
    (venue.data_dir / "pushdesk.db").write_bytes(b"eggs, milk, bread\n" * 1000)
    done = venue.shell("pushdesk backup venue.backup")
    assert done.returncode == 1
    assert "no database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_public_address_is_kept_by_a_server_that_runs(program: Program) -> None:
    server = program.serve()
    refused = program.run("serve", "--port", "0", "--public-url", "https://other.example.com")
    assert refused.returncode == 1
    created = program.document("channel", "create", "Dinner")
    assert created["link"].startswith(server.url)
    server.stop()
    server = program.serve("--public-url", "https://desk.example.com/")
    assert server.url.startswith("http://127.0.0.1:")
    server.stop()
    assert program.document("channel", "list")[0]["link"].startswith("https://desk.example.com/c/")


def test_no_restore_beside_a_command_that_has_the_data_open(venue: Program) -> None:
    venue.shell("pushdesk backup b")
    with closing(sqlite3.connect(venue.data_dir / "data.lock")) as held:
        held.execute("BEGIN")
        held.execute("SELECT * FROM sqlite_master").fetchall()
        done = venue.shell("pushdesk restore b")
    assert done.returncode == 1
    assert "already running" in done.stderr


def test_the_doctor_at_what_speaks_no_http(venue: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_greet, args=[listening])
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        done = venue.shell("pushdesk doctor", PUSHDESK_PUBLIC_URL=url)
        thread.join()
    assert done.returncode == 1
    assert f"{url}/healthz doesn't answer" in done.stdout
    assert done.stderr == ""


def _greet(listening: socket.socket) -> None:
    connection, _address = listening.accept()
    with connection:
        connection.sendall(b"220 mail.example.com ESMTP\r\n")
        connection.recv(4096)
