"""The words of the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pushdesk
from pushdesk.cli.commands import COMMANDS, load
from pushdesk.cli.options import json_too

# What Python puts in place of bytes that the terminal's encoding doesn't have (PEP 383).
_UNDECODABLE = re.compile("[\ud800-\udfff]")


class _Command(argparse.ArgumentParser):
    """Learns its options when it is chosen; loading all commands takes longer than most of them."""

    name = ""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        if self.name:
            load(self.name).add_options(self)
        return super().parse_known_args(args, namespace)


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Ends the program with status 2 where the words make no command."""
    parser = _build()
    args = parser.parse_args(argv)
    for value in vars(args).values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and _UNDECODABLE.search(text):
                parser.error(f"{text!a} is no text")
    return args


def _build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pushdesk", description="A guest's own phone is the pager. Alone, it opens the desk."
    )
    parser.add_argument("--version", action="version", version=pushdesk.__version__)
    parser.add_argument(
        "--data-dir", type=_folder, metavar="DIR", help="where this venue's data is"
    )
    parser.add_argument("--database-url", metavar="URL", help="a database server instead")
    json_too(parser, default=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Command)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.help).name = name
    return parser


def _folder(text: str) -> Path | None:
    """An empty one names none, as an empty variable does."""
    return Path(text) if text else None
