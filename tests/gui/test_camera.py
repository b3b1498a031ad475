"""A real camera's frames become what the reader wants; a missing one has its sentence."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaDevices, QVideoFrame, QVideoFrameFormat
from PySide6.QtWidgets import QApplication, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.scan.camera import Camera, frame_of
from pushdesk.qr import drawing
from pushdesk.services import scans
from tests.gui.desk_fixture import clear_away

SIDE = 480


def from_colours() -> QVideoFrame:
    return QVideoFrame(QImage.fromData(drawing.png("BCDEF", SIDE)))


def from_brightness() -> QVideoFrame:
    """As most webcams deliver it: one plane of brightness, then the colours."""
    size = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8).size()
    frame = QVideoFrame(QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_NV12))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    gray, stride = drawing.image("BCDEF", SIDE).convert("L").tobytes(), frame.bytesPerLine(0)
    plane = memoryview(frame.bits(0))
    for row in range(SIDE):
        line = gray[row * SIDE : (row + 1) * SIDE]
        plane[row * stride : row * stride + SIDE] = line
    frame.unmap()
    return frame


@pytest.mark.parametrize("make", [from_colours, from_brightness])
def test_the_code_before_the_camera_is_read(
    qapp: QApplication, make: Callable[[], QVideoFrame]
) -> None:
    frame = frame_of(make())
    assert scans.read_frame(frame.width, frame.height, frame.stride, frame.gray) == "BCDEF"


def test_no_camera_is_one_sentence(qapp: QApplication) -> None:
    if QMediaDevices.videoInputs():
        pytest.skip("this computer has a camera")
    camera, place = Camera(), QWidget()
    assert camera.devices() == []
    with pytest.raises(UserError, match="There is no camera on this computer"):
        camera.start("", place)
    camera.stop()
    camera.deleteLater()
    place.deleteLater()
    clear_away()
