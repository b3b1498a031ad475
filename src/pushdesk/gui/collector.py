"""Rubbish is collected in the GUI thread, and nowhere else.

A worker that collects what is left of a widget disconnects its signals: it holds Qt's lock and
waits for Python's. The GUI thread that connects something meanwhile holds Python's and waits for
Qt's, for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class Collector(QObject):
    """Made in the GUI thread; by the thresholds that Python's own collector has."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        """The oldest generation that is due takes the younger ones along."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        full = [number for number, (count, most) in enumerate(due) if count > most]
        if full:
            gc.collect(full[-1])
