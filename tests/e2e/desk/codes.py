"""QR codes read off screenshots, as a camera would see them."""

from io import BytesIO

import zxingcpp
from PIL import Image


def in_picture(picture: Image.Image) -> list[str]:
    """The text of each code; QR only, because other formats see codes where there are none."""
    found = zxingcpp.read_barcodes(
        picture.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [code.text for code in found]


def in_png(png: bytes) -> list[str]:
    with Image.open(BytesIO(png)) as picture:
        return in_picture(picture)
