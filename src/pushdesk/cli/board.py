"""pushdesk board; the window runs it."""

from pushdesk.cli.options import json_too as add_options

__all__ = ["add_options"]
