"""pushdesk guests import | export | search | history | prove | merge | erase."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Any

from pushdesk.app import App
from pushdesk.cli import guest_lists, output
from pushdesk.cli.options import json_too
from pushdesk.domain import emails, pushed_id
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import (
    email_proof,
    erasure,
    guest_history,
    guest_merge,
    guest_records,
    guests,
)
from pushdesk.services.guest_records import Found, GuestRecord

_MOST_FOUND = 50


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    import_ = actions.add_parser("import", help="take in a list of guests")
    import_.add_argument("file", type=Path, metavar="FILE.csv")
    import_.add_argument("--dry-run", action="store_true", help="only say what each line would do")
    export = actions.add_parser("export", help="write the list of all guests")
    export.add_argument("-o", "--output", type=Path, metavar="FILE.csv", help="else it is printed")
    search = actions.add_parser("search", help="find guests")
    search.add_argument("text", metavar="TEXT", help="how a name, own ID or e-mail address begins")
    history = actions.add_parser("history", help="what happened to a guest")
    erase = actions.add_parser("erase", help="forget a guest for good")
    for action in (history, erase):
        action.add_argument("pushed_id", metavar="PUSHED_ID")
    for action in (import_, export, search, history, erase, _prove_parser(actions)):
        json_too(action)
    json_too(_merge_parser(actions))


def _prove_parser(actions: "argparse._SubParsersAction[Any]") -> argparse.ArgumentParser:
    prove: argparse.ArgumentParser = actions.add_parser(
        "prove", help="mail a code to a guest's address, or compare what the guest reads there"
    )
    prove.add_argument("guest", metavar="ADDRESS|PUSHED_ID", help="the address has to be noted")
    which = prove.add_mutually_exclusive_group()
    which.add_argument("--code", metavar="CODE", help="what the guest reads in the mail")
    which.add_argument("--seen", action="store_true", help="staff saw that it is theirs")
    return prove


def _merge_parser(actions: "argparse._SubParsersAction[Any]") -> argparse.ArgumentParser:
    merge: argparse.ArgumentParser = actions.add_parser(
        "merge", help="make two records of one person one; there is no way back"
    )
    merge.add_argument("pushed_id", metavar="PUSHED_ID", help="whose record stays")
    merge.add_argument("other", metavar="OTHER_ID", help="whose record goes into it")
    merge.add_argument("--dry-run", action="store_true", help="only say what it would be")
    return merge


def run(app: App, args: Namespace) -> int:
    """1 where not one line of a list could be taken in."""
    actions = {
        "import": guest_lists.import_,
        "export": guest_lists.export,
        "search": _search,
        "history": _history,
        "prove": _prove,
        "merge": _merge,
        "erase": _erase,
    }
    return actions[args.action](app, args)


def _history(app: App, args: Namespace) -> int:
    moments = guest_history.of_guest(app.ctx, guests.find(app.ctx, args.pushed_id).id)
    output.answer(
        args,
        [
            {
                "at": moment.at.isoformat(),
                "kind": moment.kind.value,
                "sentence": moment.sentence,
                "states": [progress.state.value for progress in moment.progress],
            }
            for moment in moments
        ],
        (f"{moment.at.astimezone():%Y-%m-%d %H:%M}  {moment.sentence}" for moment in moments),
    )
    return 0


def _prove(app: App, args: Namespace) -> int:
    guest = _meant(app, args.guest)
    if args.code is not None:
        guest = email_proof.confirm(app.ctx, guest.id, args.code)
    elif args.seen:
        guest = guest_records.set_email(app.ctx, guest.id, guest.email, proven_by_staff=True)
    else:
        email_proof.request(app.ctx, guest.id, guest.email)
    if args.json:
        facts = {"pushed_id": guest.pushed_id, "email": guest.email, "proven": guest.proven}
        output.document(facts)
    elif guest.proven:
        whole = pushed_id.grouped(guest.pushed_id)
        output.lines([_("{email} is proven for {id}.").format(email=guest.email, id=whole)])
    else:
        sentence = _("A code was mailed to {email}. Compare it with --code CODE.")
        output.lines([sentence.format(email=guest.email)])
    return 0


def _meant(app: App, text: str) -> GuestRecord:
    """By Pushed ID, or by an address that one guest has."""
    address = emails.parse(text)
    if address is None:
        return guest_records.record(app.ctx, guests.find(app.ctx, text).id)
    found = [g for g in guest_records.search(app.ctx, address) if g.email == address]
    if len(found) != 1:
        raise UserError(
            _("{n} guests have the address {email}.").format(n=len(found), email=address),
            "",
            _("Name the guest by the Pushed ID."),
        )
    return guest_records.record(app.ctx, found[0].id)


def _merge(app: App, args: Namespace) -> int:
    into, other = (guests.find(app.ctx, text).id for text in (args.pushed_id, args.other))
    if args.dry_run:
        merged = guest_merge.preview(app.ctx, into, other).record
    else:
        merged = guest_merge.merge(app.ctx, into, other)
    if args.json:
        output.document(_record(merged))
    else:
        output.lines(f"{name}: {value}" for name, value in _record(merged).items() if value)
        if args.dry_run:
            output.lines([_("Nothing has been changed.")])
    return 0


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
    output.answer(
        args,
        [_facts(guest) for guest in found],
        (
            f"{guest.pushed_id}  {guest.devices:>3}  {guest.language:<5}  {guest.name}"
            for guest in found
        ),
    )
    return 0


def _record(guest: GuestRecord) -> dict[str, object]:
    return {
        "pushed_id": guest.pushed_id,
        "name": guest.name,
        "language": guest.language,
        "country": guest.country,
        "email": guest.email,
        "proven": guest.proven,
        "own_ids": [f"{own.system}/{own.value}" for own in guest.own_ids],
        "fields": {field.name: field.value for field in guest.fields},
        "audiences": list(guest.audiences),
    }


def _facts(guest: Found) -> dict[str, object]:
    return {
        "pushed_id": guest.pushed_id,
        "name": guest.name,
        "language": guest.language,
        "email": guest.email,
        "devices": guest.devices,
        "last_seen_at": guest.last_seen_at.isoformat(),
    }
