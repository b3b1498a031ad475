"""QR codes drawn sharp: whole pixels a module, four modules of quiet zone (ISO/IEC 18004 6.3.8)."""

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

import qrcode
from PIL import Image

DARK: Final = "#15211E"
LIGHT: Final = "#FFFFFF"
QUIET_ZONE: Final = 4

Matrix = list[list[bool]]


def image(text: str, size_px: int, dark: str = DARK, light: str = LIGHT) -> Image.Image:
    """A square RGB picture of size_px, or of one pixel a module where that is larger."""
    matrix = modules(text)
    small = _one_pixel_a_module(matrix, dark, light)
    scale = max(1, size_px // small.width)
    code = small.resize((small.width * scale,) * 2, Image.Resampling.NEAREST)
    side = max(size_px, code.width)
    page = Image.new("RGB", (side, side), light)
    page.paste(code, ((side - code.width) // 2,) * 2)
    return page


def png(text: str, size_px: int, dark: str = DARK, light: str = LIGHT) -> bytes:
    file = io.BytesIO()
    image(text, size_px, dark, light).quantize(2).save(file, "PNG", optimize=True)
    return file.getvalue()


def svg(text: str, dark: str = DARK, light: str = LIGHT) -> bytes:
    """A document of its own, UTF-8, that scales to its frame; one unit is one module."""
    matrix = modules(text)
    side = len(matrix) + 2 * QUIET_ZONE
    path = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(matrix))
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><path fill={quoteattr(light)} d="M0 0h{side}v{side}H0z"/>'
        f'<path fill={quoteattr(dark)} d="{path}"/></svg>'
    )
    return document.encode()


def modules(text: str) -> Matrix:
    """Rows of modules, true is dark, without quiet zone; error correction M restores 15 %.

    One segment: digits and upper-case letters alone take alphanumeric mode, all else UTF-8 bytes.
    ValueError where the text needs more than the largest symbol holds (2,331 bytes).
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    matrix: Matrix = code.get_matrix()
    return matrix


def _one_pixel_a_module(matrix: Matrix, dark: str, light: str) -> Image.Image:
    side = len(matrix) + 2 * QUIET_ZONE
    mask = Image.new("L", (side, side))
    for x, y, width in _runs(matrix):
        mask.paste(255, (x, y, x + width, y + 1))
    picture = Image.new("RGB", (side, side), light)
    picture.paste(dark, mask=mask)
    return picture


def _runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Horizontal runs of dark modules as x, y, width, moved in by the quiet zone."""
    for y, row in enumerate(matrix, QUIET_ZONE):
        x = QUIET_ZONE
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                yield x, y, width
            x += width
