"""A call that waits for a moment, in which the same tap takes it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

Deed = Callable[[], None]


class Grace(QObject):
    """`milliseconds` 0: nothing waits."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.milliseconds = 0
        self._waiting: dict[int, QTimer] = {}

    def holds(self, guest_id: int) -> bool:
        return guest_id in self._waiting

    def hold(self, guest_id: int, then: Deed) -> None:
        """Does it when the time is over."""
        timer = QTimer(self, singleShot=True, interval=self.milliseconds)
        timer.timeout.connect(lambda: self._over(guest_id, then))
        self._waiting[guest_id] = timer
        timer.start()

    def take_back(self, guest_id: int) -> None:
        timer = self._waiting.pop(guest_id)
        timer.stop()
        timer.deleteLater()

    def _over(self, guest_id: int, then: Deed) -> None:
        self._waiting.pop(guest_id).deleteLater()
        then()
