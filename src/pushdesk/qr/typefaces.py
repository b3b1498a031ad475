"""The typeface that can draw a text: one of the system's where it can, Pillow's own elsewhere."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

# File names without their ending, best first, as the systems and font packages have them.
PREFERRED: Final = (
    *("Inter-Regular", "SourceSans3-Regular", "NotoSans-Regular", "OpenSans-Regular"),
    *("Lato-Regular", "Roboto-Regular", "HelveticaNeue", "segoeui", "Arial", "arial"),
    *("LiberationSans-Regular",),
)
_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
_STYLED = ("bold", "italic", "oblique", "mono", "light", "black", "thin", "condensed", "lastresort")
_PROBE_SIZE = 24
_NOBODYS = "\U0010ffff"  # never a character: each font draws its box for missing ones
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})


@dataclass(frozen=True)
class Typeface:
    """A font file, or Pillow's own face where there is none."""

    file: Path | None

    def font(self, size_px: float) -> Font:
        """OSError where the file is no font that FreeType reads."""
        if self.file is None:
            return _built_in(size_px)
        return ImageFont.truetype(self.file, size_px)

    def lacks(self, texts: Iterable[str]) -> int:
        """How many different characters it can't draw; OSError as `font`."""
        return sum(not self._draws(c) for c in set("".join(texts)) if _is_seen(c))

    def drawable(self, text: str) -> str:
        """The text without signs that would be an empty box: é as e, an emoji as nothing.

        Letters of a script that the face lacks stay: a box is seen in time, a lost name is not.
        """
        kept = "".join(self._plainer(c) if self.lacks(c) else c for c in text)
        return " ".join(kept.split())

    def _plainer(self, character: str) -> str:
        base = unicodedata.normalize("NFKD", character)[0]
        if base != character and not self.lacks(base):
            return base
        return character if unicodedata.category(character).startswith("L") else ""

    def _draws(self, character: str) -> bool:
        return _shape(self._probe, character) not in (self._missing, b"")

    @cached_property
    def _probe(self) -> Font:
        return self.font(_PROBE_SIZE)

    @cached_property
    def _missing(self) -> bytes:
        return _shape(self._probe, _NOBODYS)


class Typefaces:
    """Finds typefaces below folders; a folder that does not exist holds none."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def best(self, texts: Sequence[str]) -> Typeface:
        """The first that draws all the texts, else the one that lacks the fewest characters."""
        best, fewest = Typeface(None), sys.maxsize
        for face in self._candidates():
            lacking = _lacks(face, texts)
            if lacking < fewest:
                best, fewest = face, lacking
            if not fewest:
                break
        return best

    def _candidates(self) -> Iterator[Typeface]:
        files = sorted(self._files(), key=_rank)
        preferred = [file for file in files if file.stem in PREFERRED]
        yield from (Typeface(file) for file in preferred)
        yield Typeface(None)
        yield from (Typeface(file) for file in files if file.stem not in PREFERRED)

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            yield from (f for f in folder.rglob("*") if f.suffix.lower() in _ENDINGS)


def system_folders() -> list[Path]:
    """Where this system keeps its fonts and its user's own."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", "C:/Windows"), home / "AppData/Local"
        return [Path(windows, "Fonts"), local / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [home / ".local/share/fonts", home / ".fonts", *shared]


def _rank(file: Path) -> tuple[int, bool, bool, str]:
    name = file.stem.lower()
    place = PREFERRED.index(file.stem) if file.stem in PREFERRED else len(PREFERRED)
    return place, any(style in name for style in _STYLED), "sans" not in name, name


def _lacks(face: Typeface, texts: Sequence[str]) -> int:
    try:
        return face.lacks(texts)
    except OSError:  # a broken or foreign file among the fonts: the next one may do
        return sys.maxsize


def _built_in(size_px: float) -> Font:
    font = ImageFont.load_default(size_px)
    if not isinstance(font, Font):
        raise TypeError("This Pillow was built without FreeType.")
    return font


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN


def _shape(font: Font, character: str) -> bytes:
    mask = font.getmask(character)
    return repr(mask.size).encode() + bytes(mask) if bytes(mask) else b""
