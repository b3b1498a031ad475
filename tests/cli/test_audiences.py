"""Audiences from the terminal: by hand, by condition, and as a target."""

from tests.cli.program import Program


def imported(program: Program, name: str) -> str:
    """The Pushed ID of a guest who is on the venue's list and has no phone yet."""
    file = program.data_dir.parent / "guests.csv"
    file.write_text(f"name,language,own:crm\n{name},de,4711\n", encoding="utf-8")
    program.document("guests", "import", str(file))
    (found,) = program.document("guests", "search", name)
    return str(found["pushed_id"])


def test_kept_by_hand(program: Program) -> None:
    pushed_id = imported(program, "Blue Fox")
    program.document("audiences", "create", "Regulars")
    program.document("audiences", "add", "Regulars", pushed_id)
    assert program.document("audiences", "show", "Regulars")["name"] == "Regulars"
    program.document("audiences", "remove", "Regulars", pushed_id)
    program.document("audiences", "delete", "Regulars")
    assert program.document("audiences", "list") == []


def test_an_audience_is_a_target(program: Program) -> None:
    program.document("audiences", "create", "Regulars")
    nobody = program.run("send", "--to", "audience:Regulars", "--title", "Hello")
    assert nobody.returncode == 1
    assert "nobody to send this to" in nobody.stderr
    unknown = program.run("send", "--to", "audience:Nobody", "--title", "Hello")
    assert unknown.returncode == 1
    assert "Nobody" in unknown.stderr


def test_a_condition_that_is_none(program: Program) -> None:
    refused = program.run("audiences", "create", "Broken", "--condition", "{")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert program.document("audiences", "list") == []
