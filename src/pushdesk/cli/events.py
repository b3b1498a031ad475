"""pushdesk events record | list."""

import argparse
from argparse import Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.cli.send import variable
from pushdesk.i18n import _
from pushdesk.services import events, guests
from pushdesk.services.events import Happened


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    record = actions.add_parser("record", help="say that something has happened to a guest")
    record.add_argument("pushed_id", metavar="PUSHED_ID")
    record.add_argument("name", metavar="NAME", help="such as purchase or cart.abandoned")
    record.add_argument(
        "--var",
        type=variable,
        action="append",
        default=[],
        dest="properties",
        metavar="NAME=VALUE",
        help="a property of the event",
    )
    every = actions.add_parser("list", help="the latest events")
    every.add_argument("pushed_id", metavar="PUSHED_ID", nargs="?", default="")
    every.add_argument("--limit", type=int, default=50, metavar="N")
    for action in (record, every):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    {"record": _record, "list": _list}[args.action](app, args)
    return 0


def _record(app: App, args: Namespace) -> None:
    guest = guests.find(app.ctx, args.pushed_id)
    events.record(app.ctx, guest.id, args.name, dict(args.properties))
    output.answer(
        args,
        {"pushed_id": guest.pushed_id, "name": args.name},
        [_("“{name}” is recorded.").format(name=args.name)],
    )


def _list(app: App, args: Namespace) -> None:
    found = (
        events.of_guest(app.ctx, guests.find(app.ctx, args.pushed_id).id, args.limit)
        if args.pushed_id
        else events.recent(app.ctx, args.limit)
    )
    output.answer(
        args,
        [_facts(event) for event in found],
        (f"{one.at:%Y-%m-%d %H:%M:%S} {one.name} {_pairs(one)}".rstrip() for one in found),
    )


def _pairs(event: Happened) -> str:
    return " ".join(f"{name}={text}" for name, text in event.properties.items())


def _facts(event: Happened) -> dict[str, object]:
    return {
        "name": event.name,
        "properties": dict(event.properties),
        "source": event.source,
        "at": event.at.isoformat(),
    }
