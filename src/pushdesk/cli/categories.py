"""pushdesk category list | offer | withdraw."""

import argparse
from argparse import ArgumentTypeError, Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.services import categories


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    every = actions.add_parser("list", help="what guests are offered")
    offer = actions.add_parser("offer", help="offer an audience, or change its labels")
    withdraw = actions.add_parser("withdraw", help="offer it no more; its guests stay in it")
    for action in (offer, withdraw):
        action.add_argument("audience", metavar="AUDIENCE")
    offer.add_argument(
        "--label",
        type=label,
        action="append",
        default=[],
        dest="labels",
        metavar="LANG=TEXT",
        help="such as de=Weinabende; without any, its name",
    )
    for action in (every, offer, withdraw):
        json_too(action)


def label(text: str) -> tuple[str, str]:
    """Language tag and text."""
    tag, equals, words = text.partition("=")
    if not equals or not tag or not words:
        raise ArgumentTypeError(f"{text!r} is no label: write LANG=TEXT")
    return tag, words


def run(app: App, args: Namespace) -> int:
    match args.action:
        case "offer":
            categories.make_category(app.ctx, args.audience, dict(args.labels))
        case "withdraw":
            categories.drop_category(app.ctx, args.audience)
    _list(app, as_json=args.json)
    return 0


def _list(app: App, *, as_json: bool) -> None:
    every = {
        name: dict(categories.labels(app.ctx, name))
        for name in sorted(categories.audience_names(app.ctx))
    }
    if as_json:
        output.document([{"audience": name, "labels": labels} for name, labels in every.items()])
    elif every:
        output.lines(
            "  ".join([name, *(f"{tag}={words}" for tag, words in labels.items())])
            for name, labels in every.items()
        )
    else:
        output.lines([_("No audience is offered as a category.")])
