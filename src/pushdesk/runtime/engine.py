"""The engine thread: one asyncio loop that the portal and the sender share."""

import asyncio
import logging
from collections.abc import Coroutine
from concurrent.futures import Future
from threading import Event, Thread
from typing import Any, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")


class Engine:
    """Runs coroutines for threads that have no loop of their own."""

    def __init__(self, name: str = "pushdesk-engine") -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = Event()
        self._thread = Thread(target=self._main, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Schedules from any thread; the future carries the result or the exception."""
        if self._loop is None:
            raise RuntimeError("the engine has not been started")
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def stop(self, timeout: float = 5.0) -> None:
        if self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.error("The engine thread did not end within %s seconds", timeout)

    def _main(self) -> None:
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            self._loop.set_exception_handler(_report)
            self._loop.call_soon(self._ready.set)
            self._loop.run_forever()


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("Error in the engine: %s", context.get("message"), exc_info=context.get("exception"))
