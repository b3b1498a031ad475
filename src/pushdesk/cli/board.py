"""pushdesk board; the window runs it; the kiosk's command tells it to start at login."""

from pushdesk.cli.kiosk import add_login as add_options
from pushdesk.cli.kiosk import run

__all__ = ["add_options", "run"]
