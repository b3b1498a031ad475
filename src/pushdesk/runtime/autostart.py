"""Starting with the computer: a file where the system looks for what is to run at login."""

import plistlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from pushdesk.errors import UserError
from pushdesk.i18n import _


@dataclass(frozen=True)
class Login:
    """A person's login on this computer; `platform` as `sys.platform` has it."""

    platform: str
    home: Path
    environment: Mapping[str, str]

    def file(self, name: str) -> Path:
        """Where the system looks for it; `name` has small letters and hyphens."""
        if self.platform == "win32":
            roaming = Path(self.environment.get("APPDATA") or self.home / "AppData/Roaming")
            return roaming / "Microsoft/Windows/Start Menu/Programs/Startup" / f"{name}.cmd"
        if self.platform == "darwin":
            return self.home / "Library/LaunchAgents" / f"{name}.plist"
        # Desktop Application Autostart Specification, “Autostart directories”.
        config = Path(self.environment.get("XDG_CONFIG_HOME") or self.home / ".config")
        return config / "autostart" / f"{name}.desktop"

    def add(self, name: str, command: Sequence[str]) -> Path:
        """Writes over what stood there. Raises UserError where it can't be written."""
        path = self.file(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._content(name, command))
        except OSError as error:
            raise _refused(path, error) from error
        return path

    def remove(self, name: str) -> Path:
        """What isn't there needs no removing. Raises UserError where it can't be removed."""
        path = self.file(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _refused(path, error) from error
        return path

    def _content(self, name: str, command: Sequence[str]) -> bytes:
        if self.platform == "win32":
            # `start` lets the console go; a percent sign would begin a variable.
            line = subprocess.list2cmdline(command).replace("%", "%%")
            return f'@start "" {line}\r\n'.encode()
        if self.platform == "darwin":
            agent = {"Label": name, "ProgramArguments": list(command), "RunAtLoad": True}
            return plistlib.dumps(agent)
        words = " ".join(_quoted(word) for word in command)
        return f"[Desktop Entry]\nType=Application\nName={name}\nExec={words}\n".encode()


def program(executable: str, platform: str, *, frozen: bool) -> list[str]:
    """How this program is started again; on Windows without a console where that is possible."""
    if frozen:
        return [executable]
    windowed = PurePath(executable).with_name("pythonw.exe")
    if platform == "win32" and Path(windowed).exists():
        executable = str(windowed)
    return [executable, "-m", "pushdesk"]


def _quoted(word: str) -> str:
    """An argument of Exec (Desktop Entry Specification, “The Exec key”), escaped twice."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _refused(path: Path, error: OSError) -> UserError:
    return UserError(
        _("What starts at login can't be changed."),
        _("{path}: {reason}.").format(path=path, reason=error.strerror),
        _("Allow writing there and do it again."),
    )
