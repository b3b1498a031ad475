"""pushdesk backup."""

import argparse
from argparse import Namespace
from pathlib import Path

from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.paths import DataDir
from pushdesk.runtime.clock import SystemClock
from pushdesk.services import backups


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    json_too(parser)


def run(data_dir: DataDir, args: Namespace) -> int:
    backups.backup(data_dir, args.file, SystemClock().now())
    output.answer(
        args,
        {"file": str(args.file)},
        [
            _("{file} holds everything, also the key that reaches your guests.").format(
                file=args.file
            ),
            _("Keep it where only you can read it."),
        ],
    )
    return 0
