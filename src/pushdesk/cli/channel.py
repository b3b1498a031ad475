"""pushdesk channel create | list | qr."""

from argparse import Namespace
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import channels, codes, links
from pushdesk.services.channels import Channel

_QR_PIXELS = 1024


def run(app: App, args: Namespace) -> int:
    {"create": _create, "list": _list, "qr": _qr}[args.action](app, args)
    return 0


def _create(app: App, args: Namespace) -> None:
    channel = channels.create(app.ctx, args.name)
    if args.json:
        output.document(_facts(app, channel))
    else:
        output.lines([f"{channel.alias}  {links.subscribe(app.ctx, channel.alias)}"])


def _list(app: App, args: Namespace) -> None:
    every = channels.every(app.ctx)
    if args.json:
        output.document([_facts(app, channel) for channel in every])
    else:
        output.lines(
            f"{channel.alias}  {channel.subscribers:>6}  {channel.name}" for channel in every
        )


def _qr(app: App, args: Namespace) -> None:
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
    if args.json:
        output.document({"file": str(file), "link": links.subscribe(app.ctx, args.alias)})
    else:
        output.lines([str(file)])


def _facts(app: App, channel: Channel) -> dict[str, object]:
    return {
        "alias": channel.alias,
        "name": channel.name,
        "link": links.subscribe(app.ctx, channel.alias),
        "subscribers": channel.subscribers,
    }
