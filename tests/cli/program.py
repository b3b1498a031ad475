"""The real program in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class Program:
    """`pushdesk` on one data folder."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self._environment = os.environ | {"PUSHDESK_DATA_DIR": str(data_dir)} | environment
        # As for people: modules are compiled once.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # It would hide what goes wrong when Python flushes at its end.
        self._environment.pop("PYTHONUNBUFFERED", None)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._command(*words),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def shell(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A line of sh in which `pushdesk` is the program."""
        return subprocess.run(
            ["sh", "-c", f'pushdesk() {{ {sys.executable} -m pushdesk "$@"; }}; {line}'],
            env=self._environment | environment,
            cwd=self.data_dir.parent,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def document(self, *words: str) -> Any:
        """What the command prints with --json."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def serve(self, *words: str) -> "Server":
        return Server(
            subprocess.Popen(
                self._command("serve", "--port", "0", *words),
                env=self._environment,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "pushdesk", *words]


class Server:
    """`pushdesk serve`; its URL is known once it answers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout is not None
        self.url = process.stdout.readline().strip()

    def stop(self) -> int:
        self.process.terminate()
        return self._end()

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def _end(self) -> int:
        status = self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status
