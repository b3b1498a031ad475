"""Drawn codes: sharp, with their quiet zone, small, and what a reader gets back."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pushdesk.qr import drawing
from pushdesk.qr.reading import read_image

ID = "B6X7E7T63DTBKH"
LINK = "https://push.example/c/VFx7uM"


@pytest.mark.parametrize("size", [60, 123, 240, 512, 1024])
@pytest.mark.parametrize("text", [ID, LINK])
def test_what_was_drawn_is_read(text: str, size: int) -> None:
    data = drawing.png(text, size)
    assert Image.open(io.BytesIO(data)).size == (size, size)
    assert read_image(data) == [text]


def test_too_small_a_size_still_gives_one_pixel_a_module() -> None:
    assert drawing.image(ID, 1).size == (29, 29)


@pytest.mark.parametrize("size", [29, 100, 333])
def test_modules_are_whole_pixels_and_the_quiet_zone_is_four(size: int) -> None:
    picture = drawing.image(ID, size, "#000000", "#ffffff")
    scale = size // 29
    colours = {colour for _count, colour in picture.getcolors() or []}
    assert colours == {(0, 0, 0), (255, 255, 255)}
    inverted = picture.convert("L").point(lambda value: 255 - value)
    left, top, right, bottom = inverted.getbbox() or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (21 * scale, 21 * scale)
    assert min(left, top, size - right, size - bottom) >= 4 * scale


def test_an_id_takes_the_smallest_symbol_and_a_link_a_small_one() -> None:
    assert len(drawing.modules(ID)) == 21  # version 1: alphanumeric mode
    assert len(drawing.modules(ID.lower())) == 21
    assert len(drawing.modules("A" * 20)) == 21
    assert len(drawing.modules("a" * 20)) == 25
    assert len(drawing.modules(LINK)) <= 29


def test_colours_are_the_callers() -> None:
    picture = drawing.image(ID, 290, "#1F6F5C", "#FBF8F2")
    assert picture.getpixel((0, 0)) == (0xFB, 0xF8, 0xF2)
    assert picture.getpixel((40, 40)) == (0x1F, 0x6F, 0x5C)
    assert read_image(drawing.png(ID, 290, "#1F6F5C", "#FBF8F2")) == [ID]


def test_an_svg_covers_exactly_the_dark_modules() -> None:
    document = drawing.svg(LINK, dark="#123456").decode()
    background, code = re.findall(r'<path fill="(.*?)" d="(.*?)"/>', document)
    side = len(drawing.modules(LINK)) + 8
    assert f'viewBox="0 0 {side} {side}"' in document
    assert background == (drawing.LIGHT, f"M0 0h{side}v{side}H0z")
    assert code[0] == "#123456"
    drawn = Image.new("1", (side, side))
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code[1]):
        drawn.paste(1, (int(x), int(y), int(x) + int(width), int(y) + 1))
    raster = drawing.image(LINK, side, "white", "black").convert("1")
    assert drawn.tobytes() == raster.tobytes()


def test_a_colour_stays_within_its_attribute_of_the_svg() -> None:
    assert b"<script" not in drawing.svg(LINK, dark='"/><script/>')


def test_a_text_beyond_the_largest_symbol_is_a_callers_mistake() -> None:
    assert len(drawing.modules("x" * 2331)) == 177
    with pytest.raises(ValueError, match="version"):
        drawing.modules("x" * 2332)


@settings(deadline=None)
@given(st.text("ABCXYZ0189$%*+-./: abcüß寿", min_size=1, max_size=100).filter(str.strip))
def test_any_text_comes_back(text: str) -> None:
    assert read_image(drawing.png(text, 4 * 80)) == [text]
