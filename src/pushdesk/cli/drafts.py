"""pushdesk drafts list | show | send | delete | schedule | unschedule."""

import argparse
import json
from argparse import Namespace
from collections.abc import Callable

from pushdesk.app import App
from pushdesk.cli import output, request_options, sending
from pushdesk.cli.options import json_too
from pushdesk.domain import requests
from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import drafts, quiet, repeats
from pushdesk.services.context import Context
from pushdesk.services.drafts import Draft

_ONE: dict[str, Callable[[Context, str], Draft]] = {
    "show": drafts.get,
    "delete": drafts.delete,
    "unschedule": drafts.unschedule,
}


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list drafts and scheduled messages")
    show = actions.add_parser("show", help="show one")
    send = actions.add_parser("send", help="send one now; it stays as it is")
    delete = actions.add_parser("delete", help="delete one")
    schedule = actions.add_parser("schedule", help="send one at a time, or again and again")
    unschedule = actions.add_parser("unschedule", help="send one at no time")
    for action in (show, send, delete, schedule, unschedule):
        action.add_argument("id", metavar="ID")
    send.add_argument("--wait", action="store_true", help="until shown or ended, 15 s at most")
    schedule.add_argument("--at", metavar="TIME", help="18:00 or 2026-12-24T18:00; else now")
    schedule.add_argument("--repeat", default="", metavar="RRULE", help="such as FREQ=DAILY")
    for action in (every, show, send, delete, schedule, unschedule):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    match args.action:
        case "list":
            _list(app, args)
        case "send":
            return _send(app, args)
        case "schedule":
            _say(app, _schedule(app, args.id, args), args)
        case action:
            _say(app, _ONE[action](app.ctx, args.id), args)
    return 0


def keep(app: App, request: Request, args: Namespace) -> int:
    """As a draft, with `args.at` or `args.repeat` a scheduled one; nothing stays if that fails."""
    draft = drafts.save(app.ctx, request)
    if args.at or args.repeat:
        try:
            draft = _schedule(app, draft.id, args)
        except UserError:
            drafts.delete(app.ctx, draft.id)
            raise
        if not app.runs_elsewhere:
            output.complaint(_("It leaves while the desk or “pushdesk serve” runs."))
    _say(app, draft, args)
    return 0


def _schedule(app: App, draft_id: str, args: Namespace) -> Draft:
    now = app.ctx.clock.now()
    at = request_options.time_of(app.ctx, args.at) if args.at else now
    return drafts.schedule(app.ctx, draft_id, at, args.repeat)


def _list(app: App, args: Namespace) -> None:
    every = drafts.every(app.ctx)
    output.answer(args, [_facts(draft) for draft in every], (_line(app, draft) for draft in every))


def _send(app: App, args: Namespace) -> int:
    draft = drafts.get(app.ctx, args.id)
    return sending.send_now(app, draft.request, f"draft:{draft.id}", args)


def _say(app: App, draft: Draft, args: Namespace) -> None:
    output.answer(args, _facts(draft), [_line(app, draft)])


def _line(app: App, draft: Draft) -> str:
    title = draft.request.title or draft.request.template
    return "  ".join(part for part in (draft.id, title, _when(app, draft), draft.note) if part)


def _when(app: App, draft: Draft) -> str:
    if draft.send_at is None:
        return {"draft": _("draft"), "done": _("done"), "scheduled": ""}[draft.state]
    zone = repeats.zone_named(draft.zone) if draft.zone else quiet.zone(app.ctx)
    when = f"{draft.send_at.astimezone(zone):%Y-%m-%d %H:%M}"
    if not draft.repeats:
        return when
    return (
        f"{when} ({repeats.sentence(draft.repeats, draft.began_at or draft.send_at, draft.zone)})"
    )


def _facts(draft: Draft) -> dict[str, object]:
    return {
        "draft": draft.id,
        "state": draft.state,
        "send_at": draft.send_at.isoformat() if draft.send_at else None,
        "repeats": draft.repeats,
        "zone": draft.zone,
        "sent": draft.sent,
        "note": draft.note,
        "request": json.loads(requests.to_json(draft.request)),
    }
