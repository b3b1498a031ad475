"""A program in a process group of its own, which ends with the test run whatever happens."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

from ..fakes.journal import WAIT, Journal


class OwnProcess:
    """Its output, both streams merged, goes line by line into `lines`.

    setpriv makes the kernel kill it when the starting thread dies, so start it on the main one.
    """

    def __init__(self, name: str, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self.lines = Journal[str](name)
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *argv],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, name=f"output of {name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait(self, timeout: float) -> int:
        """The exit status; raises subprocess.TimeoutExpired."""
        return self._process.wait(timeout)

    def kill(self) -> None:
        """SIGKILL to the program and all that it started."""
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._reader.join(WAIT)
        if self._reader.is_alive():
            raise AssertionError(f"a child of {self.lines.name} left its group and lives on")

    def stop(self, timeout: float = 5.0) -> int:
        """SIGTERM, then SIGKILL after `timeout` seconds; the exit status of the program."""
        if self._process.poll() is None:
            self._process.terminate()
        return self.finish(timeout)

    def finish(self, timeout: float = 5.0) -> int:
        """Lets it end by itself, kills what is left of its group after `timeout` seconds."""
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.lines.write(f"(did not end within {timeout} s and was killed)")
        self.kill()
        return self._process.returncode

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return  # the whole group has ended

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            with stream:
                for line in stream:
                    self.lines.write(line.rstrip("\n"))
        self.lines.close()
