"""pushdesk venue list | create | use."""

import argparse
from argparse import Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.errors import NotFound
from pushdesk.i18n import _
from pushdesk.services import channels, venues
from pushdesk.services.venues import Venue


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list the venues; * marks the one of this desk")
    create = actions.add_parser("create", help="one more venue")
    use = actions.add_parser("use", help="the venue that this desk stands in")
    for action in (create, use):
        action.add_argument("name", metavar="NAME")
    for action in (every, create, use):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    {"list": _list, "create": _create, "use": _use}[args.action](app, args)
    return 0


def named(app: App, name: str) -> Venue:
    """Raises NotFound."""
    found = next((one for one in venues.every(app.ctx) if one.name == name), None)
    if found is None:
        raise NotFound(
            _("There is no venue “{name}”.").format(name=name[:60]),
            _("Capitals and spaces count."),
            _("Look at “pushdesk venue list” for the right one."),
        )
    return found


def _list(app: App, args: Namespace) -> None:
    every = [_facts(app, venue) for venue in venues.every(app.ctx)]
    output.answer(
        args,
        every,
        (f"{'*' if one['chosen'] else ' '} {one['channels']:>4}  {one['name']}" for one in every),
    )


def _create(app: App, args: Namespace) -> None:
    _tell(app, venues.create(app.ctx, args.name), args)


def _use(app: App, args: Namespace) -> None:
    _tell(app, venues.choose(app.ctx, named(app, args.name).id), args)


def _tell(app: App, venue: Venue, args: Namespace) -> None:
    output.answer(args, _facts(app, venue), [venue.name])


def _facts(app: App, venue: Venue) -> dict[str, object]:
    return {
        "id": venue.id,
        "name": venue.name,
        "channels": len(channels.every(app.ctx, venue_id=venue.id)),
        "chosen": venue.id == venues.get(app.ctx).id,
    }
