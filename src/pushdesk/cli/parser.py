"""The words of the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pushdesk
from pushdesk.cli import audiences, guests, send, templates
from pushdesk.cli.durations import duration
from pushdesk.services.messages import URGENCIES

_TARGETS = "app, channel:ALIAS, pushed_id:ID, audience:NAME, own:SYSTEM/ID, email:ADDRESS"
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
    _json(parser, default=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    kiosk = commands.add_parser("kiosk", help="full-screen subscribe QR")
    kiosk.add_argument("--channel", metavar="ALIAS")
    _serve(commands.add_parser("serve", help="portal and sender without a window"))
    practice = commands.add_parser("practice", help="training on throw-away data")
    practice.add_argument("--headless", action="store_true", help="play the first story and print")
    _channel(commands.add_parser("channel", help="create and list channels, save their QR"))
    _send(commands.add_parser("send", help="send a message"))
    backup = commands.add_parser("backup", help="write everything into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="bring back a backup")
    restore.add_argument("file", type=Path, metavar="FILE")
    guests.add_parser(commands)
    audiences.add_parser(commands)
    templates.add_parser(commands)
    doctor = commands.add_parser("doctor", help="check what has to be right")
    for command in (kiosk, practice, backup, restore, doctor):
        _json(command)
    return parser


def _folder(text: str) -> Path | None:
    """An empty one names none, as an empty variable does."""
    return Path(text) if text else None


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="0 for any; the bound URL is printed first")
    parser.add_argument("--public-url", metavar="URL", help="how guests reach it; remembered")
    _json(parser)


def _channel(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="create a channel")
    create.add_argument("name", metavar="NAME")
    every = actions.add_parser("list", help="list the channels")
    qr = actions.add_parser("qr", help="save a channel's subscribe QR")
    qr.add_argument("alias", metavar="ALIAS")
    qr.add_argument("-o", "--output", type=Path, metavar="FILE", help="ends in .png, .svg or .pdf")
    for action in (create, every, qr):
        _json(action)


def _send(parser: argparse.ArgumentParser) -> None:
    for option, help_ in (("--to", _TARGETS), ("--exclude", "not these")):
        parser.add_argument(
            option,
            required=option == "--to",
            nargs="+",
            action="extend",
            default=[],
            metavar="TARGET",
            help=help_,
        )
    send.add_words(parser)
    parser.add_argument("--ttl", type=duration, metavar="10m", help="how long it is worth sending")
    parser.add_argument("--urgency", choices=URGENCIES)
    parser.add_argument("--wait", action="store_true", help="until shown or ended, 15 s at most")
    _json(parser)


def _json(parser: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    """Before the command or after it: there it must not take back what was said before."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print one JSON document"
    )
