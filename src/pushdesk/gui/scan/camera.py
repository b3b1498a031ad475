"""A camera by way of QtMultimedia."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
)
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QWidget

from pushdesk.errors import UserError
from pushdesk.gui.scan.sources import Device, Frame, FrameSource
from pushdesk.i18n import _

_BETWEEN_FRAMES_MS = 120
# Formats whose first plane is brightness, one byte a pixel: what the reader wants, unconverted.
_BRIGHTNESS_FIRST = frozenset(
    {
        QVideoFrameFormat.PixelFormat.Format_NV12,
        QVideoFrameFormat.PixelFormat.Format_NV21,
        QVideoFrameFormat.PixelFormat.Format_YUV420P,
        QVideoFrameFormat.PixelFormat.Format_YUV422P,
        QVideoFrameFormat.PixelFormat.Format_YV12,
        QVideoFrameFormat.PixelFormat.Format_Y8,
    }
)


class Camera(FrameSource):
    """Started on demand; while stopped, the device is free for other programs."""

    def __init__(self) -> None:
        super().__init__()
        self._session = QMediaCaptureSession(self)
        self._camera: QCamera | None = None
        self._since_last = QElapsedTimer()

    def devices(self) -> list[Device]:
        return [
            Device(bytes(device.id().data()).decode(errors="replace"), device.description())
            for device in QMediaDevices.videoInputs()
        ]

    def start(self, device_id: str, parent: QWidget) -> QWidget:
        self.stop()
        self._camera = QCamera(_chosen(device_id), self)
        self._camera.errorOccurred.connect(self._tell_fault)
        preview = QVideoWidget(parent)
        self._session.setCamera(self._camera)
        self._session.setVideoOutput(preview)
        preview.videoSink().videoFrameChanged.connect(self._take)
        self._since_last.start()
        self._camera.start()
        return preview

    def stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None

    def _take(self, frame: QVideoFrame) -> None:
        if self._since_last.elapsed() < _BETWEEN_FRAMES_MS or not frame.isValid():
            return
        self._since_last.restart()
        self.frame.emit(frame_of(frame))

    def _tell_fault(self, _error: QCamera.Error, told: str) -> None:
        self.fault.emit(
            UserError(
                _("The camera doesn't start."),
                _("Another program may be using it, or it is not allowed: {told}.").format(
                    told=told.strip().rstrip(".")
                ),
                _("Close the other program or allow the camera, or type the ID."),
            )
        )


def _chosen(device_id: str) -> QCameraDevice:
    devices = QMediaDevices.videoInputs()
    if not devices:
        raise UserError(
            _("There is no camera on this computer."),
            "",
            _("Plug one in, use a hand scanner, or type the ID."),
        )
    for device in devices:
        if bytes(device.id().data()).decode(errors="replace") == device_id:
            return device
    return QMediaDevices.defaultVideoInput()


def frame_of(frame: QVideoFrame) -> Frame:
    """What the reader needs of a camera's frame, without its colours."""
    return _brightness(frame) or _converted(frame.toImage())


def _brightness(frame: QVideoFrame) -> Frame | None:
    if frame.pixelFormat() not in _BRIGHTNESS_FIRST:
        return None
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        stride = frame.bytesPerLine(0)
        gray = bytes(frame.bits(0))[: stride * frame.height()]
        return Frame(frame.width(), frame.height(), stride, gray)
    finally:
        frame.unmap()


def _converted(image: QImage) -> Frame:
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Frame(gray.width(), gray.height(), gray.bytesPerLine(), bytes(gray.constBits()))
