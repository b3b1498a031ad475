"""The tokens: readable in both themes, complete, and worn by the application."""

from dataclasses import asdict, fields
from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from pushdesk.gui.theme import CHOICES, DARK, LIGHT, Colours, Theme, figures, style_sheet

TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # 1.4.11
ON_GROUNDS = [
    *product(("ink", "soft", "accent", "red", "amber"), ("paper", "card", "sunken")),
    *product(("blue", "green", "grey"), ("card", "sunken")),
    *((name, f"{name}_soft") for name in ("blue", "green", "amber", "red", "accent")),
    *product(("ink",), ("blue_soft", "green_soft", "amber_soft", "red_soft", "accent_soft")),
    ("on_accent", "accent"),
    ("on_accent", "accent_pressed"),
    *product(("on_rail", "on_rail_soft"), ("rail", "rail_chosen")),
    ("on_rail", "strip"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), ON_GROUNDS)
def test_text_can_be_read(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shape", ["grey", "blue", "green", "amber", "red"])
def test_bars_can_be_seen(colours: Colours, shape: str) -> None:
    assert contrast(getattr(colours, shape), colours.card) >= SHAPE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shape", ["field", "focus"])
@pytest.mark.parametrize("ground", ["paper", "card", "sunken"])
def test_fields_and_focus_can_be_seen(colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= SHAPE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_knows_no_colour_of_its_own(colours: Colours) -> None:
    sheet = style_sheet(colours)
    assert "$" not in sheet
    known = {value.lower() for value in asdict(colours).values()}
    used = {word.strip(";").lower() for word in sheet.split() if word.startswith("#")}
    assert used <= known


def test_both_themes_name_the_same_tokens() -> None:
    assert all(getattr(LIGHT, field.name).startswith("#") for field in fields(DARK))


def test_the_application_wears_what_is_chosen(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    assert qapp.palette().window().color() == QColor(LIGHT.paper)
    theme.choose("dark")
    assert theme.colours is DARK
    assert qapp.palette().window().color() == QColor(DARK.paper)
    theme.deleteLater()


def test_the_choices_are_those_of_the_setting(qapp: QApplication) -> None:
    assert CHOICES == ("system", "light", "dark")
    assert figures(24).pixelSize() == 24


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
