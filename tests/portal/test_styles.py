"""The colours of the guest pages: readable in the light and in the dark."""

import re
from itertools import product

import pytest

from pushdesk import resource_files

_CSS = resource_files.text("portal", "styles", "guest.css")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", _CSS, re.DOTALL)
)
TEXT = (
    *product(("ink", "soft", "accent", "warn"), ("paper", "card")),
    ("on-accent", "accent"),
    ("warn", "warn-paper"),
)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_edges_stand_out(theme: dict[str, str]) -> None:
    for ink, paper in TEXT:
        assert _contrast(theme[ink], theme[paper]) >= 4.5, (ink, paper)
    assert _contrast(theme["edge"], theme["paper"]) >= 3


def test_both_themes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert (LIGHT["accent"], DARK["accent"]) == ("#1f6f5c", "#5fc3a5")
