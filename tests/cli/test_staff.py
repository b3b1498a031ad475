"""pushdesk staff: who works here, and who did what."""

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pushdesk.app import App
from pushdesk.cli import staff as command
from pushdesk.cli.options import json_too
from pushdesk.errors import NotFound, Refused
from pushdesk.paths import open_data_dir
from pushdesk.services import staff, visits, waiting_list
from pushdesk.services.waiting_list import Party


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = App(open_data_dir(tmp_path))
    yield made
    made.close()


class Terminal:
    """Somebody who types a command, and the PIN when it is asked."""

    def __init__(self, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app, self._monkeypatch = app, monkeypatch
        self._parser = argparse.ArgumentParser()
        json_too(self._parser, default=False)
        command.add_parser(self._parser.add_subparsers(dest="command"))

    def run(self, *words: str, pin: str = "") -> None:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
        assert command.run(self._app, self._parser.parse_args(["staff", *words])) == 0


@pytest.fixture
def terminal(app: App, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(app, monkeypatch)


def test_people_come_change_and_go(
    app: App, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.run("add", "Olga", "--role", "owner", pin="1111")
    terminal.run("add", "Hugo", pin="2222")
    with pytest.raises(Refused):
        terminal.run("add", "Ida", pin="2222")
    terminal.run("role", "Hugo", "manager")
    terminal.run("pin", "Hugo", pin="3333")
    assert staff.check(app.ctx, "3333").name == "Hugo"
    capsys.readouterr()
    terminal.run("list", "--json")
    assert [(one["name"], one["role"]) for one in _read(capsys)] == [
        ("Hugo", "manager"),
        ("Olga", "owner"),
    ]
    terminal.run("archive", "Hugo")
    with pytest.raises(NotFound):
        terminal.run("archive", "Hugo")


def test_who_did_what(app: App, terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.run("add", "Olga", "--role", "owner", pin="1111")
    acting = staff.as_staff(app.ctx, staff.check(app.ctx, "1111").id)
    party = waiting_list.add(acting, Party(name="Blue Fox"))
    visits.seat(acting, party.guest_id)
    capsys.readouterr()
    terminal.run("log", "--json", "--limit", "1")
    (deed,) = _read(capsys)
    assert (deed["who"], deed["what"], deed["guest"]) == ("Olga", "seat", "Blue Fox")
    terminal.run("log")
    assert "Blue Fox" in capsys.readouterr().out


def _read(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)
