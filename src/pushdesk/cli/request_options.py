"""The options that say what is sent to whom, and the request that they make."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import datetime

from pushdesk.cli.durations import duration
from pushdesk.cli.moments import moment
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Purpose, Request
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import messages, quiet
from pushdesk.services.context import Context
from pushdesk.services.messages import URGENCIES

_TARGETS = "app, channel:ALIAS, pushed_id:ID, audience:NAME, own:SYSTEM/ID, email:ADDRESS"
_TIME = "18:00 or 2026-12-24T18:00"
# Up to a bar that stands in no placeholder.
_WORDING = re.compile(r"((?:\{[^{}]*\}|[^|])*)(?:\|(.*))?", re.DOTALL)


def add_targets(parser: ArgumentParser) -> None:
    for option, help_ in (("--to", _TARGETS), ("--exclude", "not these")):
        parser.add_argument(
            option,
            required=option == "--to",
            nargs="+",
            action="extend",
            default=[],
            metavar="TARGET",
            help=help_,
        )


def add_reach(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--subscribed-from", metavar="TIME", help=f"only who subscribed since: {_TIME}"
    )
    parser.add_argument("--subscribed-to", metavar="TIME", help="only who subscribed before")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many guests")
    parser.add_argument(
        "--purpose",
        choices=[purpose.value for purpose in Purpose],
        default=Purpose.VISIT.value,
        help="news goes only to guests who have ticked a category, and never at night",
    )


def add_words(parser: ArgumentParser) -> None:
    """A text of its own, or a template with values."""
    words = parser.add_mutually_exclusive_group(required=True)
    words.add_argument("--title")
    words.add_argument("--template", metavar="NAME", help="see “pushdesk templates list”")
    parser.add_argument("--body", default="", help="may have {name} or {name|friend} in it")
    parser.add_argument("--url", default="", help="what a tap opens; else the guest's own page")
    _many(parser, "--var", "variables", variable, "NAME=VALUE", "a value for {NAME} in the text")
    _many(
        parser, "--translation", "translations", translation, "LANG=TITLE|BODY", "for guests of it"
    )
    _many(parser, "--button", "buttons", button, "TITLE=URL", "two at most")
    parser.add_argument("--icon", default="", metavar="URL", help="a small picture, https")
    parser.add_argument("--image", default="", metavar="URL", help="a large picture, https")


def add_validity(parser: ArgumentParser) -> None:
    parser.add_argument("--ttl", type=duration, metavar="10m", help="how long it is worth sending")
    parser.add_argument("--urgency", choices=URGENCIES)


def request(ctx: Context, args: Namespace) -> Request:
    """Raises UserError for targets and times that are none."""
    if args.template and args.body:
        raise UserError(
            _("A template has its own text."),
            "",
            _("Leave out --body, or give --title instead of --template."),
        )
    return Request(
        to=tuple(messages.read_target(text) for text in args.to),
        exclude=tuple(messages.read_target(text) for text in args.exclude),
        subscribed=_window(ctx, args),
        limit=args.limit,
        title=args.title or "",
        body=args.body,
        url=args.url,
        template=args.template or "",
        variables=dict(args.variables),
        translations=dict(args.translations),
        ttl=args.ttl,
        until=time_of(ctx, args.until) if args.until else None,
        urgency=args.urgency,
        purpose=Purpose(args.purpose),
        icon=args.icon,
        image=args.image,
        buttons=tuple(args.buttons),
    )


def time_of(ctx: Context, text: str, *, to_come: bool = True) -> datetime:
    """By the venue's clock."""
    return moment(text, quiet.zone(ctx), ctx.clock.now(), to_come=to_come)


def variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"“{text}” is no variable: give NAME=VALUE")
    return name, value


def translation(text: str) -> tuple[str, Wording]:
    language, equals, words = text.partition("=")
    parts = _WORDING.fullmatch(words)
    if not equals or parts is None:
        raise ArgumentTypeError(f"“{text}” is no translation: give LANG=TITLE|BODY")
    return language, Wording(parts[1], parts[2] or "")


def button(text: str) -> Button:
    title, equals, url = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"“{text}” is no button: give TITLE=URL")
    return Button(title, url)


def _many(
    parser: ArgumentParser,
    option: str,
    dest: str,
    read: Callable[[str], object],
    metavar: str,
    help_: str,
) -> None:
    parser.add_argument(
        option,
        type=read,
        action="append",
        default=[],
        dest=dest,
        metavar=metavar,
        help=help_,
    )


def _window(ctx: Context, args: Namespace) -> tuple[datetime | None, datetime | None] | None:
    begin, end = (
        time_of(ctx, text, to_come=False) if text else None
        for text in (args.subscribed_from, args.subscribed_to)
    )
    return (begin, end) if begin or end else None
