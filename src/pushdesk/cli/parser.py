"""The words of the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pushdesk
from pushdesk.cli import (
    audiences,
    categories,
    channel,
    drafts,
    events,
    guests,
    messages,
    rules,
    send,
    staff,
    statistics,
    templates,
    venues,
    visits,
)
from pushdesk.cli.options import json_too

_COMMANDS = (
    send,
    messages,
    drafts,
    templates,
    channel,
    venues,
    visits,
    staff,
    guests,
    audiences,
    categories,
    rules,
    events,
    statistics,
)
# What Python puts in place of bytes that the terminal's encoding doesn't have (PEP 383).
_UNDECODABLE = re.compile("[\ud800-\udfff]")


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
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    kiosk = commands.add_parser("kiosk", help="full-screen subscribe QR")
    kiosk.add_argument("--channel", metavar="ALIAS")
    board = commands.add_parser("board", help="full-screen “now called”")
    _serve(commands.add_parser("serve", help="portal and sender without a window"))
    practice = commands.add_parser("practice", help="training on throw-away data")
    practice.add_argument("--headless", action="store_true", help="play the first story and print")
    backup = commands.add_parser("backup", help="write everything into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="bring back a backup")
    restore.add_argument("file", type=Path, metavar="FILE")
    for command in _COMMANDS:
        command.add_parser(commands)
    doctor = commands.add_parser("doctor", help="check what has to be right")
    for plain in (kiosk, board, practice, backup, restore, doctor):
        json_too(plain)
    return parser


def _folder(text: str) -> Path | None:
    """An empty one names none, as an empty variable does."""
    return Path(text) if text else None


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="0 for any; the bound URL is printed first")
    parser.add_argument("--public-url", metavar="URL", help="how guests reach it; remembered")
    json_too(parser)
