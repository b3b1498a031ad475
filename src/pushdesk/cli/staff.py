"""pushdesk staff list | add | pin | role | archive | log."""

import argparse
import getpass
import sys
from argparse import Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.errors import NotFound
from pushdesk.i18n import _
from pushdesk.services import audits, staff
from pushdesk.services.staff import Role, Staff


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list who works here")
    add = actions.add_parser("add", help="let somebody in; the PIN is asked, or read from stdin")
    pin = actions.add_parser("pin", help="give a new PIN; asked, or read from stdin")
    role = actions.add_parser("role", help="change what somebody may do")
    archive = actions.add_parser("archive", help="somebody works here no more")
    log = actions.add_parser("log", help="who did what, the latest first")
    for action in (add, pin, role, archive):
        action.add_argument("name", metavar="NAME")
    roles = [role.value for role in Role]
    add.add_argument("--role", choices=roles, default=Role.HOST.value)
    role.add_argument("role", choices=roles)
    log.add_argument("--limit", type=int, default=50, metavar="N")
    for action in (every, add, pin, role, archive, log):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    actions = {
        "list": _list, "add": _add, "pin": _pin, "role": _role, "archive": _archive, "log": _log,
    }  # fmt: skip
    actions[args.action](app, args)
    return 0


def named(app: App, name: str) -> Staff:
    """Raises NotFound."""
    found = next((one for one in staff.every(app.ctx) if one.name == name), None)
    if found is None:
        raise NotFound(
            _("Nobody called “{name}” works here.").format(name=name[:60]),
            _("Capitals and spaces count."),
            _("Look at “pushdesk staff list” for the right name."),
        )
    return found


def _list(app: App, args: Namespace) -> None:
    every = staff.every(app.ctx)
    output.answer(
        args, [_facts(one) for one in every], (f"{one.role:<8} {one.name}" for one in every)
    )


def _add(app: App, args: Namespace) -> None:
    _tell(staff.add(app.ctx, args.name, _ask_pin(), Role(args.role)), args)


def _pin(app: App, args: Namespace) -> None:
    found = named(app, args.name)
    staff.change_pin(app.ctx, found.id, _ask_pin())
    _tell(found, args)


def _role(app: App, args: Namespace) -> None:
    staff.change_role(app.ctx, named(app, args.name).id, Role(args.role))
    _tell(named(app, args.name), args)


def _archive(app: App, args: Namespace) -> None:
    found = named(app, args.name)
    staff.archive(app.ctx, found.id)
    _tell(found, args)


def _log(app: App, args: Namespace) -> None:
    deeds = audits.recent(app.ctx, max(1, args.limit))
    if args.json:
        output.document(
            [
                {
                    "at": deed.at.isoformat(),
                    "who": deed.staff,
                    "what": deed.action,
                    "guest": deed.guest,
                    "number": deed.number,
                    "undone": deed.undone,
                }
                for deed in deeds
            ]
        )
        return
    output.lines(
        f"{deed.at.astimezone():%Y-%m-%d %H:%M:%S}  {deed.staff or '-':<16} {deed.action:<10} "
        f"{deed.number:>4} {deed.guest}"
        for deed in deeds
    )


def _ask_pin() -> str:
    """Never an argument: other users of the computer can read those."""
    if sys.stdin.isatty():
        return getpass.getpass(_("PIN: "))
    return sys.stdin.readline().strip()


def _tell(one: Staff, args: Namespace) -> None:
    output.answer(args, _facts(one), [f"{one.name}: {one.role}"])


def _facts(one: Staff) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "role": one.role.value}
