"""Short tones for what the staff must hear; each has its twin on the screen."""

import math
import struct
import wave
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtWidgets import QApplication

from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.services import preferences
from pushdesk.settings import SOUNDS

MUTED = timedelta(minutes=30)
_RATE = 22_050
_TONE_SECONDS = 0.13
_LOUD = 9_000
# By name of the sound: the tones in hertz, one after the other.
TONES: Mapping[str, tuple[int, ...]] = {
    "reply": (660, 880),
    "cancel": (660, 440),
    "unreached": (330, 330, 330),
    "join": (880,),
}
Play = Callable[[str], None]


class Sounds(QObject):
    """`play` gets the name of a sound; `muted` tells until when the desk is silent, None for
    never.
    """

    muted = Signal(object)

    def __init__(self, parts: Parts, play: Play | None, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._play = play
        self._on = True
        self._until: datetime | None = None
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: preferences.get(ctx, SOUNDS), self._show, self
        )
        parts.events.settings_changed.connect(self._refresh.ask)
        self._refresh.ask()

    @property
    def is_muted(self) -> bool:
        return self._until is not None and self._parts.ctx.clock.now() < self._until

    def hear(self, name: str) -> None:
        if not self._on:
            return
        if self._until is not None and not self.is_muted:
            self._until = None
            self.muted.emit(None)
        if self._until is None:
            self._play = self._play or player(self)
            self._play(name)

    def toggle(self) -> None:
        """Silent for half an hour, or heard again."""
        self._until = None if self.is_muted else self._parts.ctx.clock.now() + MUTED
        self.muted.emit(self._until)

    def _show(self, value: str) -> None:
        self._on = value == "on"


def player(owner: QObject) -> Play:
    """The system's beep where there is no sound device."""
    from PySide6.QtMultimedia import (  # noqa: PLC0415 - QtMultimedia would delay every start
        QMediaDevices,
        QSoundEffect,
    )

    if not QMediaDevices.audioOutputs():
        return lambda _name: QApplication.beep()
    folder = QTemporaryDir()
    effects: dict[str, QSoundEffect] = {}
    for name, tones in TONES.items():
        file = Path(folder.filePath(f"{name}.wav"))
        write(file, tones)
        effects[name] = QSoundEffect(owner)
        effects[name].setSource(QUrl.fromLocalFile(str(file)))
    # The folder lives as long as the function that plays what is in it.
    return lambda name: effects[name].play() if folder.isValid() else None


def write(file: Path, tones: tuple[int, ...]) -> None:
    """One channel of 16 bits."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        for tone in tones:
            out.writeframes(_samples(tone))


def _samples(tone: int) -> bytes:
    """Swells and fades, so that nothing clicks."""
    count = int(_RATE * _TONE_SECONDS)
    values = (
        int(_LOUD * math.sin(math.pi * n / count) * math.sin(2 * math.pi * tone * n / _RATE))
        for n in range(count)
    )
    return b"".join(struct.pack("<h", value) for value in values)
