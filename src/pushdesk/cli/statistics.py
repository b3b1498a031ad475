"""pushdesk statistics [--days N | --message ID] [--csv FILE] | statistics export messages|days."""

import argparse
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import exports, statistics
from pushdesk.services.exports import Write
from pushdesk.services.statistics import Bin, Counts, Detail, Overview, Topic

_DAYS = 30


def add_options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--days", type=int, default=_DAYS, metavar="N", help="until today; 1: hours")
    what.add_argument("--message", metavar="ID", help="one message in detail")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the days into a file")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    export = actions.add_parser("export", help="write a table as CSV")
    export.add_argument("what", choices=("messages", "days"))
    export.add_argument("--days", type=int, default=argparse.SUPPRESS, metavar="N")
    export.add_argument("-o", "--output", type=Path, metavar="FILE.csv", help="else it is printed")
    for each in (parser, export):
        json_too(each)


def run(app: App, args: Namespace) -> int:
    if args.action == "export":
        _export(app, args)
    elif args.message is not None:
        _message(app, args)
    elif args.csv is not None:
        _save(exports.days(app.ctx, args.days), args.csv, as_json=args.json)
    else:
        _overview(statistics.last_days(app.ctx, args.days), as_json=args.json)
    return 0


def _export(app: App, args: Namespace) -> None:
    messages = args.what == "messages"
    write = exports.messages(app.ctx) if messages else exports.days(app.ctx, args.days)
    if args.output is not None:
        _save(write, args.output, as_json=args.json)
    elif args.json:
        parts: list[str] = []
        write(parts.append)
        output.document({"csv": "".join(parts)})
    else:
        write(lambda text: output.lines(text.removesuffix("\r\n").split("\r\n")))


def _save(write: Write, file: Path, *, as_json: bool) -> None:
    number = exports.save(file, write, marked=False)
    if as_json:
        output.document({"file": str(file), "lines": number})
    else:
        sentence = ngettext("{file} has {n} line.", "{file} has {n} lines.", number)
        output.lines([sentence.format(file=file, n=number)])


def _message(app: App, args: Namespace) -> None:
    if args.csv is not None:
        raise UserError(
            _("A single message is not written as CSV."),
            "",
            _("Use: pushdesk statistics export messages -o FILE.csv"),
        )
    detail = statistics.of_message(app.ctx, args.message)
    output.answer(args, _facts(detail), _detail(detail))


def _detail(detail: Detail) -> Iterator[str]:
    line, reach = detail.line, detail.reach
    yield f"{line.public_id}  {line.created_at.isoformat(timespec='seconds')}  {line.title}"
    yield _counts(line.counts)
    yield _("Guests: {all}; on the phone of {shown}; opened by {opened}.").format(
        all=reach.addressed, shown=reach.shown, opened=reach.opened
    )
    for topic, parts in detail.parts.items():
        for name, counts in parts.items():
            yield f"{topic.value} {name or '-'}: {_counts(counts)}"


def _overview(overview: Overview, *, as_json: bool) -> None:
    if as_json:
        bins = [_bin(one) for one in overview.bins]
        now = {"guests": overview.guests, "devices": overview.devices}
        output.document(
            {"now": now, "by": overview.by, "total": _bin(overview.total), "bins": bins}
        )
        return
    output.lines(_line(one) for one in overview.bins if one.messages or one.came or one.left)
    output.lines([_("All: {line}").format(line=_line(overview.total))])
    now_ = _("Now: {guests} guests on {devices} devices.")
    output.lines([now_.format(guests=overview.guests, devices=overview.devices)])


def _line(one: Bin) -> str:
    return _("{begin}  messages: {messages}; {counts}; opted in: {came}, out: {left}").format(
        begin=one.begin.strftime("%Y-%m-%d %H:%M"),
        messages=one.messages,
        counts=_counts(one.counts),
        came=sum(one.came.values()),
        left=sum(one.left.values()),
    )


def _counts(counts: Counts) -> str:
    told = [f"{state}: {counts[state]}" for state in DeliveryState if counts.get(state)]
    return ", ".join(told) or _("no deliveries")


def _bin(one: Bin) -> dict[str, object]:
    return {
        "begin": one.begin.isoformat(),
        "messages": one.messages,
        "counts": _by_state(one.counts),
        "opted_in": dict(one.came),
        "opted_out": dict(one.left),
    }


def _facts(detail: Detail) -> dict[str, object]:
    line, reach = detail.line, detail.reach
    return {
        "id": line.public_id,
        "title": line.title,
        "sent_at": line.created_at.isoformat(),
        "counts": _by_state(line.counts),
        "guests": {"addressed": reach.addressed, "shown": reach.shown, "opened": reach.opened},
        "seconds": [
            {"until": step.until, "shown": step.shown, "opened": step.opened}
            for step in detail.steps
        ],
        "by": {topic.value: _part(detail, topic) for topic in Topic},
    }


def _part(detail: Detail, topic: Topic) -> Mapping[str, object]:
    return {name: _by_state(counts) for name, counts in detail.parts[topic].items()}


def _by_state(counts: Counts) -> dict[str, int]:
    return {state.value: counts[state] for state in DeliveryState if counts.get(state)}
