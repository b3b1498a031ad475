"""pushdesk kiosk --at-login and board --at-login, and back."""

import shlex
from pathlib import Path

from tests.cli.program import Program


def test_the_kiosk_starts_at_login_and_can_be_told_not_to(program: Program, tmp_path: Path) -> None:
    alias = program.document("channel", "create", "Waiting list")["alias"]
    at_home = Program(program.data_dir, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "c"))
    done = at_home.run("kiosk", "--channel", alias, "--at-login")
    path = tmp_path / "c/autostart/pushdesk-kiosk.desktop"
    assert (done.returncode, done.stdout) == (0, f"The kiosk starts at login: {path}\n")
    command = shlex.split(path.read_text().partition("Exec=")[2])
    folder = str(program.data_dir)
    assert command[1:] == ["-m", "pushdesk", "--data-dir", folder, "kiosk", "--channel", alias]
    undone = at_home.document("kiosk", "--not-at-login")
    assert undone == {"at_login": False, "path": str(path)}
    assert not path.exists()


def test_the_board_starts_at_login_too(program: Program, tmp_path: Path) -> None:
    at_home = Program(program.data_dir, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "c"))
    path = tmp_path / "c/autostart/pushdesk-board.desktop"
    assert at_home.document("board", "--at-login") == {"at_login": True, "path": str(path)}
    assert shlex.split(path.read_text().partition("Exec=")[2])[-1] == "board"
    assert at_home.run("board", "--not-at-login").returncode == 0
    assert not path.exists()


def test_a_channel_that_is_none_never_starts(program: Program) -> None:
    done = program.run("kiosk", "--channel", "nobody", "--at-login")
    assert done.returncode == 1
    assert "There is no channel “nobody”." in done.stderr
