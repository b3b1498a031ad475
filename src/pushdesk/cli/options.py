"""Options that every command has."""

import argparse


def json_too(parser: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    """Before the command or after it: there it must not take back what was said before."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print one JSON document"
    )
