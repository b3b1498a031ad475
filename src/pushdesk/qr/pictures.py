"""Strangers' picture files opened with limits: codes to read, logos to print."""

import io
import struct
import zlib
from typing import Final

from PIL import Image, UnidentifiedImageError

from pushdesk.errors import UserError
from pushdesk.i18n import _

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
LARGEST_FILE: Final = 20 * 1024 * 1024
LARGEST_PICTURE: Final = 50_000_000  # pixels: the best phone cameras, and no decompression bomb
ENOUGH_DETAIL: Final = (3000, 3000)  # a larger JPEG is decoded at a half or less, twice as fast

# What Pillow lets through when a file lies about itself or ends too soon. Its warnings are raised
# only where warnings are errors; elsewhere they are logged, and the checks here still decide.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    struct.error,
    zlib.error,
    UserWarning,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def opened(data: bytes, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The first frame, RGBA where it has transparency and RGB elsewhere.

    UserError where the data are no picture of these formats, too large or damaged.
    """
    if len(data) > LARGEST_FILE:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(data), formats=formats) as picture:
            return _decoded(picture)
    except UnidentifiedImageError:
        raise _no_picture(formats) from None
    except _BOMB:
        raise _too_large() from None
    except _DAMAGED:
        raise _damaged() from None


def on_white(picture: Image.Image) -> Image.Image:
    """RGB: what is transparent becomes paper, as on a screen; not black, as `convert` has it."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")


def _decoded(picture: Image.Image) -> Image.Image:
    if picture.width * picture.height > LARGEST_PICTURE:
        raise _too_large()
    picture.draft("RGB", ENOUGH_DETAIL)
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _no_picture(formats: tuple[str, ...]) -> UserError:
    return UserError(
        _("This file is not a picture that can be read."),
        _("It is empty or of another kind than {formats}.").format(formats=", ".join(formats)),
        _("Choose another file, or take a screenshot of it."),
    )


def _too_large() -> UserError:
    return UserError(
        _("This picture is too large."),
        _("It has more than {mebibytes} MB or {pixels} million pixels.").format(
            mebibytes=LARGEST_FILE // 2**20, pixels=LARGEST_PICTURE // 10**6
        ),
        _("Make it smaller, or choose another picture."),
    )


def _damaged() -> UserError:
    return UserError(
        _("This picture is damaged."),
        _("A part of the file is missing or wrong."),
        _("Save or copy it again, or choose another picture."),
    )
