"""The printable A5 poster of a channel: the venue's name, a large QR, three steps, the link."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from pushdesk.i18n import _
from pushdesk.qr import drawing
from pushdesk.qr.pictures import opened
from pushdesk.qr.text_blocks import Size, TextBlock, fitted
from pushdesk.qr.typefaces import Typefaces, system_folders

DPI: Final = 300
PAGE: Final = (1748, 2480)  # 148 x 210 mm
LOGO_FORMATS: Final = ("PNG", "JPEG")

# Places and sizes on the page, in its pixels.
_MARGIN = 140
_COLUMN = PAGE[0] - 2 * _MARGIN
_CENTRE = PAGE[0] // 2
_HEAD = (100, 700)  # top and bottom
_LOGO = (760, 190)  # the room for it
_GAP = 36
_CARD_TOP, _CARD, _CORNER = 730, 1120, 56
_STEPS_TOP, _DISC = 1925, 104
_FOOT = (2270, 2480)
_SMOOTH = 4  # shapes are drawn this much larger and reduced: Pillow's own edges are stairs


@dataclass(frozen=True)
class Colours:
    accent: str = "#1F6F5C"
    paper: str = "#FBF8F2"
    card: str = "#FFFFFF"
    ink: str = "#15211E"
    line: str = "#E4DED2"


HOUSE: Final = Colours()


@dataclass(frozen=True)
class Poster:
    """What one poster says; the logo is a PNG or JPEG file."""

    venue: str
    channel: str
    link: str
    logo: bytes | None = None
    colours: Colours = HOUSE


def pdf(
    venue: str,
    channel: str,
    link: str,
    logo: bytes | None = None,
    colours: Colours = HOUSE,
    typefaces: Typefaces | None = None,
) -> bytes:
    """One page of 148 x 210 mm, in the system's typefaces unless others are given.

    UserError for a logo that is no picture, damaged or too large.
    """
    poster = Poster(venue, channel, link, logo, colours)
    sheet = page(poster, typefaces or Typefaces(system_folders()))
    file = io.BytesIO()
    sheet.save(file, "PDF", resolution=DPI, quality=95, subsampling=0, title=venue)
    return file.getvalue()


def page(poster: Poster, typefaces: Typefaces) -> Image.Image:
    """The same page as an RGB picture of PAGE pixels, for previews."""
    sheet = _Sheet(poster, typefaces)
    sheet.draw_head()
    sheet.draw_code()
    sheet.draw_steps()
    sheet.draw_link()
    return sheet.picture


class _Sheet:
    def __init__(self, poster: Poster, typefaces: Typefaces) -> None:
        self.picture = Image.new("RGB", PAGE, poster.colours.paper)
        self._draw = ImageDraw.Draw(self.picture)
        self._poster, self._colours = poster, poster.colours
        self._steps = (_("Scan"), _("Tap “Notify me”"), _("Keep your phone"))
        self._typefaces = typefaces
        self._face = typefaces.best((poster.venue, poster.channel, poster.link, *self._steps))

    def draw_head(self) -> None:
        """Logo, venue and channel as one group in the middle of the head."""
        logo = _logo(self._poster.logo) if self._poster.logo else None
        venue = self._text(self._poster.venue, Size(150, 48, height=270 if logo else 370))
        channel = self._text(self._channel(), Size(64, 36, height=90))
        heights = [part.height for part in (logo, venue, channel) if part and part.height]
        top = (sum(_HEAD) - sum(heights) - _GAP * (len(heights) - 1)) // 2
        if logo:
            self.picture.paste(logo, (_CENTRE - logo.width // 2, top), logo)
            top += logo.height + _GAP
        venue.draw(self._draw, _CENTRE, top, self._colours.ink)
        channel.draw(self._draw, _CENTRE, top + venue.height + _GAP, self._colours.accent)

    def draw_code(self) -> None:
        """The QR on a card with a fine edge."""
        self._shape(_CENTRE, _CARD_TOP - 3, _CARD + 6, _CORNER + 3, self._colours.line)
        code = drawing.image(self._poster.link, _CARD, self._colours.ink, self._colours.card)
        self._shape(_CENTRE, _CARD_TOP, _CARD, _CORNER, code)

    def draw_steps(self) -> None:
        """Three numbered discs on a line, each with its words below."""
        third = _COLUMN // 3
        centres = [_MARGIN + third * n + third // 2 for n in range(3)]
        middle = _STEPS_TOP + _DISC // 2
        self._draw.line((centres[0], middle, centres[2], middle), self._colours.line, 6)
        for number, (centre, step) in enumerate(zip(centres, self._steps, strict=True), 1):
            self._shape(centre, _STEPS_TOP, _DISC, _DISC // 2, self._colours.accent)
            digit = self._text(str(number), Size(56, 56, height=_DISC))
            digit.draw(self._draw, centre, middle - digit.height // 2, self._colours.card)
            label = self._text(step, Size(54, 32, height=130), third - 32)
            label.draw(self._draw, centre, _STEPS_TOP + _DISC + 32, self._colours.ink)

    def draw_link(self) -> None:
        """On a band that a printer without full bleed cuts without harm."""
        self._draw.rectangle((0, _FOOT[0], *PAGE), self._colours.accent)
        link = self._text(self._poster.link.removeprefix("https://"), Size(46, 26, height=100))
        top = (sum(_FOOT) - link.height) // 2 - 15
        link.draw(self._draw, _CENTRE, top, self._colours.card)

    def _channel(self) -> str:
        """Nothing where the channel is called like the venue: once is enough."""
        same = self._poster.channel.casefold() == self._poster.venue.casefold()
        return "" if same else self._poster.channel

    def _text(self, text: str, size: Size, width: int = _COLUMN) -> TextBlock:
        """In the poster's typeface, or where that lacks a letter in one that has it."""
        face = self._typefaces.best([text]) if self._face.lacks([text]) else self._face
        return fitted(text, face, width, size)

    def _shape(
        self, centre: int, top: int, side: int, radius: int, fill: str | Image.Image
    ) -> None:
        """A square with round corners; a disc where the radius is half the side."""
        large = Image.new("L", (side * _SMOOTH,) * 2)
        box = (0, 0, large.width - 1, large.height - 1)
        ImageDraw.Draw(large).rounded_rectangle(box, radius * _SMOOTH, fill=255)
        mask = large.reduce(_SMOOTH)
        left = centre - side // 2
        self.picture.paste(fill, (left, top, left + side, top + side), mask)


def _logo(data: bytes) -> Image.Image:
    """RGBA, as large as its room allows."""
    logo = opened(data, LOGO_FORMATS).convert("RGBA")
    scale = min(_LOGO[0] / logo.width, _LOGO[1] / logo.height)
    size = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    return logo.resize(size, Image.Resampling.LANCZOS)
