"""pushdesk audiences list | show | create | add | remove | delete | pixel."""

import argparse
from argparse import Namespace
from dataclasses import asdict

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _, ngettext
from pushdesk.services import audiences, guests, pixels
from pushdesk.services.audiences import Audience, Reach


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list the audiences")
    show = actions.add_parser("show", help="what an audience means, and whom it reaches now")
    create = actions.add_parser("create", help="create an audience")
    add = actions.add_parser("add", help="put a guest into one that is kept by hand")
    remove = actions.add_parser("remove", help="take a guest out again")
    delete = actions.add_parser("delete", help="delete an audience; its guests stay guests")
    pixel = actions.add_parser("pixel", help="what your web site needs to put guests into it")
    for action in (show, create, add, remove, delete, pixel):
        action.add_argument("name", metavar="NAME")
    for action in (add, remove):
        action.add_argument("pushed_id", metavar="PUSHED_ID")
    create.add_argument("--condition", metavar="JSON", help='such as {"language": "de"}')
    pixel.add_argument("--off", action="store_true", help="the web site puts nobody in any more")
    for action in (every, show, create, add, remove, delete, pixel):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    {
        "list": _list,
        "show": _show,
        "create": _create,
        "add": _add,
        "remove": _remove,
        "delete": _delete,
        "pixel": _pixel,
    }[args.action](app, args)
    return 0


def _list(app: App, args: Namespace) -> None:
    every = audiences.every(app.ctx)
    if args.json:
        output.document([_facts(audience) for audience in every])
    else:
        output.lines(f"{audience.name}: {_meaning(audience)}" for audience in every)


def _show(app: App, args: Namespace) -> None:
    _tell(audiences.show(app.ctx, args.name), as_json=args.json)


def _create(app: App, args: Namespace) -> None:
    condition = audiences.read_condition(args.condition) if args.condition else None
    made = audiences.create(app.ctx, args.name, condition)
    _tell(audiences.show(app.ctx, made.name), as_json=args.json)


def _add(app: App, args: Namespace) -> None:
    audiences.add(app.ctx, args.name, guests.find(app.ctx, args.pushed_id).id)
    _tell(audiences.show(app.ctx, args.name), as_json=args.json)


def _remove(app: App, args: Namespace) -> None:
    audiences.remove(app.ctx, args.name, guests.find(app.ctx, args.pushed_id).id)
    _tell(audiences.show(app.ctx, args.name), as_json=args.json)


def _delete(app: App, args: Namespace) -> None:
    audiences.delete(app.ctx, args.name)
    if args.json:
        output.document({"deleted": args.name})
    else:
        output.lines([_("“{name}” is deleted.").format(name=args.name)])


def _pixel(app: App, args: Namespace) -> None:
    if args.off:
        pixels.switch_off(app.ctx, args.name)
    pixel = None if args.off else pixels.switch_on(app.ctx, args.name)
    if args.json:
        snippets = asdict(pixel) if pixel else {"key": None}
        output.document({"name": args.name, **snippets})
    elif pixel is None:
        output.lines(
            [_("Your web site puts nobody into “{name}” any more.").format(name=args.name)]
        )
    else:
        output.lines([pixel.script, pixel.script_out, pixel.image, pixel.image_out])
        output.lines([pixel.hint] if pixel.hint else [])


def _tell(audience: Audience, *, as_json: bool) -> None:
    if as_json:
        output.document(_facts(audience))
    else:
        reach = [_reach(audience.count)] if audience.count else []
        output.lines([f"{audience.name}: {_meaning(audience)}", *reach])


def _meaning(audience: Audience) -> str:
    if audience.is_smart:
        return audience.sentence
    return ngettext(
        "{n} guest put in by hand", "{n} guests put in by hand", audience.members
    ).format(n=audience.members)


def _reach(count: Reach) -> str:
    return _("Guests reached: {guests}; devices: {devices}; guests without one: {rest}.").format(
        guests=count.guests, devices=count.devices, rest=count.unreachable
    )


def _facts(audience: Audience) -> dict[str, object]:
    facts: dict[str, object] = {
        "name": audience.name,
        "kind": "smart" if audience.is_smart else "static",
        "sentence": audience.sentence,
        "members": audience.members,
    }
    if audience.count is not None:
        facts["guests"] = audience.count.guests
        facts["devices"] = audience.count.devices
        facts["without_device"] = audience.count.unreachable
    return facts
