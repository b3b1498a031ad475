"""Guests from the terminal: lists in and out, found, forgotten."""

from pathlib import Path

from tests.cli.program import Program
from tests.cli.terminal import Terminal
from tests.services import mail_host
from tests.services.mail_host import PASSWORD, USER
from tests.webpush.authority import Authority

LIST = """pushed_id,name,email,language,own:crm
,Blue Fox,fox@example.com,de,4711
,Red Kite,,en,4712
not an id,Nobody,,,
"""


def test_a_list_in_and_out_and_a_guest_forgotten(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(LIST, encoding="utf-8")
    terminal.document("guests", "import", str(file), "--dry-run")
    assert terminal.document("guests", "search", "blue") == []
    imported = terminal.document("guests", "import", str(file))
    assert (imported["created"], imported["refused"]) == (2, 1)
    (fox,) = terminal.document("guests", "search", "blue")
    assert [found["pushed_id"] for found in terminal.document("guests", "search", "4711")] == [
        fox["pushed_id"]
    ]
    assert "Blue Fox" in terminal.run("guests", "export").stdout
    terminal.document("guests", "erase", fox["pushed_id"])
    assert terminal.document("guests", "search", "blue") == []
    assert "Blue Fox" not in terminal.run("guests", "export").stdout


def test_a_list_that_is_none(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(bytes(range(256)))
    refused = terminal.run("guests", "import", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr


def imported(terminal: Program | Terminal, tmp_path: Path) -> tuple[str, str]:
    """The Pushed IDs of Blue Fox and Red Kite."""
    file = tmp_path / "guests.csv"
    file.write_text(LIST, encoding="utf-8")
    terminal.document("guests", "import", str(file))
    fox, kite = (terminal.document("guests", "search", name)[0] for name in ("blue", "red"))
    return fox["pushed_id"], kite["pushed_id"]


def test_row_5_an_address_is_proven_by_a_mailed_code(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)
    with mail_host.running(authority.server("localhost")) as host:
        program = Program(
            tmp_path / "data",
            SSL_CERT_FILE=str(authority.ca_file),
            PUSHDESK_MAIL_SERVER=f"localhost:{host.port}",
            PUSHDESK_MAIL_USER=USER,
            PUSHDESK_MAIL_PASSWORD=PASSWORD,
        )
        imported(program, tmp_path)
        mailed = program.document("guests", "prove", "fox@example.com")
        assert mailed["proven"] is False
        code = host.letters[0]["Subject"][:6]
        wrong = program.run("guests", "prove", "fox@example.com", "--code", "nonsense")
        assert (wrong.returncode, "not the code" in wrong.stderr) == (1, True)
        proven = program.run("guests", "prove", "fox@example.com", "--code", code)
        assert "fox@example.com is proven" in proven.stdout
    unsent = program.run("guests", "prove", "fox@example.com")
    assert unsent.returncode == 1
    assert "mail_server" in unsent.stderr
    assert PASSWORD not in unsent.stderr


def test_staff_saw_the_address(terminal: Terminal, tmp_path: Path) -> None:
    fox, kite = imported(terminal, tmp_path)
    assert terminal.document("guests", "prove", fox, "--seen")["proven"] is True
    nobody = terminal.run("guests", "prove", "nobody@example.com", "--seen")
    assert (nobody.returncode, "0 guests have" in nobody.stderr) == (1, True)
    assert terminal.run("guests", "prove", kite).returncode == 1


def test_two_records_become_one(terminal: Terminal, tmp_path: Path) -> None:
    fox, kite = imported(terminal, tmp_path)
    seen = terminal.document("guests", "merge", fox, kite, "--dry-run")
    assert seen["own_ids"] == ["crm/4711", "crm/4712", f"pushed_id/{kite}"]
    assert len(terminal.document("guests", "search", "red")) == 1
    assert terminal.document("guests", "merge", fox, kite) == seen
    assert terminal.document("guests", "search", "red") == []
    told = terminal.run("guests", "history", kite)
    assert (told.returncode, told.stdout) == (0, "")
