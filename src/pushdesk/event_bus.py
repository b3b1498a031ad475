"""The one way in which rooms tell each other that something has happened."""

import logging
from collections.abc import Callable
from threading import Lock

log = logging.getLogger(__name__)

Subscriber = Callable[[object], None]


class EventBus:
    """Callbacks run in the publisher's thread, so each subscriber hops to its own."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []
        self._lock = Lock()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Returns the function that ends the subscription."""
        with self._lock:
            self._subscribers.append(subscriber)
        return lambda: self._remove(subscriber)

    def publish(self, event: object) -> None:
        with self._lock:
            subscribers = tuple(self._subscribers)
        for subscriber in subscribers:
            try:
                subscriber(event)
            except Exception:  # one listener's bug must not hide the event from the others
                log.exception("A listener failed on %s", type(event).__name__)

    def _remove(self, subscriber: Subscriber) -> None:
        with self._lock:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)
