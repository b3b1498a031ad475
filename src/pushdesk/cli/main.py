"""Runs one command and turns its errors into an exit status."""

from argparse import Namespace
from collections.abc import Callable

from pushdesk.app import App, Options
from pushdesk.cli import (
    audiences,
    backup,
    categories,
    channel,
    doctor,
    drafts,
    events,
    guests,
    messages,
    output,
    rules,
    send,
    serve,
    staff,
    statistics,
    templates,
    venues,
    visits,
)
from pushdesk.errors import Cancelled, UserError
from pushdesk.i18n import _
from pushdesk.paths import DataDir, open_data_dir

_WITH_APP: dict[str, Callable[[App, Namespace], int]] = {
    "serve": serve.run,
    "channel": channel.run,
    "venue": venues.run,
    "send": send.run,
    "messages": messages.run,
    "drafts": drafts.run,
    "guests": guests.run,
    "audiences": audiences.run,
    "category": categories.run,
    "templates": templates.run,
    "statistics": statistics.run,
    "rules": rules.run,
    "events": events.run,
    "visits": visits.run,
    "staff": staff.run,
    "doctor": doctor.run,
}
_WITH_FILES: dict[str, Callable[[DataDir, Namespace], int]] = {
    "backup": backup.backup,
    "restore": backup.restore,
}


def run(args: Namespace) -> int:
    """0 done, 1 refused or failed with one plain sentence on stderr."""
    return guarded(lambda: _run(args))


def guarded(command: Callable[[], int]) -> int:
    try:
        return command()
    except UserError as error:
        output.complaint(str(error))
        return 1
    except (Cancelled, KeyboardInterrupt):
        return 1


def open_app(args: Namespace) -> App:
    return App(open_data_dir(args.data_dir), _options(args))


def _options(args: Namespace) -> Options:
    return Options(
        database_url=args.database_url,
        host=getattr(args, "host", None),
        port=getattr(args, "port", None),
    )


def _run(args: Namespace) -> int:
    if args.command == "practice":
        # Simulated phones need modules that nothing else does.
        from pushdesk.cli import practice  # noqa: PLC0415 - see above

        return practice.run(args)
    if args.command in _WITH_FILES:
        _refuse_server(_options(args))
        return _WITH_FILES[args.command](open_data_dir(args.data_dir), args)
    app = open_app(args)
    try:
        return _WITH_APP[args.command](app, args)
    finally:
        app.close()


def _refuse_server(options: Options) -> None:
    if options.database_server:
        raise UserError(
            _("A database server can't be backed up or restored from here."),
            _("PushDesk does that for the file in its data folder."),
            _("Use the server's own tools, and keep a copy of the folder “keys”."),
        )
