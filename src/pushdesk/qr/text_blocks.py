"""Text set into a width and height: wrapped, shrunk to fit, cut only where nothing else helps."""

from dataclasses import dataclass

from PIL import ImageDraw

from pushdesk.qr.typefaces import Font, Typeface

_LINE_HEIGHT = 1.2
_STEP = 0.94  # how much smaller each try is
_ELLIPSIS = "..."


@dataclass(frozen=True)
class Size:
    """Font sizes and the height that all lines may take, in pixels."""

    largest: int
    smallest: int
    height: int


@dataclass(frozen=True)
class TextBlock:
    lines: tuple[str, ...]
    font: Font

    @property
    def line_height(self) -> int:
        return round(self.font.size * _LINE_HEIGHT)

    @property
    def height(self) -> int:
        return self.line_height * len(self.lines)

    @property
    def width(self) -> float:
        return max((self.font.getlength(line) for line in self.lines), default=0)

    def draw(self, on: ImageDraw.ImageDraw, centre: int, top: int, colour: str) -> None:
        """Centred lines, each around the middle of its own height."""
        for number, line in enumerate(self.lines):
            middle = top + round((number + 0.5) * self.line_height)
            on.text((centre, middle), line, colour, self.font, anchor="mm")


def fitted(text: str, face: Typeface, width: int, size: Size) -> TextBlock:
    """The largest block within width and height; an empty one for an empty text."""
    words = face.drawable(text).split()
    font_size = float(size.largest)
    while font_size >= size.smallest:
        font = face.font(font_size)
        block = TextBlock(tuple(_wrapped(words, font, width)), font)
        if block.height <= size.height and block.width <= width:
            return block
        font_size *= _STEP
    return _cut(words, face.font(size.smallest), width, size.height)


def _wrapped(words: list[str], font: Font, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(words: list[str], font: Font, width: int, height: int) -> TextBlock:
    pieces = [piece for word in words for piece in _broken(word, font, width)]
    block = TextBlock(tuple(_wrapped(pieces, font, width)), font)
    if block.height <= height:
        return block
    *kept, last = block.lines[: max(1, height // block.line_height)]
    return TextBlock((*kept, _shortened(last, font, width)), font)


def _broken(word: str, font: Font, width: int) -> list[str]:
    """A word in pieces no wider than width, such as a name of 80 letters or one without spaces."""
    pieces = [""]
    for character in word:
        if pieces[-1] and font.getlength(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shortened(line: str, font: Font, width: int) -> str:
    while line and font.getlength(line + _ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS
