"""Pictures as a phone, a camera or a stranger hands them over."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pushdesk.qr.typefaces import Typefaces

Encode = Callable[..., bytes]


@pytest.fixture(scope="session")
def encode() -> Encode:
    """A picture as the bytes of a file of some format."""

    def as_file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
        file = io.BytesIO()
        picture.save(file, kind, **options)
        return file.getvalue()

    return as_file


@pytest.fixture
def no_fonts(tmp_path: Path) -> Typefaces:
    """A computer without a single font: posters look the same on every machine."""
    return Typefaces([tmp_path / "missing"])
