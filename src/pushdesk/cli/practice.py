"""pushdesk practice --headless."""

import argparse
from argparse import Namespace

from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.i18n import _
from pushdesk.training import TrainingApp


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="play the first story and print")
    json_too(parser)


def run(args: Namespace) -> int:
    """Plays the first story; 0 only if every step really happened."""
    steps: list[str] = []
    training = TrainingApp()
    try:
        complete = training.play_story(steps.append if args.json else _print)
    finally:
        training.close()
    verdict = (
        _("Every step of the first story really happened.")
        if complete
        else _("Not every step of the first story happened.")
    )
    if args.json:
        output.document({"complete": complete, "steps": steps})
    else:
        _print(verdict)
    return 0 if complete else 1


def _print(sentence: str) -> None:
    output.lines([sentence])
