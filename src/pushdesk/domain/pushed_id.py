"""The Pushed ID: made, checked, repaired after a wrong keyboard layout, grouped for people.

13 random symbols and a check symbol. Symbols s, each with its place in ALPHABET, are valid together
when the sum of s[i] * 2^(13 - i) leaves 1 modulo 29: the recursion of ISO 7064's pure systems. The
modulus is the prime above 26, so each wrong symbol and each pair of swapped symbols is found,
neighbours or not. (The hybrid system MOD 27,26 lets one swap in 325 pass.) Where the check symbol
would be one of the three that the alphabet lacks, another ID is drawn: 60.9 random bits.
"""

import secrets
import unicodedata
from typing import Final

# No A Q W Z Y M, which move between QWERTY, AZERTY and QWERTZ; no I O 0 1, which people confuse.
ALPHABET: Final = "BCDEFGHJKLNPRSTUVX23456789"
LENGTH: Final = 14
MODULUS: Final = 29

# What a layout types where a scanner that believes in a US keyboard presses 2 3 4 5 6 7 8 9.
# Letters of the alphabet stay where they are; caps lock and shift lock change their case only.
DIGITS: Final = "23456789"
LAYOUTS: Final = {
    "AZERTY, France": "É\"'(-È_Ç",
    "AZERTY, Belgium": "É\"'(§È!Ç",
    "QWERTZ, Czechia": "ĚŠČŘŽÝÁÍ",
    "QWERTY, USA, shift lock": "@#$%^&*(",
    "QWERTY, United Kingdom, shift lock": '"£$%^&*(',
    "QWERTZ, Germany, shift lock": '"§$%&/()',
}

_LONGEST_TYPED = 64
_PLACE = {symbol: place for place, symbol in enumerate(ALPHABET)}
_READINGS = tuple(str.maketrans(typed, DIGITS) for typed in LAYOUTS.values())
# What each digit becomes where one layout has typed it and another one is taken for it: there
# `repair` could find two IDs.
_MISTAKEN = tuple(
    str.maketrans(DIGITS, typed.translate(reading))
    for typed in LAYOUTS.values()
    for reading in _READINGS
)
_SEPARATORS = frozenset({"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"})


def new() -> str:
    """An ID from the system's random source that every layout in LAYOUTS leaves readable."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        check = (1 - 2 * _remainder(body)) % MODULUS
        if check >= len(ALPHABET):
            continue
        candidate = body + ALPHABET[check]
        readings = {candidate.translate(mistaken) for mistaken in _MISTAKEN} - {candidate}
        if not any(is_valid(reading) for reading in readings):
            return candidate


def is_valid(text: str) -> bool:
    """Whether the text is an ID as `new` makes it: 14 upper-case symbols and a true check."""
    return len(text) == LENGTH and all(s in _PLACE for s in text) and _remainder(text) == 1


def repair(text: str) -> str | None:
    """The ID that a person or scanner meant; None where there is none, or more than one.

    Spaces, hyphens, case and full width don't matter. Where the check fails, each layout is tried.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    typed = "".join(_upper(character) for character in unicodedata.normalize("NFKC", text))
    plain = _without_separators(typed)
    if is_valid(plain):
        return plain
    readings = {_without_separators(typed.translate(reading)) for reading in _READINGS}
    valid = [reading for reading in readings if is_valid(reading)]
    return valid[0] if len(valid) == 1 else None


def grouped(pushed_id: str) -> str:
    """Three groups that a person can read aloud: "BCDE FGHJK LNPR2"."""
    return f"{pushed_id[:4]} {pushed_id[4:9]} {pushed_id[9:]}"


def typed_on(layout: str, pushed_id: str) -> str:
    """What a scanner set to a US keyboard types on that layout of LAYOUTS."""
    return pushed_id.translate(str.maketrans(DIGITS, LAYOUTS[layout]))


def _remainder(symbols: str) -> int:
    remainder = 0
    for symbol in symbols:
        remainder = (2 * remainder + _PLACE[symbol]) % MODULUS
    return remainder


def _upper(character: str) -> str:
    """Never longer than it was: ß must not become two symbols."""
    upper = character.upper()
    return upper if len(upper) == 1 else character


def _without_separators(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in _SEPARATORS)
