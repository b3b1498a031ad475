"""pushdesk serve."""

import argparse
import signal
from argparse import Namespace
from threading import Event

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.services import preferences
from pushdesk.settings import PUBLIC_URL

_LOOK_AGAIN = 0.25  # seconds


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="0 for any; the bound URL is printed first")
    parser.add_argument("--public-url", metavar="URL", help="how guests reach it; remembered")
    json_too(parser)


def run(app: App, args: Namespace) -> int:
    """Until SIGINT or SIGTERM."""
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ended.set())
    app.open_house()
    if args.public_url is not None:
        preferences.put(app.ctx, PUBLIC_URL, args.public_url)
    app.serve()
    output.answer(
        args, {"url": app.ctx.portal_url, "public_url": app.portal_url}, [app.ctx.portal_url]
    )
    # A signal that comes just before a wait without an end would not end it.
    while not ended.wait(_LOOK_AGAIN):
        pass
    return 0
