"""pushdesk staff: who works here, and who did what."""

import io
import subprocess
from collections.abc import Callable

import pytest

from pushdesk.app import App
from pushdesk.services import staff, visits, waiting_list
from pushdesk.services.waiting_list import Party
from tests.cli.terminal import Terminal

Typed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def typed(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Somebody who types `pushdesk staff …`, and the PIN when it is asked."""

    def run(*words: str, pin: str = "") -> "subprocess.CompletedProcess[str]":
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
        return terminal.run("staff", *words)

    return run


def test_people_come_change_and_go(app: App, terminal: Terminal, typed: Typed) -> None:
    assert typed("add", "Olga", "--role", "owner", pin="1111").returncode == 0
    assert typed("add", "Hugo", pin="2222").returncode == 0
    assert typed("add", "Ida", pin="2222").returncode == 1
    assert typed("role", "Hugo", "manager").returncode == 0
    assert typed("pin", "Hugo", pin="3333").returncode == 0
    assert staff.check(app.ctx, "3333").name == "Hugo"
    assert [(one["name"], one["role"]) for one in terminal.document("staff", "list")] == [
        ("Hugo", "manager"),
        ("Olga", "owner"),
    ]
    assert typed("archive", "Hugo").returncode == 0
    assert typed("archive", "Hugo").returncode == 1


def test_who_did_what(app: App, terminal: Terminal, typed: Typed) -> None:
    typed("add", "Olga", "--role", "owner", pin="1111")
    acting = staff.as_staff(app.ctx, staff.check(app.ctx, "1111").id)
    party = waiting_list.add(acting, Party(name="Blue Fox"))
    visits.seat(acting, party.guest_id)
    (deed,) = terminal.document("staff", "log", "--limit", "1")
    assert (deed["who"], deed["what"], deed["guest"]) == ("Olga", "seat", "Blue Fox")
    assert "Blue Fox" in typed("log").stdout
