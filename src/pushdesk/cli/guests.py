"""pushdesk guests import | export | erase | search."""

import argparse
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.domain import pushed_id
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import erasure, guest_lists, guest_records, guests
from pushdesk.services.guest_lists import Plan, PlannedLine, Result, What
from pushdesk.services.guest_records import Found

_MOST_FOUND = 50


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    parser = commands.add_parser("guests", help="import, export, find and erase guests")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    import_ = actions.add_parser("import", help="take in a list of guests")
    import_.add_argument("file", type=Path, metavar="FILE.csv")
    import_.add_argument("--dry-run", action="store_true", help="only say what each line would do")
    export = actions.add_parser("export", help="write the list of all guests")
    export.add_argument("-o", "--output", type=Path, metavar="FILE.csv", help="else it is printed")
    erase = actions.add_parser("erase", help="forget a guest for good")
    erase.add_argument("pushed_id", metavar="PUSHED_ID")
    search = actions.add_parser("search", help="find guests")
    search.add_argument("text", metavar="TEXT", help="how a name, own ID or e-mail address begins")
    for action in (import_, export, erase, search):
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document"
        )


def run(app: App, args: Namespace) -> int:
    """1 where not one line of a list could be taken in."""
    actions = {"import": _import, "export": _export, "erase": _erase, "search": _search}
    return actions[args.action](app, args)


def _import(app: App, args: Namespace) -> int:
    plan = guest_lists.read(app.ctx, _read(args.file))
    if args.dry_run:
        return _show_plan(plan, as_json=args.json)
    result = guest_lists.apply(app.ctx, plan)
    if args.json:
        output.document({**_counts(result), "lines": _lines(result.lines)})
    else:
        output.lines([_sentence(result)])
        for line in _texts(result.lines):
            output.complaint(line)
    return 1 if result.refused == len(plan.lines) > 0 else 0


def _show_plan(plan: Plan, *, as_json: bool) -> int:
    if as_json:
        output.document({"lines": _lines(plan.lines)})
    else:
        output.lines(_texts(plan.lines))
        output.lines([_("Nothing has been changed.")])
    return 0


def _export(app: App, args: Namespace) -> int:
    if args.output is None:
        _print_list(app, as_json=args.json)
        return 0
    try:
        with args.output.open("w", encoding="utf-8", newline="") as file:
            number = guest_lists.write(app.ctx, file.write)
    except OSError as error:
        raise UserError(
            _("{file} could not be written.").format(file=args.output),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place."),
        ) from error
    if args.json:
        output.document({"file": str(args.output), "guests": number})
    else:
        sentence = ngettext("{file} has {n} guest.", "{file} has {n} guests.", number)
        output.lines([sentence.format(file=args.output, n=number)])
    return 0


def _print_list(app: App, *, as_json: bool) -> None:
    if as_json:
        output.document({"csv": guest_lists.export(app.ctx)})
    else:
        guest_lists.write(
            app.ctx, lambda text: output.lines(text.removesuffix("\r\n").split("\r\n"))
        )


def _erase(app: App, args: Namespace) -> int:
    guest = guests.find(app.ctx, args.pushed_id)
    erasure.erase(app.ctx, guest.id)
    if args.json:
        output.document({"erased": guest.pushed_id})
    else:
        whole = pushed_id.grouped(guest.pushed_id)
        output.lines([_("All that was known of {id} is erased.").format(id=whole)])
    return 0


def _search(app: App, args: Namespace) -> int:
    found = guest_records.search(app.ctx, args.text, _MOST_FOUND)
    if args.json:
        output.document([_facts(guest) for guest in found])
    else:
        output.lines(
            f"{guest.pushed_id}  {guest.devices:>3}  {guest.language:<5}  {guest.name}"
            for guest in found
        )
    return 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(
            _("{file} can't be read.").format(file=file),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another file."),
        ) from error


def _counts(result: Result) -> dict[str, object]:
    return {
        "created": result.created,
        "updated": result.updated,
        "skipped": result.skipped,
        "refused": result.refused,
    }


def _lines(lines: Iterable[PlannedLine]) -> list[dict[str, object]]:
    return [
        {"number": line.number, "what": line.what.value, "sentence": line.sentence}
        for line in lines
    ]


def _texts(lines: Iterable[PlannedLine]) -> list[str]:
    words = {
        What.CREATE: _("create"),
        What.UPDATE: _("update"),
        What.SKIP: _("skip"),
        What.REFUSE: _("refuse"),
    }
    return [
        _("Line {number}: {what}. {sentence}").format(
            number=line.number, what=words[line.what], sentence=line.sentence
        )
        for line in lines
    ]


def _sentence(result: Result) -> str:
    return _(
        "{created} created, {updated} updated, {skipped} as before, {refused} refused."
    ).format(
        created=result.created,
        updated=result.updated,
        skipped=result.skipped,
        refused=result.refused,
    )


def _facts(guest: Found) -> dict[str, object]:
    return {
        "pushed_id": guest.pushed_id,
        "name": guest.name,
        "language": guest.language,
        "email": guest.email,
        "devices": guest.devices,
        "last_seen_at": guest.last_seen_at.isoformat(),
    }
