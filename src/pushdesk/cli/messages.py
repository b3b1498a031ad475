"""pushdesk messages list | show | pause | resume | cancel."""

import argparse
from argparse import Namespace
from collections.abc import Callable

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.services import broadcasts
from pushdesk.services.broadcasts import Broadcast
from pushdesk.services.context import Context

_ONE: dict[str, Callable[[Context, str], Broadcast]] = {
    "show": broadcasts.get,
    "pause": broadcasts.pause,
    "resume": broadcasts.resume,
    "cancel": broadcasts.cancel,
}


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list the latest messages")
    every.add_argument("--running", action="store_true", help="only those that are on their way")
    every.add_argument("--limit", type=int, default=20, metavar="N", help="20 unless told")
    show = actions.add_parser("show", help="how far one has come")
    pause = actions.add_parser("pause", help="send nothing more of it for now")
    resume = actions.add_parser("resume", help="go on sending it")
    cancel = actions.add_parser("cancel", help="take back what has not left")
    for action in (show, pause, resume, cancel):
        action.add_argument("id", metavar="ID")
    for action in (every, show, pause, resume, cancel):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    if args.action == "list":
        _list(app, args)
    else:
        one = _ONE[args.action](app.ctx, args.id)
        output.answer(args, _facts(one), [_line(one)])
    return 0


def _list(app: App, args: Namespace) -> None:
    limit = max(0, args.limit)
    every = broadcasts.running(app.ctx) if args.running else broadcasts.recent(app.ctx, limit)
    output.answer(args, [_facts(one) for one in every], (_line(one) for one in every))


def _line(one: Broadcast) -> str:
    counts = ", ".join(f"{number} {state}" for state, number in one.counts.items())
    far = _("{done} of {devices} devices").format(done=one.done, devices=one.devices)
    said = f"{one.id}  {one.created_at.astimezone():%Y-%m-%d %H:%M}  {one.state:<9}  {far}"
    return f"{said}  {one.title}" + (f"  ({counts})" if counts else "")


def _facts(one: Broadcast) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "state": one.state.value,
        "purpose": one.purpose.value,
        "created_at": one.created_at.isoformat(),
        "starts_at": one.starts_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "recipients": one.guests,
        "devices": one.devices,
        "entered": one.entered,
        "done": one.done,
        "counts": {state.value: number for state, number in one.counts.items()},
        "per_second": one.per_second,
        "seconds_left": one.seconds_left,
    }
