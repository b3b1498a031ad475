"""Names for guests who give none: a colour, an animal and two digits, such as “Blue Fox 27”."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

TRIES = 50
_FIRST_NUMBER, _NUMBERS = 10, 90


@dataclass(frozen=True)
class _Words:
    """Animals of one gender, so that every colour fits every animal."""

    colours: tuple[str, ...]
    animals: tuple[str, ...]
    colour_first: bool


def _words(colours: str, animals: str, *, colour_first: bool) -> _Words:
    return _Words(tuple(colours.split()), tuple(animals.split()), colour_first)


_BY_LANGUAGE = {
    "en": _words(
        "Blue Green Golden Silver Violet Orange Coral Mint",
        "Fox Otter Owl Swan Lynx Panda Dolphin Falcon Heron Badger Robin Koala",
        colour_first=True,
    ),
    "de": _words(
        "Blauer Grüner Goldener Silberner Violetter Türkiser Heller Bunter",
        "Fuchs Otter Uhu Schwan Luchs Panda Delfin Falke Reiher Dachs Kranich Igel",
        colour_first=True,
    ),
    "es": _words(
        "azul verde dorado plateado violeta turquesa celeste claro",
        "Zorro Cisne Lince Panda Delfín Halcón Tejón Koala Ciervo Colibrí Erizo Búho",
        colour_first=False,
    ),
    "fr": _words(
        "bleu vert doré argenté violet turquoise clair corail",
        "Renard Cygne Lynx Panda Dauphin Faucon Héron Koala Cerf Colibri Hérisson Hibou",
        colour_first=False,
    ),
    "it": _words(
        "blu verde dorato argentato viola turchese azzurro chiaro",
        "Cigno Panda Delfino Falco Tasso Koala Cervo Colibrì Riccio Gufo Airone Pettirosso",
        colour_first=False,
    ),
    "pt": _words(
        "azul verde dourado prateado violeta turquesa celeste claro",
        "Cisne Lince Panda Golfinho Falcão Texugo Coala Colibri Ouriço Mocho Veado Pardal",
        colour_first=False,
    ),
}
LANGUAGES = tuple(_BY_LANGUAGE)


def pick(language: str, taken: Collection[str], below: Callable[[int], int]) -> str:
    """One that is not `taken`, unless all that come up are; `below(n)` gives 0 to n - 1."""
    words = _BY_LANGUAGE.get(language.lower().partition("-")[0], _BY_LANGUAGE["en"])
    for _try in range(TRIES):
        name = _name(words, below)
        if name not in taken:
            break
    return name


def is_one(name: str) -> bool:
    """Whether the name is one that the program has given."""
    words, _space, number = name.rpartition(" ")
    if not (number.isascii() and number.isdecimal() and len(number) == 2):
        return False
    return any(words in _pairs(one) for one in _BY_LANGUAGE.values())


def _name(words: _Words, below: Callable[[int], int]) -> str:
    colour = words.colours[below(len(words.colours))]
    animal = words.animals[below(len(words.animals))]
    return f"{_pair(words, colour, animal)} {_FIRST_NUMBER + below(_NUMBERS)}"


def _pair(words: _Words, colour: str, animal: str) -> str:
    return f"{colour} {animal}" if words.colour_first else f"{animal} {colour}"


def _pairs(words: _Words) -> set[str]:
    return {_pair(words, colour, animal) for colour in words.colours for animal in words.animals}
