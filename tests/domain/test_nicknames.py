"""“Blue Fox 27” in six languages."""

import random

import pytest

from pushdesk.domain import nicknames


@pytest.mark.parametrize("language", nicknames.LANGUAGES)
def test_every_language_has_its_own(language: str) -> None:
    dice = random.Random(1)  # noqa: S311 - no secret
    names = {nicknames.pick(language, (), dice.randrange) for _ in range(200)}
    assert len(names) > 150
    for name in names:
        assert nicknames.is_one(name)
        assert len(name) <= 30


def test_regional_and_unknown_languages() -> None:
    assert nicknames.pick("de-AT", (), lambda _n: 0) == "Blauer Fuchs 10"
    assert nicknames.pick("ja", (), lambda _n: 0) == "Blue Fox 10"


def test_nobody_gets_a_name_that_is_taken() -> None:
    rolls = iter([0, 0, 0, 0, 0, 1])
    assert nicknames.pick("en", {"Blue Fox 10"}, lambda _n: next(rolls)) == "Blue Fox 11"


@pytest.mark.parametrize("name", ["Mia Fox 27", "Blue Fox", "Blue Fox 270", "Blue Fox ２７", ""])
def test_a_name_of_ones_own_is_none_of_ours(name: str) -> None:
    assert not nicknames.is_one(name)
