"""QR codes read from picture files and camera frames by zxing-cpp."""

import zxingcpp

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.qr.pictures import on_white, opened

Gray = bytes | bytearray | memoryview


def read_image(data: bytes) -> list[str]:
    """The texts of all codes in a picture file, at least one, each once.

    UserError for what is no picture, too large, damaged, or holds no code.
    """
    picture = on_white(opened(data)).convert("L")
    texts = _texts(picture.width, picture.height, picture.tobytes(), picture.width)
    if not texts:
        raise UserError(
            _("No QR code was found in this picture."),
            _("The code may be cut off, blurred or too small."),
            _("Take the picture again, straight and closer."),
        )
    return texts


def read_frame(width: int, height: int, gray: Gray, stride: int) -> str | None:
    """The first code in a camera frame of one byte a pixel; stride is the bytes from row to row.

    None where there is no code, and where a camera hands over an empty or short frame.
    """
    if width < 1 or height < 1 or stride < width or len(gray) < stride * height:
        return None
    return next(iter(_texts(width, height, gray, stride)), None)


def _texts(width: int, height: int, gray: Gray, stride: int) -> list[str]:
    """Only QR: with all formats on, clean QR codes also yield phantom Codabar and ITF."""
    # ImageView borrows the bytes without holding them: freed or resized meanwhile, it would crash.
    with memoryview(gray) as held:
        found = zxingcpp.read_barcodes(
            zxingcpp.ImageView(
                held,  # type: ignore[arg-type]  # its stub knows arrays only, it takes any buffer
                width,
                height,
                zxingcpp.ImageFormat.Lum,
                stride,
                1,
            ),
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
            text_mode=zxingcpp.TextMode.Plain,
        )
    return list(dict.fromkeys(code.text for code in found if code.text))
