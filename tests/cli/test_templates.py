"""Texts for each purpose, from the terminal."""

from tests.cli.program import Program


def test_list_show_save_and_reset(program: Program) -> None:
    names = [template["name"] for template in program.document("templates", "list")]
    assert {"ready", "second_call", "birthday"} <= set(names)
    shipped = program.document("templates", "show", "ready")
    changed = program.document(
        "templates", "save", "ready", "--language", "en", "--title", "Come in!", "--ttl", "5m"
    )
    assert changed != shipped
    assert "Come in!" in str(changed)
    assert program.document("templates", "reset", "ready") == shipped


def test_what_is_refused(program: Program) -> None:
    unknown = program.run("templates", "show", "dance")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    both = program.run("send", "--to", "app", "--template", "ready", "--body", "x")
    assert both.returncode == 1
    assert "has its own text" in both.stderr
