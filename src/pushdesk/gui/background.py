"""The only door from a screen to work: off the GUI thread, the answer delivered in it."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.collector import Collector

log = logging.getLogger(__name__)
T = TypeVar("T")
OnError = Callable[[UserError], None]
_WORKERS = 2
_REST_MS = 60
# Python's own 5 ms, for which each thread may keep its lock, add up to what a finger feels.
_SWITCH_SECONDS = 0.0005


@dataclass(frozen=True)
class _Answer:
    future: "Future[Any]"
    on_done: Callable[[Any], None]
    on_error: OnError | None
    owner: QObject
    on_end: Callable[[], None]


class Background(QObject):
    """`failed` carries the UserErrors that nobody else took; a bug is raised in the GUI thread,
    where the hooks of `logs` report it.
    """

    failed = Signal(object)
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._collector = Collector(self)
        self._switched_after = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._pool = ThreadPoolExecutor(_WORKERS, "pushdesk-window")
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], None],
        owner: QObject,
        on_error: OnError | None = None,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        """Nothing is delivered to an owner that no longer exists; `on_end` comes first, whatever
        the answer is.
        """
        future = self._pool.submit(fn)
        future.add_done_callback(
            lambda done: self._hop(_Answer(done, on_done, on_error, owner, on_end))
        )

    def stop(self) -> None:
        """Waits for what runs; drops what has not begun."""
        self._pool.shutdown(cancel_futures=True)
        self._collector.stop()
        sys.setswitchinterval(self._switched_after)

    def _hop(self, answer: _Answer) -> None:
        if isValid(self):
            self._answered.emit(answer)

    def _deliver(self, answer: _Answer) -> None:
        if answer.future.cancelled() or not isValid(answer.owner):
            return
        answer.on_end()
        try:
            answer.on_done(answer.future.result())
        except Cancelled:
            return
        except UserError as error:
            log.info("Refused: %s", error)
            (answer.on_error or self.failed.emit)(error)


class Once(QObject):
    """A deed that isn't begun again before its answer is there: a double tap is one tap.

    The button is off for as long, and has the focus back where nobody has moved it.
    """

    def __init__(
        self, background: Background, owner: QObject, button: QAbstractButton | None = None
    ) -> None:
        super().__init__(owner)
        self._background = background
        self._button = button
        self._busy = False
        self._lent_to: QWidget | None = None

    @property
    def is_busy(self) -> bool:
        return self._busy

    def run(
        self, fn: Callable[[], T], on_done: Callable[[T], None], on_error: OnError | None = None
    ) -> None:
        if self._busy:
            return
        self._busy = True
        if self._button is not None:
            had_focus = self._button.hasFocus()
            self._button.setEnabled(False)
            self._lent_to = QApplication.focusWidget() if had_focus else None
        self._background.run(fn, on_done, self, on_error, self._ended)

    def _ended(self) -> None:
        self._busy = False
        if self._button is None:
            return
        self._button.setEnabled(True)
        if self._lent_to is not None and self._lent_to is QApplication.focusWidget():
            self._button.setFocus()
        self._lent_to = None


class Refresh(QObject):
    """A question that is asked again and again: never twice at once, and the last one counts.

    A rush of news is one question: between two of them the window has time for its user.
    """

    def __init__(
        self,
        background: Background,
        fn: Callable[[], T],
        on_done: Callable[[T], None],
        owner: QObject,
        on_error: OnError | None = None,
    ) -> None:
        super().__init__(owner)
        self._background = background
        self._fn = fn
        self._on_done: Callable[[Any], None] = on_done
        self._on_error = on_error or background.failed.emit
        self._busy = False
        self._again = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._rested)

    def ask(self) -> None:
        if self._busy or self._rest.isActive():
            self._again = True
            return
        self._busy = True
        self._background.run(self._fn, self._on_done, self, self._on_error, self._ended)

    def _ended(self) -> None:
        self._busy = False
        self._rest.start()

    def _rested(self) -> None:
        """What was asked meanwhile is asked now."""
        if self._again:
            self._again = False
            self.ask()
