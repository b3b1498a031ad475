"""pushdesk channel create | list | show | qr | rename | archive | restore | order | …"""

import argparse
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output, venues
from pushdesk.cli.options import json_too
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import channels, links
from pushdesk.services.channels import Channel, Subscriber

_QR_PIXELS = 1024
_ANSWERS = {"yes": True, "no": False}


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {name: actions.add_parser(name, help=help_) for name, help_ in _HELP.items()}
    for name in ("show", "qr", "rename", "archive", "restore", "welcome", "public", "subscribers"):
        made[name].add_argument("alias", metavar="ALIAS")
    for name in ("create", "rename"):
        made[name].add_argument("name", metavar="NAME")
    made["create"].add_argument("--venue", metavar="NAME", help="else this desk's")
    made["list"].add_argument("--venue", metavar="NAME", help="of that one only")
    made["list"].add_argument("--archived", action="store_true", help="those instead")
    made["qr"].add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="ends in .png, .svg or .pdf"
    )
    made["order"].add_argument("aliases", nargs="+", metavar="ALIAS", help="the first one first")
    made["welcome"].add_argument(
        "text", metavar="TEXT", help="may have {name|friend}, {venue}, {channel}; empty: none"
    )
    made["public"].add_argument("public", choices=_ANSWERS, help="no: by link and QR only")
    made["subscribers"].add_argument("--limit", type=int, default=1000, metavar="N")
    for action in made.values():
        json_too(action)


_HELP = {
    "create": "create a channel",
    "list": "list the channels",
    "show": "all about one channel",
    "qr": "save a channel's subscribe QR",
    "rename": "give it another name",
    "archive": "takes no more subscribers",
    "restore": "out of the archive again",
    "order": "in which order the venue sees them",
    "welcome": "what a guest gets on joining for the first time",
    "public": "listed on the venue's page or not",
    "subscribers": "who came when and from where, and who left",
}


def run(app: App, args: Namespace) -> int:
    _RUN[args.action](app, args)
    return 0


def _create(app: App, args: Namespace) -> None:
    channel = channels.create(app.ctx, args.name, _venue_id(app, args))
    output.answer(
        args, _facts(app, channel), [f"{channel.alias}  {links.subscribe(app.ctx, channel.alias)}"]
    )


def _list(app: App, args: Namespace) -> None:
    every = channels.every(app.ctx, archived=args.archived, venue_id=_venue_id(app, args))
    output.answer(
        args,
        [_facts(app, channel) for channel in every],
        (f"{channel.alias}  {channel.subscribers:>6}  {channel.name}" for channel in every),
    )


def _show(app: App, args: Namespace) -> None:
    _tell(app, channels.get(app.ctx, args.alias), as_json=args.json)


def _rename(app: App, args: Namespace) -> None:
    _tell(app, channels.rename(app.ctx, args.alias, args.name), as_json=args.json)


def _archive(app: App, args: Namespace) -> None:
    _tell(app, channels.archive(app.ctx, args.alias), as_json=args.json)


def _restore(app: App, args: Namespace) -> None:
    _tell(app, channels.restore(app.ctx, args.alias), as_json=args.json)


def _order(app: App, args: Namespace) -> None:
    for alias in args.aliases:
        channels.get(app.ctx, alias)
    channels.reorder(app.ctx, args.aliases)
    _list(app, Namespace(json=args.json, archived=False, venue=None))


def _welcome(app: App, args: Namespace) -> None:
    _tell(app, channels.set_welcome(app.ctx, args.alias, args.text), as_json=args.json)


def _public(app: App, args: Namespace) -> None:
    public = _ANSWERS[args.public]
    _tell(app, channels.set_public(app.ctx, args.alias, public), as_json=args.json)


def _subscribers(app: App, args: Namespace) -> None:
    found = channels.subscribers(app.ctx, args.alias, max(args.limit, 0))
    output.answer(
        args,
        [_stay(one) for one in found],
        ("  ".join(str(part) for part in _stay(one).values() if part) for one in found),
    )


def _qr(app: App, args: Namespace) -> None:
    from pushdesk.services import codes  # noqa: PLC0415 - loads Pillow, which only drawing needs

    file: Path = args.output or Path(f"{args.alias}.png")
    draw = {
        ".png": lambda: codes.channel_png(app.ctx, args.alias, _QR_PIXELS),
        ".svg": lambda: codes.channel_svg(app.ctx, args.alias),
        ".pdf": lambda: codes.channel_poster(app.ctx, args.alias),
    }.get(file.suffix.lower())
    if draw is None:
        raise UserError(
            _("{file} names no kind of picture.").format(file=file),
            "",
            _("Let it end in .png, .svg or .pdf."),
        )
    try:
        file.write_bytes(draw())
    except OSError as error:
        raise UserError(
            _("{file} could not be written.").format(file=file),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place."),
        ) from error
    output.answer(
        args, {"file": str(file), "link": links.subscribe(app.ctx, args.alias)}, [str(file)]
    )


_RUN: Mapping[str, Callable[[App, Namespace], None]] = {
    "create": _create,
    "list": _list,
    "show": _show,
    "qr": _qr,
    "rename": _rename,
    "archive": _archive,
    "restore": _restore,
    "order": _order,
    "welcome": _welcome,
    "public": _public,
    "subscribers": _subscribers,
}


def _venue_id(app: App, args: Namespace) -> int | None:
    return None if args.venue is None else venues.named(app, args.venue).id


def _tell(app: App, channel: Channel, *, as_json: bool) -> None:
    if as_json:
        output.document(_facts(app, channel))
        return
    output.lines([f"{channel.alias}  {channel.name} · {channel.venue}", _meaning(channel)])
    output.lines([links.subscribe(app.ctx, channel.alias)])
    output.lines([channel.welcome] if channel.welcome else [])


def _meaning(channel: Channel) -> str:
    number = ngettext("{n} subscriber", "{n} subscribers", channel.subscribers).format(
        n=channel.subscribers
    )
    if channel.archived:
        return _("{subscribers}; archived").format(subscribers=number)
    if channel.is_public:
        return _("{subscribers}; on the venue's page").format(subscribers=number)
    return _("{subscribers}; by link and QR only").format(subscribers=number)


def _facts(app: App, channel: Channel) -> dict[str, object]:
    return {
        "alias": channel.alias,
        "name": channel.name,
        "venue": channel.venue,
        "link": links.subscribe(app.ctx, channel.alias),
        "subscribers": channel.subscribers,
        "public": channel.is_public,
        "archived": channel.archived,
        "welcome": channel.welcome,
    }


def _stay(one: Subscriber) -> dict[str, str | None]:
    return {
        "pushed_id": one.pushed_id,
        "name": one.name,
        "since": one.since.isoformat(),
        "source": one.source,
        "left": one.left_at.isoformat() if one.left_at else None,
    }
