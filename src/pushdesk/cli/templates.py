"""pushdesk templates list | show | save | reset."""

import argparse
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.durations import duration
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.services import templates
from pushdesk.services.templates import URGENCIES, Template, Wording


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="list the templates")
    show = actions.add_parser("show", help="show one in all its languages")
    save = actions.add_parser("save", help="change the text in one language, and how it is sent")
    reset = actions.add_parser("reset", help="back to the text that came with PushDesk")
    for action in (show, save, reset):
        action.add_argument("name", metavar="NAME")
    save.add_argument("--language", metavar="TAG", help="such as de; else the standard one")
    save.add_argument("--title", help="may have {name} or {name|friend} in it")
    save.add_argument("--body")
    save.add_argument("--standard", metavar="TAG", help="for guests of any other language")
    save.add_argument("--urgency", choices=URGENCIES)
    save.add_argument("--ttl", type=duration, metavar="10m", help="how long it is worth sending")
    for action in (every, show, save, reset):
        json_too(action)


def run(app: App, args: Namespace) -> int:
    {"list": _list, "show": _show, "save": _save, "reset": _reset}[args.action](app, args)
    return 0


def _list(app: App, args: Namespace) -> None:
    every = templates.every(app.ctx)
    output.answer(
        args,
        [_facts(template) for template in every],
        (f"{each.name:<14}  {each.standard.title}" for each in every),
    )


def _show(app: App, args: Namespace) -> None:
    _say(templates.get(app.ctx, args.name), args)


def _save(app: App, args: Namespace) -> None:
    _say(templates.save(app.ctx, _changed(templates.get(app.ctx, args.name), args)), args)


def _reset(app: App, args: Namespace) -> None:
    _say(templates.reset(app.ctx, args.name), args)


def _changed(template: Template, args: Namespace) -> Template:
    """What is not named stays."""
    tag = templates.language_tag(args.language or template.standard_language)
    before = template.wordings.get(tag, Wording(""))
    words = Wording(
        before.title if args.title is None else args.title,
        before.body if args.body is None else args.body,
    )
    return replace(
        template,
        wordings={**template.wordings, tag: words},
        standard_language=args.standard or template.standard_language,
        urgency=args.urgency or template.urgency,
        ttl=template.ttl if args.ttl is None else args.ttl,
    )


def _say(template: Template, args: Namespace) -> None:
    output.answer(args, _facts(template), _sentences(template))


def _sentences(template: Template) -> Iterator[str]:
    yield _("{name}: urgency {urgency}, valid for {n} s, standard language {language}").format(
        name=template.name,
        urgency=template.urgency,
        n=int(template.ttl.total_seconds()),
        language=template.standard_language,
    )
    for tag, wording in template.wordings.items():
        yield f"{tag:<5}  {wording.title}"
        yield from (f"{'':<5}  {line}" for line in wording.body.splitlines())


def _facts(template: Template) -> dict[str, object]:
    return {
        "name": template.name,
        "edited": template.edited,
        "urgency": template.urgency,
        "ttl": int(template.ttl.total_seconds()),
        "standard_language": template.standard_language,
        "texts": {
            tag: {"title": wording.title, "body": wording.body}
            for tag, wording in template.wordings.items()
        },
    }
