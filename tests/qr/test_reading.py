"""Codes read from files and camera frames, under the conditions of a counter in the evening."""

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps

from pushdesk.errors import UserError
from pushdesk.qr import drawing
from pushdesk.qr.reading import read_frame, read_image

from .conftest import Encode

ID = "B6X7E7T63DTBKH"
LINK = "https://push.example/c/VFx7uM"


def scene(text: str, side: int = 300) -> Image.Image:
    """A code on a grey table, 640 x 480."""
    table = Image.new("RGB", (640, 480), "#8a8378")
    table.paste(drawing.image(text, side), (170, 90))
    return table


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_each_kind_of_file(kind: str, encode: Encode) -> None:
    assert read_image(encode(scene(ID), kind)) == [ID]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_each_mode_of_pixels(mode: str, encode: Encode) -> None:
    assert read_image(encode(scene(ID).convert("L").convert(mode))) == [ID]


def test_dark_modules_on_transparency(encode: Encode) -> None:
    code = drawing.image(ID, 290, "#000000", "#ffffff").convert("L")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.putalpha(ImageOps.invert(code))
    assert read_image(encode(clear)) == [ID]


@pytest.mark.parametrize("angle", [5, 20, 45, 90, 137, 180, 270])
def test_turned(angle: int, encode: Encode) -> None:
    turned = scene(ID).rotate(angle, Image.Resampling.BICUBIC, fillcolor="#8a8378")
    assert read_image(encode(turned)) == [ID]


@pytest.mark.parametrize("blur", [0.8, 1.5, 3])
@pytest.mark.parametrize("quality", [30, 70])
def test_blurred_and_compressed(blur: float, quality: int, encode: Encode) -> None:
    soft = scene(ID).filter(ImageFilter.GaussianBlur(blur))
    assert read_image(encode(soft, "JPEG", quality=quality)) == [ID]


@pytest.mark.parametrize("spread", [8, 25])
def test_noisy(spread: int, encode: Encode) -> None:
    clear = scene(LINK).convert("L")
    noisy = ImageChops.add(clear, Image.effect_noise(clear.size, spread), offset=-128)
    assert read_image(encode(noisy)) == [LINK]


def test_inverted_as_in_a_dark_theme(encode: Encode) -> None:
    assert read_image(encode(ImageOps.invert(scene(ID)))) == [ID]


def test_several_codes_are_all_returned_once(encode: Encode) -> None:
    table = Image.new("RGB", (900, 300), "white")
    for number, text in enumerate((ID, LINK, ID)):
        table.paste(drawing.image(text, 290), (300 * number, 0))
    assert sorted(read_image(encode(table))) == [ID, LINK]


def test_a_large_photograph(encode: Encode) -> None:
    photograph = scene(ID).resize((6400, 4800), Image.Resampling.NEAREST)
    assert read_image(encode(photograph, "JPEG")) == [ID]


def test_a_picture_without_a_code_says_what_to_do(encode: Encode) -> None:
    with pytest.raises(UserError) as refused:
        read_image(encode(Image.new("RGB", (640, 480), "#8a8378")))
    assert refused.value.what == "No QR code was found in this picture."
    assert refused.value.why
    assert refused.value.what_to_do


@pytest.mark.parametrize("padding", [0, 1, 64])
def test_a_camera_frame_with_padded_rows(padding: int) -> None:
    gray = scene(ID).convert("L")
    rows = gray.tobytes()
    padded = b"".join(rows[y * 640 : (y + 1) * 640] + b"\x7f" * padding for y in range(480))
    for frame in (padded, bytearray(padded), memoryview(padded)):
        assert read_frame(640, 480, frame, 640 + padding) == ID


@pytest.mark.parametrize(
    ("width", "height", "size", "stride"),
    [
        (0, 0, 0, 0),
        (640, 480, 0, 640),
        (640, 480, 640 * 480 - 1, 640),
        (640, 480, 640 * 480, 639),
        (-640, -480, 640 * 480, 640),
        (640, 480, 640 * 480, 640),
        (1, 1, 1, 1),
    ],
)
def test_an_empty_or_short_frame_is_none(width: int, height: int, size: int, stride: int) -> None:
    assert read_frame(width, height, bytes(size), stride) is None
