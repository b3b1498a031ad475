"""Catalogues as translators write them (.po), read without a compiled copy beside them."""

import gettext
import io
import json
import re
import struct
from pathlib import Path

_MAGIC = 0x950412DE
_WORD = 4
_LINE = re.compile(r'(msgid_plural|msgid|msgstr)?(?:\[\d\])? ?(".*")')


def read(path: Path) -> gettext.GNUTranslations:
    """Raises ValueError for a file with a line that is none of GNU gettext's."""
    entries: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        one, said = _entry(block)
        if said:
            entries[one] = said
    return gettext.GNUTranslations(io.BytesIO(_compiled(entries)))


def _entry(block: str) -> tuple[str, str]:
    """Sentence and translation; the forms of a plural stand one after the other, NUL between."""
    parts: dict[str, list[str]] = {"msgid": [], "msgstr": []}
    key = ""
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"not a line of a catalogue: {line}")
        if found[1]:
            key = "msgstr" if found[1] == "msgstr" else "msgid"
            parts[key].append("")
        # The escapes of GNU gettext that we use are those of JSON.
        parts[key][-1] += json.loads(found[2])
    return "\0".join(parts["msgid"]), "\0".join(parts["msgstr"])


def _compiled(entries: dict[str, str]) -> bytes:
    """What msgfmt makes of it (GNU gettext manual, “The Format of GNU MO Files”)."""
    sentences = sorted((one.encode(), said.encode()) for one, said in entries.items())
    tables = 7 * _WORD
    texts = tables + 4 * _WORD * len(sentences)
    place, pointers, kept = texts, [], b""
    for column in (0, 1):
        for pair in sentences:
            pointers += [len(pair[column]), place + len(kept)]
            kept += pair[column] + b"\0"
    second = tables + 2 * _WORD * len(sentences)
    head = struct.pack("<7I", _MAGIC, 0, len(sentences), tables, second, 0, 0)
    return head + struct.pack(f"<{len(pointers)}I", *pointers) + kept
