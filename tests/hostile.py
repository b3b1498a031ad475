"""A million random and hostile inputs to every parser: python -m tests.hostile [NUMBER].

Each is a text that somebody may paste, upload or send. It is read, or refused with one plain
sentence; nothing else may come of it.
"""

import random
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pushdesk.errors import UserError
from pushdesk.services import (
    audiences,
    guest_lists,
    message_words,
    messages,
    repeats,
    rules,
    scans,
    templates,
)
from pushdesk.services.context import Context
from pushdesk.services.message_words import Text
from pushdesk.settings import TIME_ZONE
from pushdesk.store.messages import Draft
from tests import house as houses
from tests import phone_codes
from tests.house import House

Reader = Callable[[str], object]
Trick = Callable[[str, random.Random], str]

SAMPLES: dict[str, tuple[str, ...]] = {
    "template": (
        "Your table is ready, {name|friend}",
        "{{ not one }} but {table}",
        "{own field.2|} {venue} until {until}",
    ),
    "variable": ("table=7", "name=Ömer Ünal", "own field={name}"),
    "CSV": (
        'pushed_id,name,email,language,channel,own:crm\r\n,"Ada, Duke",ada@a.example,en,,42\r\n',
        "name;own:till;field:birthday\nÖmer;7;1990-05-17\n",
    ),
    "condition": (
        '{"all":[{"channel":"VFx7uM"},{"not":{"language":"de"}}]}',
        '{"subscribed":{"from":"2026-11-21T18:00:00+00:00"}}',
        '{"any":[{"seen_within_days":60},{"field":{"name":"city","value":"Graz"}}]}',
    ),
    "schedule": (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10",
        "FREQ=DAILY;UNTIL=20270101T000000Z",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
    ),
    "request": (
        '{"to":[{"app":true},{"own":{"system":"crm","id":"42"}}],"title":"Hello","ttl":600}',
        '{"to":[{"audience":"Regulars"}],"template":"ready","subscribed":{"from":"2026-11-21T18:00Z"}}',
    ),
    "rule": (
        '{"when":{"event":"called"},"then":[{"wait_for":{"event":"answered","within":300,'
        '"came":[{"stop":true}],"over":[{"call_again":true}]}}]}',
        '{"when":{"date":"birthday","at":"10:00","days":0,"yearly":true},'
        '"then":[{"send":"birthday"}]}',
    ),
    "phone code": phone_codes.SAMPLES,
}
# What befalls a format of its own, beside what befalls every text.
TRICKS: dict[str, tuple[Trick, ...]] = {"phone code": phone_codes.TRICKS}
# What parsers have stumbled over: ends of ranges, half characters, marks that turn a line around.
NASTY = (
    *"\0\n\r\t\x1b\u202e\ufeff\ud800\udfff{}|[]\",;:='\\/",
    *(
        "{{",
        "}}",
        "{|",
        "{name",
        "\U0001f98a",
        "e\u0301",
        "NaN",
        "-0",
        "1e999",
        "9" * 400,
        "[" * 3000,
    ),
    *(
        "null",
        "true",
        "'; DROP TABLE guest;--",
        "<script>",
        "=1+1",
        "%s",
        "../..",
        "0001-01-01",
        "A" * 5000,
    ),
)


def main(number: int) -> int:
    print(f"{'parser':<10} {'inputs':>9} {'read':>9} {'refused':>9} {'seconds':>8}")
    with tempfile.TemporaryDirectory() as folder:
        store = houses.open_in(Path(folder))
        for name, read in readers(houses.build(store)).items():
            start = time.perf_counter()
            accepted, refused = attack(name, read, number // len(SAMPLES) + 1)
            seconds = time.perf_counter() - start
            print(f"{name:<10} {accepted + refused:>9} {accepted:>9} {refused:>9} {seconds:>8.1f}")
        store.close()
    return 0


def readers(house: House) -> dict[str, Reader]:
    # A setting that is looked up each time would take longer than the parser.
    ctx = replace(house.ctx, environment={TIME_ZONE.variable: "UTC"})
    house.channel()  # whose code is new comes on it
    return {
        "template": lambda text: templates.check_wording(text[:80], text),
        "variable": lambda text: _with_variable(ctx, *text.partition("=")[::2]),
        "CSV": lambda text: guest_lists.read(ctx, text),
        "condition": audiences.read_condition,
        "schedule": repeats.check,
        "request": messages.read_request,
        "rule": rules.read,
        "phone code": lambda text: scans.person(ctx, text),
    }


def _with_variable(ctx: Context, name: str, value: str) -> Draft:
    return message_words.make_draft(
        ctx,
        1,
        Text("{name}"),
        variables={name: value},
        ttl=timedelta(minutes=10),
        urgency="normal",
        topic="t",
        public_id="1",
    )


def attack(name: str, read: Reader, number: int) -> tuple[int, int]:
    """How many were read and how many refused; anything else comes out as it is."""
    accepted = refused = 0
    tricks = (_mangled, *TRICKS.get(name, ()))
    for text in inputs(SAMPLES[name], tricks, random.Random(name), number):
        try:
            read(text)
            accepted += 1
        except UserError as error:
            check_sentence(error)
            refused += 1
        except Exception:
            print(f"{name} broke on {text!a}", file=sys.stderr)
            raise
    return accepted, refused


def check_sentence(error: UserError) -> None:
    said = str(error)
    assert error.what.endswith((".", "?", "!", "”.")), said
    assert 10 < len(said) < 600, said
    kinds = {unicodedata.category(character) for character in said} - {"Cf"}
    assert not any(kind.startswith("C") for kind in kinds), ascii(said)


def inputs(
    samples: tuple[str, ...], tricks: tuple[Trick, ...], dice: random.Random, number: int
) -> Iterator[str]:
    for _each in range(number):
        text = dice.choice(samples)
        for _time in range(dice.choice((0, 1, 1, 2, 3, 8))):
            text = dice.choice(tricks)(text, dice)
        yield text


def _mangled(text: str, dice: random.Random) -> str:
    begin, end = sorted(dice.randint(0, len(text)) for _end in range(2))
    piece = text[begin:end]
    shuffled = "".join(dice.sample(piece, len(piece)))
    anything = chr(dice.randrange(0x110000))
    other = dice.choice(("", piece + dice.choice(NASTY), piece + piece, anything, shuffled))
    return text[:begin] + other + text[end:]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
