"""The poster: its size on paper, its code off the page, names of every length and script."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pushdesk.errors import UserError
from pushdesk.qr import poster as posters
from pushdesk.qr.poster import Colours, Poster
from pushdesk.qr.reading import read_image
from pushdesk.qr.text_blocks import Size, fitted
from pushdesk.qr.typefaces import Typeface, Typefaces, system_folders

from .conftest import Encode

LINK = "https://kettle.example/c/VFx7uM"
POSTER = Poster("The Copper Kettle", "Dinner tables", LINK)
LONG_LINK = f"https://{'long-name.' * 15}example/desk/c/VFx7uM"


def printed(document: bytes) -> Image.Image:
    """The one picture that fills the page, as a viewer decodes it."""
    start = document.index(b"\xff\xd8\xff")
    return Image.open(io.BytesIO(document[start : document.rindex(b"\xff\xd9") + 2]))


def test_the_page_is_a5_on_paper_and_carries_the_venues_name(no_fonts: Typefaces) -> None:
    document = posters.pdf("Café Äther", "Tables", LINK, typefaces=no_fonts)
    assert document.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[ ?0 0 ([0-9.]+) ([0-9.]+)", document)
    assert box is not None
    width_mm, height_mm = (float(points) / 72 * 25.4 for points in box.groups())
    assert width_mm == pytest.approx(148, abs=0.2)
    assert height_mm == pytest.approx(210, abs=0.2)
    assert "Café Äther".encode("utf-16-be") in document
    assert len(document) < 1_500_000


@pytest.mark.parametrize("dpi", [72, 150, 300])
@pytest.mark.parametrize("link", [LINK, LONG_LINK])
def test_the_code_is_read_off_the_page(
    link: str, dpi: int, no_fonts: Typefaces, encode: Encode
) -> None:
    page = printed(posters.pdf("The Copper Kettle", "Dinner tables", link, typefaces=no_fonts))
    assert page.size == posters.PAGE
    seen = page.reduce(300 // dpi) if dpi < 300 else page
    assert read_image(encode(seen)) == [link]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "CMYK"])
def test_a_logo_stands_in_the_head(mode: str, no_fonts: Typefaces, encode: Encode) -> None:
    logo = encode(Image.new("L", (40, 10), 0).convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    page = posters.page(Poster("The Copper Kettle", "Tables", LINK, logo), no_fonts)
    plain = posters.page(POSTER, no_fonts)
    assert page.crop((0, 0, 1748, 700)) != plain.crop((0, 0, 1748, 700))
    assert page.crop((0, 740, 1748, 1900)) == plain.crop((0, 740, 1748, 1900))


@pytest.mark.parametrize("logo", [b"no picture", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_a_logo_that_is_no_picture_is_refused(logo: bytes, no_fonts: Typefaces) -> None:
    with pytest.raises(UserError):
        posters.page(Poster("The Copper Kettle", "Dinner tables", LINK, logo), no_fonts)


def test_a_transparent_logo_lets_the_paper_through(no_fonts: Typefaces, encode: Encode) -> None:
    clear = encode(Image.new("RGBA", (400, 100), (255, 0, 0, 0)))
    page = posters.page(Poster("K", "T", LINK, clear), no_fonts)
    assert (255, 0, 0) not in {page.getpixel((874, y)) for y in range(700)}


def test_colours_are_the_callers(no_fonts: Typefaces) -> None:
    colours = Colours(accent="#112233", paper="#FFFFFF")
    page = posters.page(Poster("Kettle", "Tables", LINK, colours=colours), no_fonts)
    assert page.getpixel((5, 5)) == (255, 255, 255)
    assert page.getpixel((5, 2470)) == (0x11, 0x22, 0x33)


@pytest.mark.parametrize(
    "venue",
    [
        "",
        "K",
        "Donaudampfschifffahrtsgesellschaftskapitänskajüte",
        "The Very Long Name of a Restaurant " * 8,
        "W" * 500,
        "寿司" * 60,
        "مطعم البحر",
        "🍜🍣",
        "Line\nbreak\x00and\u202econtrol",
    ],
)
def test_no_name_leaves_its_margins(venue: str, encode: Encode) -> None:
    page = posters.page(Poster(venue, venue, LINK), Typefaces(system_folders()))
    paper = (0xFB, 0xF8, 0xF2)
    for margin in ((0, 0, 130, 2260), (1618, 0, 1748, 2260), (0, 0, 1748, 90), (0, 704, 1748, 724)):
        assert page.crop(margin).getcolors() == [
            ((margin[2] - margin[0]) * (margin[3] - margin[1]), paper)
        ]
    assert read_image(encode(page)) == [LINK]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.integers(60, 900), st.integers(50, 400))
def test_any_text_stays_within_its_room(text: str, width: int, height: int) -> None:
    block = fitted(text, Typeface(None), width, Size(120, 30, height))
    assert block.width <= width
    assert block.height <= height


def test_a_short_text_keeps_its_size_and_a_long_one_wraps() -> None:
    face = Typeface(None)
    assert fitted("Kettle", face, 900, Size(100, 40, 300)).font.size == 100
    wrapped = fitted("The Copper Kettle at the Old Harbour", face, 900, Size(100, 40, 300))
    assert len(wrapped.lines) == 2
    assert fitted("x" * 900, face, 900, Size(100, 40, 300)).lines[-1].endswith("...")


def test_without_fonts_accents_fall_and_unknown_scripts_show_as_boxes() -> None:
    own = Typeface(None)
    assert own.drawable("Café Ünal") == "Cafe Unal"
    assert own.drawable("Ramen 🍜 Bar") == "Ramen Bar"
    assert own.drawable("寿司") == "寿司"


def test_a_face_that_has_the_letters_is_chosen_and_broken_files_are_passed_over(
    tmp_path: Path,
) -> None:
    (tmp_path / "Arial.ttf").write_bytes(b"not a font")
    (tmp_path / "empty.otf").touch()
    typefaces = Typefaces([tmp_path, tmp_path / "missing"])
    assert typefaces.best(["Kettle"]) == Typeface(None)
    assert typefaces.best(["Берёза"]) == Typeface(None)


def test_a_cyrillic_name_is_drawn_where_the_system_has_a_font() -> None:
    face = Typefaces(system_folders()).best(["Кафе «Берёза» 🍜"])
    if face.file is None:
        pytest.skip("no font with Cyrillic letters on this system")
    assert not face.lacks(["Кафе «Берёза»"])
    assert face.drawable("Кафе «Берёза» 🍜") == "Кафе «Берёза»"
