"""The board's chime and voice; loaded with the first call, since both take a moment."""

from typing import Protocol

from PySide6.QtCore import QObject

from pushdesk.gui import sounds
from pushdesk.gui.sounds import Play


class Speaker(Protocol):
    def chime(self) -> None: ...

    def say(self, text: str) -> None: ...


class SystemSpeaker(QObject):
    """Without a voice where the computer has none; a plain beep where it has no sound device."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._play: Play | None = None
        self._voice: QObject | None = None

    def chime(self) -> None:
        self._play = self._play or sounds.player(self)
        self._play("reply")

    def say(self, text: str) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - delays every start

        if not QTextToSpeech.availableEngines():
            return
        if not isinstance(self._voice, QTextToSpeech):
            self._voice = QTextToSpeech(self)
        self._voice.enqueue(text)
