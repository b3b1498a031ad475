"""Runs one command and turns its errors into an exit status."""

from argparse import Namespace
from collections.abc import Callable

from pushdesk.app import App, Options
from pushdesk.cli import commands, output
from pushdesk.errors import Cancelled, UserError
from pushdesk.i18n import _
from pushdesk.paths import open_data_dir

_WITHOUT_DATA = {"practice"}
_WITH_FILES = {"backup", "restore"}


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
    """On the venue's data, or on throw-away data to practise."""
    if args.command == "practice":
        # Simulated phones need modules that nothing else does.
        from pushdesk.training import TrainingApp  # noqa: PLC0415 - see above

        return TrainingApp()
    return App(open_data_dir(args.data_dir), _options(args))


def _options(args: Namespace) -> Options:
    return Options(
        database_url=args.database_url,
        host=getattr(args, "host", None),
        port=getattr(args, "port", None),
    )


def _run(args: Namespace) -> int:
    run: Callable[..., int] = commands.load(args.command).run
    if args.command in _WITHOUT_DATA:
        return run(args)
    if args.command in _WITH_FILES:
        _refuse_server(_options(args))
        return run(open_data_dir(args.data_dir), args)
    app = open_app(args)
    try:
        return run(app, args)
    finally:
        app.close()


def _refuse_server(options: Options) -> None:
    if options.database_server:
        raise UserError(
            _("A database server can't be backed up or restored from here."),
            _("PushDesk does that for the file in its data folder."),
            _("Use the server's own tools, and keep a copy of the folder “keys”."),
        )
