"""pushdesk kiosk: the window runs it; here it, or the board, is told to start at login."""

import argparse
import os
import sys
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.runtime import autostart
from pushdesk.runtime.autostart import Login
from pushdesk.services import channels


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="ALIAS")
    add_login(parser)


def add_login(parser: argparse.ArgumentParser) -> None:
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--at-login", action="store_true", help="from now on, open it at login")
    start.add_argument("--not-at-login", action="store_true", help="not any more")
    json_too(parser)


def run(app: App, args: argparse.Namespace) -> int:
    """Raises UserError for an alias that is no open channel's, or where nothing can be written."""
    login, name = Login(sys.platform, Path.home(), os.environ), f"pushdesk-{args.command}"
    if args.not_at_login:
        path, told = login.remove(name), _("The {screen} doesn't start at login any more.")
    else:
        path, told = login.add(name, _command(app, args)), _("The {screen} starts at login: {path}")
    if args.json:
        output.document({"at_login": args.at_login, "path": str(path)})
    else:
        output.lines([told.format(screen=args.command, path=path)])
    return 0


def _command(app: App, args: argparse.Namespace) -> list[str]:
    """The folder is named, because a login knows nothing of this terminal's variables."""
    frozen = bool(getattr(sys, "frozen", False))
    command = autostart.program(sys.executable, sys.platform, frozen=frozen)
    command += ["--data-dir", str(app.data_dir.root.absolute())]
    command += ["--database-url", args.database_url] if args.database_url else []
    command.append(args.command)
    if args.command != "kiosk" or args.channel is None:
        return command
    return [*command, "--channel", channels.get_open(app.ctx, args.channel).alias]
