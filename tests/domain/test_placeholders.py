"""Placeholders with fallbacks, missing values, hostile text, and the choice of a language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import placeholders
from pushdesk.domain.placeholders import Literal, Placeholder, Problem, Wording

VALUES = {"name": "Ana", "Table": "12", "favourite dish": "gnocchi"}
# Texts made of what the parser looks at.
BRACES = st.text("{}|ab ,.(\n")


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("Hello", "Hello"),
        ("", ""),
        ("Hello {name}, table {table}.", "Hello Ana, table 12."),
        ("{ NAME }{favourite  dish}", "Anagnocchi"),
        ("{name|friend}", "Ana"),
        ("Hello {nick|friend}!", "Hello friend!"),
        ("Hello {nick|}!", "Hello!"),
        ("{{name}} costs {{5}", "{name}} costs {5}"),
        ("a } b", "a } b"),
    ],
)
def test_values_and_fallbacks(text: str, rendered: str) -> None:
    assert placeholders.render(text, VALUES) == rendered


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("Hello {x}, your table", "Hello, your table"),
        ("Hello {x} {y}, your table", "Hello, your table"),
        ("{x}, your table", "your table"),
        ("{x} {y} come", "come"),
        ("{x} {name} come", "Ana come"),
        ("Until then, {x}!", "Until then!"),
        ("See you, {x}", "See you"),
        ("one {x} two", "one two"),
        ("one{x}two", "onetwo"),
        ("Order ({x}) is on its way", "Order is on its way"),
        ("First\n{x}, second", "First\nsecond"),
        ("First {x}\nsecond", "First\nsecond"),
        ("{x}", ""),
    ],
)
def test_the_gap_closes_where_a_value_is_missing(text: str, rendered: str) -> None:
    assert placeholders.render(text, VALUES) == rendered


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert placeholders.render("{a} {b}", {"a": "{b}", "b": "{{a}}"}) == "{b} {{a}}"


def test_parts() -> None:
    assert placeholders.parse("Hi {name|friend}{{!") == (
        Literal("Hi "),
        Placeholder("name", "friend"),
        Literal("{!"),
    )
    assert placeholders.names("{Name} {table|1} {name}") == {"name", "table"}
    assert placeholders.needed("{Name} {table|1} {room|}") == {"name"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{name} {{ {größe} {नाम} {İsim} {room no. 2-b|}", None),
        ("Hello {name", Problem.UNCLOSED),
        ("{a{b}}", Problem.UNCLOSED),
        ("{{{", Problem.UNCLOSED),
        ("{}", Problem.NO_NAME),
        ("{ |friend}", Problem.NO_NAME),
        ("{" + "x" * 41 + "}", Problem.LONG_NAME),
        ("{name!r}", Problem.BAD_NAME),
        ("{name.__class__[0]}", Problem.BAD_NAME),
        ("{a\x00b}", Problem.BAD_NAME),
        ("{-}", Problem.BAD_NAME),
    ],
)
def test_what_is_wrong_with_a_text(text: str, problem: Problem | None) -> None:
    assert placeholders.check(text) is problem


@given(st.text() | BRACES, st.dictionaries(st.text() | BRACES, st.text() | BRACES))
def test_any_text_renders(text: str, values: dict[str, str]) -> None:
    rendered = placeholders.render(text, values)
    longest = max([len(value) for value in values.values()], default=0)
    assert len(rendered) <= len(text) * (1 + longest)
    assert len(placeholders.clip(rendered, 5)) <= 5


@given(st.text() | BRACES)
def test_an_escaped_text_stands_as_it_is(text: str) -> None:
    escaped = placeholders.escape(text)
    assert placeholders.check(escaped) is None
    assert placeholders.render(escaped, VALUES) == text


@given(st.text() | BRACES)
def test_a_text_with_nothing_wrong_has_only_names(text: str) -> None:
    for name in placeholders.names(text):
        assert placeholders.is_name(name)
        assert placeholders.key(name) == name
    if placeholders.check(text) is None and "{" not in text:
        assert placeholders.render(text, {}) == text


@pytest.mark.parametrize("text", ["{" * 50_000, "{{" * 50_000, "{a" * 50_000, "{}" * 50_000])
def test_a_very_long_text_takes_no_time(text: str) -> None:
    placeholders.check(text)
    placeholders.render(text, VALUES)


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("de", "de"),
        ("de-AT", "de-AT"),
        ("DE_at", "de-AT"),
        ("de-CH", "de"),
        ("de-Latn-CH", "de"),
        ("en-GB", "en"),
        ("hu", "en"),
        ("d", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_guest(language: str, tag: str) -> None:
    wordings = {tag: Wording(tag) for tag in ("de", "en", "de-AT")}
    assert placeholders.choose(wordings["en"], wordings, language) == (tag, wordings[tag])


def test_a_standard_in_a_language_that_nobody_named() -> None:
    assert placeholders.choose(Wording("Szia"), {"de": Wording("Hallo")}, "hu") == (
        "",
        Wording("Szia"),
    )
