"""pushdesk visits: list, recent, add, notify, seat, no-show, correct, recall, late, undo."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.durations import duration
from pushdesk.cli.options import json_too
from pushdesk.errors import NotFound
from pushdesk.i18n import _
from pushdesk.services import (
    delays,
    guests,
    preferences,
    recalls,
    undo,
    visits,
    waiting_list,
)
from pushdesk.services.recalls import Ended
from pushdesk.services.visits import Done
from pushdesk.services.waiting_list import Party, Row
from pushdesk.settings import HOLD

_LONGEST_NUMBER = 10


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="who waits, in the order of joining")
    add = actions.add_parser("add", help="put a party on the list")
    _party(add)
    notify = _of_somebody(actions, "notify", "call a party, or call it again")
    notify.add_argument("--hold", type=duration, metavar="TIME", help="how long the table is held")
    _of_somebody(actions, "seat", "the party has come")
    _of_somebody(actions, "no-show", "the party did not come")
    _of_somebody(actions, "correct", "the call was a mistake: the party waits again, and is told")
    _of_somebody(actions, "recall", "back on the list, for two hours")
    recent = actions.add_parser("recent", help="who has left the list within two hours")
    late = actions.add_parser("late", help="everyone waits longer, and is told")
    late.add_argument("minutes", type=int, metavar="MINUTES")
    late.add_argument("--lane", metavar="LANE", help="only this lane, as in 1–2")
    back = actions.add_parser("undo", help="take a change back, for ten seconds")
    back.add_argument("change", type=int, metavar="CHANGE")
    for action in (every, recent, add, late, back):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    _ACTIONS[args.action](app, args)
    return 0


def _party(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--guest", metavar="PUSHED_ID", help="a guest with a phone")
    parser.add_argument("--name", default="", metavar="NAME")
    parser.add_argument("--size", type=int, default=2, metavar="N")
    parser.add_argument("--quote", type=int, metavar="MINUTES")
    parser.add_argument("--note", action="append", default=[], metavar="TEXT")
    parser.add_argument("--channel", metavar="ALIAS")


def _of_somebody(
    actions: "argparse._SubParsersAction[Any]", name: str, about: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=about)
    parser.add_argument("guest", metavar="GUEST", help="a Pushed ID, or a number on the list")
    json_too(parser)
    return parser


def _list(app: App, args: Namespace) -> None:
    rows = waiting_list.floor(app.ctx).rows
    if args.json:
        output.document([_facts(row) for row in rows])
    else:
        output.lines(f"{row.number:>3} {row.name} ({row.size}) {row.state.value}" for row in rows)


def _add(app: App, args: Namespace) -> None:
    guest_id = guests.find(app.ctx, args.guest).id if args.guest else None
    notes = tuple(args.note)
    party = Party(guest_id, args.name, args.size, args.quote, notes, args.channel)
    row = waiting_list.add(app.ctx, party)
    if args.json:
        output.document(_facts(row))
    else:
        output.lines([_("{name} has number {n}.").format(name=row.name, n=row.number)])


def _notify(app: App, args: Namespace) -> None:
    hold = args.hold or timedelta(minutes=preferences.get(app.ctx, HOLD))
    call = visits.notify(app.ctx, _guest(app, args.guest), hold)
    _tell(args, call, {"message": call.message_id, "times": call.times})


def _seat(app: App, args: Namespace) -> None:
    _tell(args, visits.seat(app.ctx, _guest(app, args.guest)))


def _no_show(app: App, args: Namespace) -> None:
    _tell(args, visits.no_show(app.ctx, _guest(app, args.guest)))


def _correct(app: App, args: Namespace) -> None:
    _tell(args, recalls.correct(app.ctx, _guest(app, args.guest)))


def _recall(app: App, args: Namespace) -> None:
    _tell(args, recalls.recall(app.ctx, _ended(app, args.guest)))


def _recent(app: App, args: Namespace) -> None:
    ended = recalls.recent(app.ctx)
    if args.json:
        output.document([_end_facts(one) for one in ended])
    else:
        output.lines(
            f"{one.number:>3} {one.name} ({one.size}) {one.outcome.value}" for one in ended
        )


def _late(app: App, args: Namespace) -> None:
    _tell(args, delays.late(app.ctx, args.minutes, args.lane))


def _undo(app: App, args: Namespace) -> None:
    sentence = undo.undo(app.ctx, args.change)
    if args.json:
        output.document({"change": args.change, "sentence": sentence})
    else:
        output.lines([sentence])


def _guest(app: App, text: str) -> int:
    if not _is_number(text):
        return guests.find(app.ctx, text).id
    on_list = {row.number: row.guest_id for row in waiting_list.every(app.ctx)}
    if int(text) not in on_list:
        raise NotFound(
            _("Nobody on the list has the number {n}.").format(n=text[:10]),
            "",
            _("See who is there with: pushdesk visits list."),
        )
    return on_list[int(text)]


def _ended(app: App, text: str) -> int:
    if not _is_number(text):
        return guests.find(app.ctx, text).id
    recent = {one.number: one.guest_id for one in recalls.recent(app.ctx)}
    if int(text) not in recent:
        raise NotFound(
            _("The number {n} has not left the list within two hours.").format(n=text[:10]),
            "",
            _("See who has with: pushdesk visits recent."),
        )
    return recent[int(text)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER


def _tell(args: Namespace, done: Done, more: dict[str, object] | None = None) -> None:
    if args.json:
        facts = {"change": done.change_id, "sentence": done.sentence}
        output.document(facts | (more or {}))
    else:
        output.lines([f"{done.sentence} " + _("(change {n})").format(n=done.change_id)])


def _facts(row: Row) -> dict[str, object]:
    return {
        "number": row.number,
        "pushed_id": row.pushed_id,
        "name": row.name,
        "size": row.size,
        "lane": row.lane,
        "state": row.state.value,
        "ahead": row.ahead,
        "joined_at": row.joined_at.isoformat(),
        "quoted_until": _moment(row.quoted_until),
        "called_at": _moment(row.called_at),
        "times_called": row.times_called,
        "hold_until": _moment(row.hold_until),
        "answer": row.answer,
        "on_phone": row.progress.state.value if row.progress else "",
        "on_page": _moment(row.page_shown_at),
        "change": row.change_id,
    }


def _end_facts(one: Ended) -> dict[str, object]:
    return {
        "number": one.number,
        "name": one.name,
        "size": one.size,
        "outcome": one.outcome.value,
        "ended_at": one.ended_at.isoformat(),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


_ACTIONS: dict[str, Callable[[App, Namespace], None]] = {
    "list": _list,
    "add": _add,
    "notify": _notify,
    "seat": _seat,
    "no-show": _no_show,
    "correct": _correct,
    "recall": _recall,
    "recent": _recent,
    "late": _late,
    "undo": _undo,
}
