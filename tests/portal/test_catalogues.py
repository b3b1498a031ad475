"""What translators have given for the sentences that guests read."""

import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import PoFileError, read_po

from pushdesk import i18n
from pushdesk.i18n import NAMES, STANDARD, po
from pushdesk.paths import resource_root

LOCALE = resource_root() / "locale"
TRANSLATED = sorted(set(NAMES) - {STANDARD})
_SOURCES = (resource_root().parent / "src", resource_root() / "portal")
_WORDS = parse_keywords(["say", "said"])
_PRINTF = re.compile(r"%\((\w+)\)s")


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "guest.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(of: object) -> tuple[str, ...]:
    return tuple(map(str, of)) if isinstance(of, list | tuple) else (str(of),)


def holes(text: str) -> set[str]:
    """What is put into the sentence at the time that it is said."""
    named = {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field}
    return named | set(_PRINTF.findall(text))


@cache
def in_the_sources() -> set[tuple[str, ...]]:
    with (LOCALE / "guest.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel gives none
    return {
        forms(message)
        for folder in _SOURCES
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder, methods, options, {**DEFAULT_KEYWORDS, **_WORDS}
        )
    }


def test_what_is_shipped_is_what_is_offered() -> None:
    folders = [path.name for path in LOCALE.iterdir() if path.is_dir()]
    assert sorted(folders) == TRANSLATED


def test_the_list_for_translators_is_what_guests_read() -> None:
    with (LOCALE / "guest.pot").open("rb") as file:
        listed = {forms(message.id) for message in messages(read_po(file))}
    assert listed == in_the_sources(), "run: make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_sentence_is_translated_and_keeps_its_holes(language: str) -> None:
    found = catalogue(language)
    assert {forms(message.id) for message in messages(found)} == in_the_sources()
    for message in messages(found):
        said = forms(message.string)
        assert len(said) == (found.num_plurals if message.pluralizable else 1), message.id
        assert not message.fuzzy, message.id
        for text in said:
            assert text.strip(), message.id
            assert text.endswith("\n") == forms(message.id)[-1].endswith("\n"), message.id
            assert holes(text) == holes(forms(message.id)[-1]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_program_reads_what_babel_reads(language: str) -> None:
    read = po.read(LOCALE / language / "guest.po")
    found = catalogue(language)
    assert i18n.tag(read) == language
    for message in messages(found):
        first, last = forms(message.id)[0], forms(message.id)[-1]
        if message.pluralizable:
            assert (read.ngettext(first, last, 1), read.ngettext(first, last, 2)) == message.string
        else:
            assert read.gettext(first) == message.string


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["0 Gruppen warten.", "1 Gruppe wartet.", "2 Gruppen warten."]),
        ("fr", ["0 groupe attend.", "1 groupe attend.", "2 groupes attendent."]),
        ("pt", ["0 grupos à espera.", "1 grupo à espera.", "2 grupos à espera."]),
    ],
)
def test_plurals_are_those_of_the_language(language: str, said: list[str]) -> None:
    one, many = "{n} party is waiting.", "{n} parties are waiting."
    words = i18n.translation(language)
    assert [words.ngettext(one, many, n).format(n=n) for n in range(3)] == said


def test_a_line_that_is_none_of_a_catalogues_is_refused(tmp_path: Path) -> None:
    (broken := tmp_path / "de" / "guest.po").parent.mkdir()
    broken.write_text('msgid "a"\nmsgxyz "b"\n')
    with pytest.raises(PoFileError, match="keyword on 1"):
        po.read(broken)


def test_english_needs_no_babel() -> None:
    code = "import sys, pushdesk.i18n; print('babel' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def test_messages_are_written_in_the_same_languages() -> None:
    for path in (resource_root() / "templates").iterdir():
        assert set(json.loads(path.read_text())["texts"]) == set(NAMES), path.name


def test_a_reader_goes_before_the_computers_own_language() -> None:
    with i18n.reading(i18n.translation("fr-CA", "de")):
        assert i18n._("You are on the list") == "Vous êtes sur la liste"
    assert i18n._("You are on the list") == "You are on the list"


def test_what_is_written_down_is_in_the_desks_language() -> None:
    with i18n.reading(i18n.translation("de")):
        assert i18n.noted("You are on the list") == "You are on the list"


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("de-AT",), "de"),
        (("pt_BR.UTF-8",), "pt"),
        (("nl", "it"), "it"),
        (("en", "it"), "en"),
        (("../de",), "en"),
        (("C",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_there_is(tags: tuple[str, ...], language: str) -> None:
    assert i18n.tag(i18n.translation(*tags)) == language
