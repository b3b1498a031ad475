"""Where the program starts: a command in the terminal, or the desk window."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from pushdesk.cli import output, parser
from pushdesk.errors import UserError
from pushdesk.i18n import _


def main(argv: list[str] | None = None) -> int:
    os.umask(0o077)  # whatever is written is about guests
    output.prepare()
    with _loading():
        args = parser.parse(argv)
        # Help and the version, which end above, need nothing of the program.
        from pushdesk.cli import main as commands  # noqa: PLC0415 - see above

    if not _has_window(args):
        return commands.run(args)
    return commands.guarded(lambda: _open_window(args))


def _has_window(args: Namespace) -> bool:
    if args.command in {"kiosk", "board"}:
        return not (args.at_login or args.not_at_login)
    return args.command is None or (args.command == "practice" and not args.headless)


@contextmanager
def _loading() -> Iterator[None]:
    """What is loaded stays: the collector need not go through it, now or at the end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def _open_window(args: Namespace) -> int:
    _require_display()
    with _loading():
        from pushdesk.cli.main import open_app  # noqa: PLC0415 - as in `main`

        # Servers without Qt's system libraries run every other command.
        from pushdesk.gui import desk  # noqa: PLC0415 - see above

    app = open_app(args)
    try:
        if args.command == "kiosk":
            return desk.run_kiosk(app, args.channel)
        if args.command == "board":
            return desk.run_board(app)
        return desk.run(app, [])
    finally:
        app.close()


def _require_display() -> None:
    chosen = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    if sys.platform == "linux" and not chosen:
        raise UserError(
            _("There is no display here, so the desk can't open its window;"),
            _("to see the first story in this terminal, run: make practice"),
        )


if __name__ == "__main__":
    sys.exit(main())
