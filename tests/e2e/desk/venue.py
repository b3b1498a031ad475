"""The program at work: `pushdesk serve`, and its commands beside it."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..browsers.process import OwnProcess
from .ledger import Ledger

_COMPLAINT = re.compile(r"WARNING|ERROR|CRITICAL|Traceback")


@dataclass(frozen=True)
class Sent:
    """What `pushdesk send --wait --json` printed."""

    id: str
    counts: dict[str, int]


class Venue:
    """One data folder, on which every command works with the environment `env`."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.data_dir = Path(env["PUSHDESK_DATA_DIR"])
        self.ledger = Ledger(self.data_dir / "pushdesk.db")

    def serve(self, port: int = 0) -> OwnProcess:
        """Returns when the guests' pages are answered; port 0 is any that is free."""
        argv = ["pushdesk", "serve", "--port", str(port)]
        process = OwnProcess("pushdesk serve", argv, self._env)
        process.lines.take(lambda line: line.startswith("http://"))
        return process

    def create_channel(self, name: str) -> str:
        """The subscribe link."""
        return str(self._document("channel", "create", name)["link"])

    def send(self, pushed_id: str, title: str, body: str = "") -> Sent:
        """Returns when the phone has shown it, when it has ended, or after 15 seconds."""
        found = self._document("send", *_message(pushed_id, title, body), "--wait")
        return Sent(found["id"], found["counts"])

    def post(self, pushed_id: str, title: str) -> str:
        """Queues the message for the server and returns its id."""
        return str(self._document("send", *_message(pushed_id, title, ""))["id"])

    def refusal(self, pushed_id: str) -> str:
        """The sentence with which a send is refused."""
        done = self._run("send", *_message(pushed_id, "Not wanted", ""))
        assert (done.returncode, done.stdout) == (1, ""), done
        return done.stderr.strip()

    def complaints(self) -> list[str]:
        """What the program found worth a warning, or worse."""
        log = (self.data_dir / "logs" / "pushdesk.log").read_text()
        return [line for line in log.splitlines() if _COMPLAINT.search(line)]

    def _document(self, *words: str) -> Any:
        done = self._run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["pushdesk", *words]
        return subprocess.run(
            command, env=self._env, capture_output=True, text=True, timeout=30, check=False
        )


def _message(pushed_id: str, title: str, body: str) -> list[str]:
    return ["--to", f"pushed_id:{pushed_id}", "--title", title, "--body", body]
