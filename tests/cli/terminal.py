"""The same commands in this process: quicker, where starting the program isn't the point."""

import io
import json
import subprocess
from argparse import Namespace
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from pushdesk.app import App, Options
from pushdesk.cli import commands, main, parser
from pushdesk.paths import open_data_dir
from pushdesk.runtime.clock import Clock


class Terminal:
    """`pushdesk` on an app that is open."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.data_dir = app.data_dir.root

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = self._status(words)
        return subprocess.CompletedProcess(words, status, out.getvalue(), err.getvalue())

    def document(self, *words: str) -> Any:
        """What the command prints with --json."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _status(self, words: tuple[str, ...]) -> int:
        try:
            args = parser.parse(words)
        except SystemExit as end:
            return int(end.code or 0)
        return main.guarded(lambda: self._execute(args))

    def _execute(self, args: Namespace) -> int:
        return _run(self._app, args)


class Beside(Terminal):
    """Each command opens the data anew, as a process beside the running program does.

    By the same clock: to one that is ahead, each lease of the other's looks long over.
    """

    def __init__(self, data_dir: Path, options: Options, clock: Clock) -> None:
        self.data_dir, self._options, self._clock = data_dir, options, clock

    def _execute(self, args: Namespace) -> int:
        with closing(App(open_data_dir(self.data_dir), self._options, self._clock)) as app:
            return _run(app, args)


def _run(app: App, args: Namespace) -> int:
    status: int = commands.load(args.command).run(app, args)
    return status
