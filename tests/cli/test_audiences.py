"""Audiences from the terminal: by hand, by condition, and as a target."""

from tests.cli.terminal import Terminal


def imported(terminal: Terminal, name: str) -> str:
    """The Pushed ID of a guest who is on the venue's list and has no phone yet."""
    file = terminal.data_dir.parent / "guests.csv"
    file.write_text(f"name,language,own:crm\n{name},de,4711\n", encoding="utf-8")
    terminal.document("guests", "import", str(file))
    (found,) = terminal.document("guests", "search", name)
    return str(found["pushed_id"])


def test_kept_by_hand(terminal: Terminal) -> None:
    pushed_id = imported(terminal, "Blue Fox")
    terminal.document("audiences", "create", "Regulars")
    terminal.document("audiences", "add", "Regulars", pushed_id)
    assert terminal.document("audiences", "show", "Regulars")["name"] == "Regulars"
    terminal.document("audiences", "remove", "Regulars", pushed_id)
    terminal.document("audiences", "delete", "Regulars")
    assert terminal.document("audiences", "list") == []


def test_an_audience_is_a_target(terminal: Terminal) -> None:
    terminal.document("audiences", "create", "Regulars")
    nobody = terminal.run("send", "--to", "audience:Regulars", "--title", "Hello")
    assert nobody.returncode == 1
    assert "nobody to send this to" in nobody.stderr
    unknown = terminal.run("send", "--to", "audience:Nobody", "--title", "Hello")
    assert unknown.returncode == 1
    assert "Nobody" in unknown.stderr


def test_a_condition_that_is_none(terminal: Terminal) -> None:
    refused = terminal.run("audiences", "create", "Broken", "--condition", "{")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert terminal.document("audiences", "list") == []


def test_row_16_what_the_web_site_needs(terminal: Terminal) -> None:
    terminal.document("audiences", "create", "Wine")
    made = terminal.document("audiences", "pixel", "Wine")
    assert made["name"] == "Wine"
    told = terminal.run("audiences", "pixel", "Wine").stdout.splitlines()
    names = ("script", "script_out", "image", "image_out", "hint")
    assert told == [made[name] for name in names]
    off = terminal.run("audiences", "pixel", "Wine", "--off").stdout
    assert off == "Your web site puts nobody into “Wine” any more.\n"
    assert terminal.document("audiences", "pixel", "Wine")["key"] != made["key"]
