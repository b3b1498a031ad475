"""Files that are no pictures, or lie about themselves, end in three plain sentences."""

import io
import struct
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from pushdesk.errors import UserError
from pushdesk.qr import drawing
from pushdesk.qr.pictures import LARGEST_FILE, opened
from pushdesk.qr.reading import read_image

from .conftest import Encode

PNG = drawing.png("B6X7E7T63DTBKH", 120)
SVG = drawing.svg("B6X7E7T63DTBKH")
NO_PICTURE = "This file is not a picture that can be read."
TOO_LARGE = "This picture is too large."
DAMAGED = "This picture is damaged."


def png_of(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG whose header claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(body)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", NO_PICTURE),
        (b"B6X7E7T63DTBKH", NO_PICTURE),
        (SVG, NO_PICTURE),
        (b"%PDF-1.7\n", NO_PICTURE),
        (b"\x00" * 1000, NO_PICTURE),
        (b"GIF89a", NO_PICTURE),
        (PNG[:8], NO_PICTURE),
        (PNG[: len(PNG) // 2], DAMAGED),
        (PNG[:60] + b"\xff" * 40 + PNG[100:], DAMAGED),
        (png_of(7072, 7072), TOO_LARGE),
        (png_of(10_000, 10_000), TOO_LARGE),
        (png_of(60_000, 60_000, b"\x00" * 100_000), TOO_LARGE),
        (png_of(2**31 - 1, 2**31 - 1), TOO_LARGE),
        (b"\x89PNG" + bytes(LARGEST_FILE), TOO_LARGE),
    ],
)
def test_what_is_no_picture(data: bytes, what: str) -> None:
    with pytest.raises(UserError) as refused:
        read_image(data)
    assert refused.value.what == what
    assert refused.value.why.endswith(".")
    assert refused.value.what_to_do.endswith(".")


def test_other_formats_than_asked_for_are_refused(encode: Encode) -> None:
    gif = encode(Image.new("RGB", (9, 9)), "GIF")
    assert opened(gif).size == (9, 9)
    with pytest.raises(UserError) as refused:
        opened(gif, ("PNG", "JPEG"))
    assert "PNG, JPEG" in refused.value.why


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
@settings(deadline=None)
@given(data=st.data())
def test_damage_anywhere_is_read_or_refused_in_sentences(kind: str, data: st.DataObject) -> None:
    file = io.BytesIO()
    drawing.image("B6X7E7T63DTBKH", 90).save(file, kind)
    broken = bytearray(file.getvalue())
    places = st.integers(0, min(len(broken) - 1, 400))
    for place in data.draw(st.lists(places, max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(broken[: data.draw(st.integers(0, len(broken)))]))


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xd8\xff")
@example(b"BM")
@example(b"RIFF\x00\x00\x00\x00WEBPVP8 ")
def test_no_bytes_make_it_raise_anything_else(data: bytes) -> None:
    for magic in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"BM", b"RIFF    WEBP"):
        _read_or_refuse(magic + data)


def _read_or_refuse(data: bytes) -> None:
    try:
        texts = read_image(data)
    except UserError:
        return
    assert texts
