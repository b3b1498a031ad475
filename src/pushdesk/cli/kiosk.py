"""pushdesk kiosk: the window runs it; here it is told to start with the computer."""

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

NAME = "pushdesk-kiosk"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="ALIAS")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--at-login", action="store_true", help="from now on, open it at login")
    start.add_argument("--not-at-login", action="store_true", help="not any more")
    json_too(parser)


def run(app: App, args: argparse.Namespace) -> int:
    """Raises UserError for an alias that is no open channel's, or where nothing can be written."""
    login = Login(sys.platform, Path.home(), os.environ)
    if args.not_at_login:
        path, told = login.remove(NAME), _("The kiosk doesn't start at login any more.")
    else:
        path, told = login.add(NAME, _command(app, args)), _("The kiosk starts at login: {path}")
    if args.json:
        output.document({"at_login": args.at_login, "path": str(path)})
    else:
        output.lines([told.format(path=path)])
    return 0


def _command(app: App, args: argparse.Namespace) -> list[str]:
    """The folder is named, because a login knows nothing of this terminal's variables."""
    frozen = bool(getattr(sys, "frozen", False))
    command = autostart.program(sys.executable, sys.platform, frozen=frozen)
    command += ["--data-dir", str(app.data_dir.root.absolute())]
    command += ["--database-url", args.database_url] if args.database_url else []
    if args.channel is None:
        return [*command, "kiosk"]
    return [*command, "kiosk", "--channel", channels.get_open(app.ctx, args.channel).alias]
