"""The documents say what is so: README's commands run, lists are complete, links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton

import pushdesk
from pushdesk import settings
from pushdesk.cli import parser
from pushdesk.gui.rail import Rail
from pushdesk.gui.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line
]


def test_readmes_commands_run(tmp_path: Path) -> None:
    """Those of the program itself, one after the other on one data folder."""
    environment = os.environ | {"PUSHDESK_DATA_DIR": str(tmp_path / "data")}
    words = [shlex.split(line) for line in COMMANDS if line.startswith("pushdesk ")]
    assert words
    for command in words:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("make ")])
def test_readmes_targets_exist(line: str) -> None:
    done = subprocess.run(
        ["make", "-n", line.split()[1]], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_make_practice_plays_the_first_story() -> None:
    done = subprocess.run(
        ["make", "practice"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Every step of the first story really happened." in done.stdout


def test_make_run_without_a_display_names_make_practice(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PUSHDESK_DATA_DIR"] = str(tmp_path)
    done = subprocess.run(
        ["make", "run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "make practice" in done.stderr


def test_links_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_the_changelog_is_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    assert versions[0] == pushdesk.__version__


def test_all_settings_are_documented() -> None:
    rows = [
        f"| `{setting.key}` | `{setting.variable}` | `{setting.default}` | {setting.about} |"
        for setting in settings.ALL
    ]
    document = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [line for line in document.splitlines() if line.startswith("| `")] == rows


def test_the_catalogue_has_every_sentence(tmp_path: Path) -> None:
    """`make messages` brings it up to date."""
    fresh = tmp_path / "fresh.pot"
    committed = ROOT / "resources" / "locale" / "pushdesk.pot"
    done = subprocess.run(
        ["make", "catalogue", f"CATALOGUE={fresh}"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert fresh.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Feature:
    """A row of the table in docs/features.md."""

    row: int
    screens: list[str]
    commands: list[str]
    tests: list[str]


def _feature(line: str) -> Feature:
    row, _what, screens, commands, tests = line.strip("| ").split(" | ")
    return Feature(
        int(row),
        screens.split(", "),
        re.findall(r"`([^`]+)`", commands),
        re.findall(r"`([^`]+)`", tests),
    )


FEATURES, NOT_BUILT = (
    (ROOT / "docs" / "features.md").read_text(encoding="utf-8").split("## Not built yet")
)
BUILT = [_feature(line) for line in FEATURES.splitlines() if re.match(r"\| \d", line)]


def test_each_row_is_built_or_on_the_list() -> None:
    waiting = [int(row) for row in re.findall(r"^- (\d+):", NOT_BUILT, re.MULTILINE)]
    assert sorted([feature.row for feature in BUILT] + waiting) == list(range(1, 29))


@pytest.mark.parametrize("feature", BUILT, ids=lambda feature: f"row {feature.row}")
def test_each_feature_names_tests_that_exist(feature: Feature) -> None:
    assert feature.tests
    for node in feature.tests:
        path, name = node.split("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE), node


@pytest.mark.parametrize("feature", BUILT, ids=lambda feature: f"row {feature.row}")
def test_each_feature_names_commands_that_parse(
    feature: Feature, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in feature.commands:
        words = command.split()
        options = [word for word in words if word.startswith("--")]
        plain = list(takewhile(lambda word: not word.startswith("--"), words))
        with pytest.raises(SystemExit) as ended:
            parser.parse([*plain, "--help"])
        told = capsys.readouterr().out
        assert ended.value.code == 0, command
        assert [option for option in options if option not in told] == [], command


def test_each_feature_names_screens_of_the_rail(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    rail = Rail(theme)
    named = {screen for feature in BUILT for screen in feature.screens}
    assert named <= {entry.text() for entry in rail.findChildren(QToolButton)}
    rail.deleteLater()
    theme.deleteLater()
