"""What commands print: sentences for people, or one JSON document."""

import json
import sys
from collections.abc import Iterable


def document(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)


def lines(texts: Iterable[str]) -> None:
    for text in texts:
        print(text, flush=True)


def complaint(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
