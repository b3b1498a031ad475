"""libcurl's multi handle and the one thread that drives it.

A thread of its own, because asyncio can't watch foreign sockets on Windows (its proactor loop has
no add_reader) and because TLS work then stays off the engine thread. libcurl's socket interface
with `selectors`, because pycurl has neither curl_multi_poll nor curl_multi_wakeup, and its
select() ends at 1024 descriptors. The pair of sockets that wakes the thread works everywhere.
"""

import selectors
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from time import monotonic
from typing import Protocol

import pycurl  # type: ignore[import-untyped]  # it ships no types

_EVENTS = {
    pycurl.POLL_IN: selectors.EVENT_READ,
    pycurl.POLL_OUT: selectors.EVENT_WRITE,
    pycurl.POLL_INOUT: selectors.EVENT_READ | selectors.EVENT_WRITE,
}
_MAX_IDLE_CONNECTIONS = 32


class Transfer(Protocol):
    """One request; finish() and abandon() are called in the loop's thread."""

    @property
    def handle(self) -> pycurl.Curl:
        """Ready to go."""
        ...

    def finish(self, code: int, message: str) -> None:
        """`code` is libcurl's, 0 for success."""
        ...

    def abandon(self) -> None:
        """The loop ended first."""
        ...


class CurlLoop:
    """The thread starts with the first transfer and ends with close()."""

    def __init__(self, name: str = "pushdesk-curl") -> None:
        self._commands: deque[Callable[[], None]] = deque()
        self._transfers: dict[pycurl.Curl, Transfer] = {}
        self._deadline: float | None = None
        self._lock = Lock()
        self._closed = False
        self._thread = Thread(target=self._main, name=name, daemon=True)
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_read.setblocking(False)
        self._wake_write.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._multi = pycurl.CurlMulti()

    def submit(self, transfer: Transfer) -> bool:
        """From any thread; False when the loop has been closed."""
        return self._command(partial(self._add, transfer))

    def cancel(self, transfer: Transfer) -> None:
        """From any thread; the transfer hears no more."""
        self._command(partial(self._drop, transfer))

    def close(self) -> None:
        """Abandons what is in flight and waits for the thread. Not from its own callbacks."""
        with self._lock:
            started, first = self._thread.ident is not None, not self._closed
            self._closed = True
            if first and started:
                self._wake()
        if started:
            self._thread.join()
        elif first:
            self._release()

    def _command(self, command: Callable[[], None]) -> bool:
        with self._lock:
            if self._closed:
                return False
            self._commands.append(command)
            if self._thread.ident is None:
                self._thread.start()
            self._wake()
        return True

    def _wake(self) -> None:
        """Under the lock, for _abandon_all takes it before the sockets close."""
        with suppress(BlockingIOError):  # full: it is awake already
            self._wake_write.send(b"\0")

    def _main(self) -> None:
        try:
            self._open()
            while not self._closed:
                self._run_commands()
                self._wait()
                self._collect()
        finally:
            self._abandon_all()
            self._release()

    def _open(self) -> None:
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAXCONNECTS, _MAX_IDLE_CONNECTIONS)

    def _run_commands(self) -> None:
        while self._commands:
            self._commands.popleft()()

    def _wait(self) -> None:
        limit = None if self._deadline is None else max(0.0, self._deadline - monotonic())
        for key, events in self._selector.select(limit):
            if key.fileobj is self._wake_read:
                self._wake_read.recv(4096)
            else:
                self._multi.socket_action(key.fd, _action(events))
        if self._deadline is not None and self._deadline <= monotonic():
            self._deadline = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def _collect(self) -> None:
        waiting = 1
        while waiting:
            waiting, done, failed = self._multi.info_read()
            for handle in done:
                self._finish(handle, 0, "")
            for handle, code, message in failed:
                self._finish(handle, code, message)

    def _add(self, transfer: Transfer) -> None:
        self._transfers[transfer.handle] = transfer
        self._multi.add_handle(transfer.handle)

    def _drop(self, transfer: Transfer) -> None:
        if transfer.handle in self._transfers:  # it may have ended meanwhile
            self._remove(transfer.handle)

    def _finish(self, handle: pycurl.Curl, code: int, message: str) -> None:
        transfer = self._transfers[handle]
        transfer.finish(code, message)
        self._remove(handle)

    def _remove(self, handle: pycurl.Curl) -> None:
        del self._transfers[handle]
        self._multi.remove_handle(handle)
        handle.close()

    def _abandon_all(self) -> None:
        with self._lock:
            self._closed = True
        self._run_commands()
        for handle, transfer in list(self._transfers.items()):
            transfer.abandon()
            self._remove(handle)

    def _release(self) -> None:
        self._multi.close()
        self._selector.close()
        self._wake_read.close()
        self._wake_write.close()

    def _on_socket(self, what: int, fd: int, _multi: pycurl.CurlMulti, _data: object) -> None:
        watched = fd in self._selector.get_map()
        if what in _EVENTS:
            (self._selector.modify if watched else self._selector.register)(fd, _EVENTS[what])
        elif watched:
            self._selector.unregister(fd)

    def _on_timer(self, milliseconds: int) -> None:
        self._deadline = None if milliseconds < 0 else monotonic() + milliseconds / 1000


def _action(events: int) -> int:
    """Which way a socket is ready, in libcurl's terms."""
    readable = pycurl.CSELECT_IN if events & selectors.EVENT_READ else 0
    writable = pycurl.CSELECT_OUT if events & selectors.EVENT_WRITE else 0
    return int(readable | writable)
