"""What starts at login, on each system."""

import plistlib
import re
from pathlib import Path

import pytest

from pushdesk.errors import UserError
from pushdesk.runtime import autostart
from pushdesk.runtime.autostart import Login

COMMAND = ["/opt/push desk/python", "-m", "pushdesk", "--data-dir", '/srv/a$b "c" 100%', "kiosk"]


def test_linux_has_a_desktop_file(tmp_path: Path) -> None:
    path = Login("linux", tmp_path, {}).add("pushdesk-kiosk", COMMAND)
    assert path == tmp_path / ".config/autostart/pushdesk-kiosk.desktop"
    lines = path.read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    (written,) = (line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
    # As a desktop reads it: the value's own escapes, then the quotes, then the percent signs.
    unescaped = written.replace("\\\\", "\\")
    quoted = re.findall(r'"((?:\\.|[^"\\])*)"', unescaped)
    assert [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted] == COMMAND


def test_linux_follows_the_persons_own_folder(tmp_path: Path) -> None:
    login = Login("linux", tmp_path, {"XDG_CONFIG_HOME": str(tmp_path / "own")})
    assert login.file("x") == tmp_path / "own/autostart/x.desktop"


def test_a_mac_has_a_launch_agent(tmp_path: Path) -> None:
    path = Login("darwin", tmp_path, {}).add("pushdesk-kiosk", COMMAND)
    assert path == tmp_path / "Library/LaunchAgents/pushdesk-kiosk.plist"
    assert plistlib.loads(path.read_bytes()) == {
        "Label": "pushdesk-kiosk",
        "ProgramArguments": COMMAND,
        "RunAtLoad": True,
    }


def test_windows_has_a_line_in_the_startup_folder(tmp_path: Path) -> None:
    login = Login("win32", tmp_path, {"APPDATA": str(tmp_path / "Roaming")})
    path = login.add("pushdesk-kiosk", [r"C:\Push Desk\pythonw.exe", "-m", "pushdesk", "100%"])
    folder = tmp_path / "Roaming/Microsoft/Windows/Start Menu/Programs/Startup"
    assert path == folder / "pushdesk-kiosk.cmd"
    line = b'@start "" "C:\\Push Desk\\pythonw.exe" -m pushdesk 100%%\r\n'
    assert path.read_bytes() == line


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_it_can_be_undone(platform: str, tmp_path: Path) -> None:
    login = Login(platform, tmp_path, {})
    path = login.add("pushdesk-kiosk", COMMAND)
    assert login.remove("pushdesk-kiosk") == path
    assert not path.exists()
    login.remove("pushdesk-kiosk")


def test_a_folder_that_is_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("")
    with pytest.raises(UserError, match="What starts at login can't be changed"):
        Login("linux", tmp_path, {}).add("pushdesk-kiosk", COMMAND)


def test_the_program_is_started_as_it_was(tmp_path: Path) -> None:
    python = str(tmp_path / "python.exe")
    assert autostart.program(python, "win32", frozen=True) == [python]
    assert autostart.program(python, "win32", frozen=False) == [python, "-m", "pushdesk"]
    (tmp_path / "pythonw.exe").touch()
    assert autostart.program(python, "win32", frozen=False)[0] == str(tmp_path / "pythonw.exe")
