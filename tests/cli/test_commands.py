"""What commands print and refuse, and their exit status: in a process of its own or in this one."""

import json
import urllib.request
from pathlib import Path

import pytest

import pushdesk
from pushdesk.qr import reading
from tests.cli.program import Program, Server
from tests.cli.terminal import Terminal
from tests.house import STRANGER


def test_create_and_list_a_channel(program: Program) -> None:
    created = program.document("channel", "create", "Waiting list")
    assert len(created["alias"]) == 6
    assert created["link"].endswith(f"/c/{created['alias']}")
    (listed,) = program.document("channel", "list")
    assert listed == created
    assert program.run("channel", "list").stdout.split() == [
        created["alias"],
        "0",
        "Waiting",
        "list",
    ]


def test_the_qr_as_png_svg_and_pdf(terminal: Terminal, tmp_path: Path) -> None:
    created = terminal.document("channel", "create", "Waiting list")
    for suffix, start in ((".png", b"\x89PNG"), (".svg", b"<"), (".pdf", b"%PDF")):
        file = tmp_path / f"code{suffix}"
        terminal.document("channel", "qr", created["alias"], "-o", str(file))
        assert file.read_bytes().startswith(start)
    assert reading.read_image((tmp_path / "code.png").read_bytes()) == [created["link"]]


def test_row_2_a_channel_from_its_name_to_its_end(terminal: Terminal) -> None:
    lunch, bar = (terminal.document("channel", "create", name) for name in ("Lunch", "Bar"))
    alias = lunch["alias"]
    assert terminal.document("channel", "rename", alias, "Brunch")["name"] == "Brunch"
    assert not terminal.document("channel", "public", alias, "no")["public"]
    greeting = "Hello {name|friend}!"
    assert terminal.document("channel", "welcome", alias, greeting)["welcome"] == greeting
    ordered = terminal.document("channel", "order", bar["alias"], alias)
    assert [one["name"] for one in ordered] == ["Bar", "Brunch"]
    assert terminal.document("channel", "archive", alias)["archived"]
    assert [one["alias"] for one in terminal.document("channel", "list", "--archived")] == [alias]
    assert not terminal.document("channel", "restore", alias)["archived"]
    assert terminal.document("channel", "subscribers", alias) == []
    shown = terminal.run("channel", "show", alias).stdout
    assert shown.splitlines() == [
        f"{alias}  Brunch · Our venue",
        "0 subscribers; by link and QR only",
        lunch["link"],
        greeting,
    ]


def test_row_11_several_venues(terminal: Terminal) -> None:
    terminal.document("channel", "create", "Lunch")
    assert terminal.document("venue", "create", "Bar Luna")["channels"] == 0
    late = terminal.document("channel", "create", "Late", "--venue", "Bar Luna")
    assert late["venue"] == "Bar Luna"
    assert terminal.document("channel", "list", "--venue", "Bar Luna") == [late]
    assert terminal.document("venue", "use", "Bar Luna")["chosen"]
    assert terminal.document("channel", "create", "Early")["venue"] == "Bar Luna"
    listed = terminal.run("venue", "list").stdout
    assert listed.splitlines() == ["     1  Our venue", "*    2  Bar Luna"]


def test_row_9_an_audience_becomes_a_category_and_is_taken_back(terminal: Terminal) -> None:
    terminal.document("audiences", "create", "Wine")
    words = ("category", "offer", "Wine", "--label", "de=Weinabende", "--label", "en=Wine")
    offered = [{"audience": "Wine", "labels": {"de": "Weinabende", "en": "Wine"}}]
    assert terminal.document(*words) == offered
    assert terminal.document("category", "list") == offered
    assert terminal.document("category", "withdraw", "Wine") == []
    assert terminal.run("category", "offer", "Wine", "--label", "Weinabende").returncode == 2


def test_a_server_says_where_it_is_and_ends_in_order(program: Program, server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
        assert json.load(answer) == {"status": "ok", "version": pushdesk.__version__}
    created = program.document("channel", "create", "Dinner")
    assert created["link"] == f"{server.url}/c/{created['alias']}"
    assert server.stop() == 0


def test_a_second_server_on_the_same_data(program: Program, server: Server) -> None:
    second = program.run("serve", "--port", "0")
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert second.stdout == ""


def test_a_port_in_use(program: Program, server: Server, tmp_path: Path) -> None:
    port = server.url.rsplit(":", 1)[1]
    second = Program(tmp_path / "other").run("serve", "--port", port)
    assert second.returncode == 1
    assert "Another program uses this port" in second.stderr


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["send", "--to", "app", "--title", "x"], 1, "nobody to send this to"),
        (["restore", "nothing.backup"], 1, "no backup"),
        (["backup", "/nowhere/at/all"], 1, "nothing to back up"),
        (["dance"], 2, "invalid choice"),
    ],
)
def test_what_is_refused(program: Program, words: list[str], status: int, sentence: str) -> None:
    done = program.run(*words)
    assert done.returncode == status
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["send", "--to", "everyone", "--title", "x"], 1, "no one to send to"),
        (["send", "--to", f"pushed_id:{STRANGER}", "--title", "x"], 1, "Nobody here"),
        (["send", "--to", "app", "--title", "x", "--ttl", "soon"], 2, "no duration"),
        (["send", "--to", "app"], 2, "--title"),
        (["channel", "create", "  "], 1, "is empty"),
        (["channel", "qr", "Nobody"], 1, "There is no channel"),
        (["channel", "order", "Nobody"], 1, "There is no channel"),
        (["channel", "public", "Nobody", "maybe"], 2, "invalid choice"),
        (["channel", "list", "--venue", "Nobody"], 1, "no venue “Nobody”"),
        (["venue", "use", "Nobody"], 1, "no venue “Nobody”"),
    ],
)
def test_which_words_are_refused(
    terminal: Terminal, words: list[str], status: int, sentence: str
) -> None:
    done = terminal.run(*words)
    assert done.returncode == status
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_backup_brings_everything_back(program: Program, tmp_path: Path) -> None:
    created = program.document("channel", "create", "Waiting list")
    file = tmp_path / "venue.backup"
    program.document("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    keys = {path.name: path.read_bytes() for path in (program.data_dir / "keys").iterdir()}
    program.document("channel", "create", "Made after the backup")

    elsewhere = Program(tmp_path / "new computer")
    elsewhere.document("restore", str(file))
    assert elsewhere.document("channel", "list") == [created]
    restored = {path.name: path.read_bytes() for path in (elsewhere.data_dir / "keys").iterdir()}
    assert restored == keys

    kept = program.document("restore", str(file))["kept"]
    assert (Path(kept) / "pushdesk.db").exists()
    assert program.document("channel", "list") == [created]


def test_no_restore_under_a_running_server(
    program: Program, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "venue.backup"
    program.document("backup", str(file))
    refused = program.run("restore", str(file))
    assert refused.returncode == 1
    assert "already running" in refused.stderr


def test_a_lost_key_is_refused_with_what_to_do(program: Program) -> None:
    program.document("channel", "create", "Waiting list")
    (program.data_dir / "keys" / "vapid.pem").unlink()
    done = program.run("channel", "list")
    assert done.returncode == 1
    assert "restore FILE" in done.stderr


def test_the_doctor(program: Program, server: Server) -> None:
    program.document("channel", "create", "Waiting list")
    done = program.run("doctor", "--json")
    found = {finding["check"]: finding["ok"] for finding in json.loads(done.stdout)}
    assert done.returncode == 1
    assert found == {
        "database": True,
        "keys": True,
        "contact": False,
        "public address": False,
        "portal": True,
        "certificate": True,
        "subscribe page": True,
        "VAPID key on the page": True,
        "service worker": True,
        "manifest": True,
    }


def test_practice_plays_the_first_story(program: Program) -> None:
    done = program.run("practice", "--headless")
    assert done.returncode == 0, done.stdout + done.stderr
    for rung in ("sent ", "on the phone ", "seen ", "gone "):
        assert rung in done.stdout


def test_without_a_display_it_names_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    done = Program(tmp_path / "data").run()
    assert done.returncode == 1
    assert "make practice" in done.stderr
