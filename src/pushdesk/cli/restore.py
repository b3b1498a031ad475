"""pushdesk restore."""

from argparse import Namespace

from pushdesk.cli import output
from pushdesk.cli.backup import add_options
from pushdesk.i18n import _
from pushdesk.paths import DataDir
from pushdesk.runtime.clock import SystemClock
from pushdesk.services import backups

__all__ = ["add_options", "run"]


def run(data_dir: DataDir, args: Namespace) -> int:
    restored = backups.restore(data_dir, args.file, SystemClock().now())
    if args.json:
        output.document({"kept": str(restored.kept) if restored.kept else None})
    else:
        output.lines([_("{file} is back in place.").format(file=args.file)])
        if restored.kept:
            output.lines([_("What was there before is in {folder}.").format(folder=restored.kept)])
    return 0
