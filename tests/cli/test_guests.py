"""Guests from the terminal: lists in and out, found, forgotten."""

from pathlib import Path

from tests.cli.program import Program

LIST = """pushed_id,name,email,language,own:crm
,Blue Fox,fox@example.com,de,4711
,Red Kite,,en,4712
not an id,Nobody,,,
"""


def test_a_list_in_and_out_and_a_guest_forgotten(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(LIST, encoding="utf-8")
    program.document("guests", "import", str(file), "--dry-run")
    assert program.document("guests", "search", "blue") == []
    imported = program.document("guests", "import", str(file))
    assert (imported["created"], imported["refused"]) == (2, 1)
    (fox,) = program.document("guests", "search", "blue")
    assert [found["pushed_id"] for found in program.document("guests", "search", "4711")] == [
        fox["pushed_id"]
    ]
    assert "Blue Fox" in program.run("guests", "export").stdout
    program.document("guests", "erase", fox["pushed_id"])
    assert program.document("guests", "search", "blue") == []
    assert "Blue Fox" not in program.run("guests", "export").stdout


def test_a_list_that_is_none(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(bytes(range(256)))
    refused = program.run("guests", "import", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr
