"""The seam between the scan panel and a camera."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Frame:
    """8-bit grey; `stride` is the bytes from row to row."""

    width: int
    height: int
    stride: int
    gray: bytes


@dataclass(frozen=True)
class Device:
    id: str
    name: str


class FrameSource(QObject):
    """`fault` carries a UserError: the camera is missing, denied or busy."""

    frame = Signal(object)
    fault = Signal(object)

    def devices(self) -> list[Device]:
        raise NotImplementedError

    def start(self, device_id: str, parent: QWidget) -> QWidget:
        """Starts the camera of that id, else the first; returns its preview, a child of `parent`.

        Raises UserError where there is none.
        """
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError
