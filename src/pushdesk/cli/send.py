"""pushdesk send."""

import argparse
from argparse import ArgumentParser, Namespace

from pushdesk.app import App
from pushdesk.cli import drafts, request_options, sending
from pushdesk.cli.options import json_too
from pushdesk.cli.request_options import variable

__all__ = ["SOURCE", "add_options", "add_words", "run", "variable"]

SOURCE = "command"


def add_options(parser: argparse.ArgumentParser) -> None:
    request_options.add_targets(parser)
    add_words(parser)
    request_options.add_validity(parser)
    parser.add_argument("--wait", action="store_true", help="until shown or ended, 15 s at most")
    json_too(parser)


def add_words(parser: ArgumentParser) -> None:
    request_options.add_words(parser)
    request_options.add_reach(parser)
    parser.add_argument("--until", metavar="TIME", help="the moment when it is worth nothing more")
    parser.add_argument("--at", metavar="TIME", help="not now but then: 18:00, 2026-12-24T18:00")
    parser.add_argument(
        "--repeat", default="", metavar="RRULE", help="again and again, such as FREQ=DAILY"
    )
    parser.add_argument("--draft", action="store_true", help="keep it, and send it another time")


def run(app: App, args: Namespace) -> int:
    request = request_options.request(app.ctx, args)
    if args.draft or args.at or args.repeat:
        return drafts.keep(app, request, args)
    return sending.send_now(app, request, SOURCE, args)
