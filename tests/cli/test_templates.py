"""Texts for each purpose, from the terminal."""

from tests.cli.terminal import Terminal


def test_list_show_save_and_reset(terminal: Terminal) -> None:
    names = [template["name"] for template in terminal.document("templates", "list")]
    assert {"ready", "second_call", "birthday"} <= set(names)
    shipped = terminal.document("templates", "show", "ready")
    changed = terminal.document(
        "templates", "save", "ready", "--language", "en", "--title", "Come in!", "--ttl", "5m"
    )
    assert changed != shipped
    assert "Come in!" in str(changed)
    assert terminal.document("templates", "reset", "ready") == shipped


def test_what_is_refused(terminal: Terminal) -> None:
    unknown = terminal.run("templates", "show", "dance")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    both = terminal.run("send", "--to", "app", "--template", "ready", "--body", "x")
    assert both.returncode == 1
    assert "has its own text" in both.stderr
