"""Reads codes off pictures and camera frames."""

from pushdesk.qr import reading


def read_picture(picture: bytes) -> str:
    """The text of the code on a picture file; raises UserError where there is none."""
    return reading.read_image(picture)[0]


def read_frame(width: int, height: int, stride: int, gray: bytes) -> str | None:
    """The text of the code on one camera frame of 8-bit grey, or None."""
    return reading.read_frame(width, height, gray, stride)
