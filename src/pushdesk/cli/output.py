"""What commands print: sentences for people, or one JSON document."""

import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TextIO

from pushdesk.errors import Cancelled, UserError
from pushdesk.i18n import _


def prepare() -> None:
    """What a terminal can't show becomes an escape, never an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def answer(args: Namespace, value: object, texts: Iterable[str]) -> None:
    """The document where --json was said, else the sentences."""
    if args.json:
        document(value)
    else:
        lines(texts)


def document(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def lines(texts: Iterable[str]) -> None:
    for text in texts:
        _say(text)


def complaint(text: str) -> None:
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _forget_the_rest(sys.stderr)  # nobody is left to tell; the exit status stays


def _say(text: str) -> None:
    """Cancelled where the reader has gone, as `head` does; UserError where it can't be written."""
    try:
        print(text, flush=True)
    except BrokenPipeError as error:
        _forget_the_rest(sys.stdout)
        raise Cancelled from error
    except OSError as error:
        _forget_the_rest(sys.stdout)
        raise UserError(
            _("The answer could not be written."),
            _("The system says: {reason}.").format(reason=error.strerror),
        ) from error


def _forget_the_rest(stream: TextIO) -> None:
    """Python would try once more at its end, and complain with a trace."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
