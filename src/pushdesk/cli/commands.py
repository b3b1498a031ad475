"""Every command's name; its module is loaded when it is chosen, with all that it works with."""

from importlib import import_module
from types import ModuleType
from typing import NamedTuple


class Command(NamedTuple):
    """`module`, of this folder, has `add_options(parser)`, and `run` unless a window does it."""

    module: str
    help: str


# As `pushdesk --help` lists them.
COMMANDS = {
    "kiosk": Command("kiosk", "full-screen subscribe QR"),
    "board": Command("board", "full-screen “now called”"),
    "serve": Command("serve", "portal and sender without a window"),
    "practice": Command("practice", "training on throw-away data"),
    "backup": Command("backup", "write everything into one file"),
    "restore": Command("restore", "bring back a backup"),
    "send": Command("send", "send a message, now or later"),
    "messages": Command("messages", "messages that were sent, and how far they came"),
    "drafts": Command("drafts", "messages that are not sent yet"),
    "templates": Command("templates", "the texts for each purpose"),
    "channel": Command("channel", "the lists that guests join, and their QR"),
    "venue": Command("venues", "several venues of one owner"),
    "visits": Command("visits", "the waiting list"),
    "staff": Command("staff", "who works here, and who did what"),
    "guests": Command("guests", "lists of guests, and what is known of one"),
    "audiences": Command("audiences", "lists of guests, by hand or by condition"),
    "category": Command("categories", "audiences that guests tick themselves into"),
    "rules": Command("rules", "what happens by itself: when, if, then"),
    "events": Command("events", "what happens to guests; rules go by it"),
    "statistics": Command("statistics", "what became of what was sent"),
    "doctor": Command("doctor", "check what has to be right"),
}


def load(name: str) -> ModuleType:
    return import_module(f"pushdesk.cli.{COMMANDS[name].module}")
