"""pushdesk rules list | show | on | off | add-ready | create | dry-run | log | delete."""

import argparse
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too
from pushdesk.domain import rule_json
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import guests, rule_trials, rules
from pushdesk.services.rule_trials import Trial
from pushdesk.services.rules import Line, LogLine, Rule

_HELP = {
    "list": "list the rules, and the ready ones that can be added",
    "show": "what a rule does, line by line",
    "on": "switch a rule on",
    "off": "switch a rule off; whoever is on the way through it ends there",
    "add-ready": "add one of the ready rules, switched off",
    "create": "create a rule from a file, switched off; see docs/rules.md",
    "dry-run": "what a rule would have done in the last days",
    "log": "what rules did and why, or why not",
    "delete": "delete a rule and its log",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {name: actions.add_parser(name, help=help_) for name, help_ in _HELP.items()}
    for name in ("show", "on", "off", "create", "dry-run", "delete"):
        made[name].add_argument("name", metavar="NAME")
    made["add-ready"].add_argument("name", metavar="KEY")
    made["create"].add_argument("--file", type=Path, required=True, metavar="FILE.json")
    made["dry-run"].add_argument("--days", type=int, default=30, metavar="N")
    made["log"].add_argument("name", metavar="NAME", nargs="?", default="")
    made["log"].add_argument("--guest", metavar="PUSHED_ID", default="")
    made["log"].add_argument("--limit", type=int, default=100, metavar="N")
    for action in made.values():
        json_too(action)


def run(app: App, args: Namespace) -> int:
    {
        "list": _list,
        "show": lambda app, args: _tell(rules.get(app.ctx, args.name), args),
        "on": lambda app, args: _tell(rules.enable(app.ctx, args.name), args),
        "off": lambda app, args: _tell(rules.disable(app.ctx, args.name), args),
        "add-ready": lambda app, args: _tell(rules.add_ready(app.ctx, args.name), args),
        "create": _create,
        "dry-run": _dry_run,
        "log": _log,
        "delete": _delete,
    }[args.action](app, args)
    return 0


def _list(app: App, args: Namespace) -> None:
    every, ready = rules.every(app.ctx), rules.shipped(app.ctx)
    if args.json:
        shipped = [{"key": rule.id, "name": rule.name} for rule in ready]
        output.document({"rules": [_facts(rule) for rule in every], "ready": shipped})
        return
    output.lines(f"{rule.name}: {_state(rule)}" for rule in every)
    output.lines(
        _("Ready to be added: {key} ({name})").format(key=rule.id, name=rule.name) for rule in ready
    )


def _create(app: App, args: Namespace) -> None:
    try:
        text = args.file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise UserError(
            _("The file {file} can't be read.").format(file=args.file),
            "",
            _("Give a text file with the rule's JSON."),
        ) from error
    _tell(rules.create(app.ctx, args.name, rules.read(text)), args)


def _dry_run(app: App, args: Namespace) -> None:
    trial = rule_trials.dry_run(app.ctx, rules.get(app.ctx, args.name).definition, args.days)
    if args.json:
        output.document(_trial(trial))
        return
    output.lines(
        [
            ngettext(
                "In the last {days} days it would have begun for {n} guest.",
                "In the last {days} days it would have begun for {n} guests.",
                trial.guests,
            ).format(days=trial.days, n=trial.guests),
            *(f"{one.day}: {one.guests}" for one in trial.per_day if one.guests),
        ]
    )


def _log(app: App, args: Namespace) -> None:
    guest_id = guests.find(app.ctx, args.guest).id if args.guest else None
    found = rules.log(app.ctx, args.name or None, guest_id, args.limit)
    output.answer(
        args,
        [_entry(line) for line in found],
        (
            f"{line.at:%Y-%m-%d %H:%M:%S} {line.rule}, {line.guest}: {line.sentence}"
            for line in found
        ),
    )


def _delete(app: App, args: Namespace) -> None:
    name = rules.delete(app.ctx, args.name).name
    output.answer(args, {"deleted": name}, [_("“{name}” is deleted.").format(name=name)])


def _tell(rule: Rule, args: Namespace) -> None:
    output.answer(args, _facts(rule), [f"{rule.name}: {_state(rule)}", *_indented(rule.sentences)])


def _state(rule: Rule) -> str:
    if not rule.enabled:
        return _("off")
    return ngettext(
        "on, {n} guest is on the way through it",
        "on, {n} guests are on the way through it",
        rule.running,
    ).format(n=rule.running)


def _indented(lines: Sequence[Line]) -> list[str]:
    return ["  " * (line.depth + 1) + line.text for line in lines]


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "on": rule.enabled,
        "running": rule.running,
        "sentences": [line.text for line in rule.sentences],
        "rule": rule_json.to_value(rule.definition),
    }


def _trial(trial: Trial) -> dict[str, object]:
    return {
        "days": trial.days,
        "guests": trial.guests,
        "runs": trial.runs,
        "cut": trial.cut,
        "per_day": {one.day.isoformat(): one.guests for one in trial.per_day},
        "samples": [
            {"guest": one.guest, "lines": [line.sentence for line in one.lines]}
            for one in trial.samples
        ],
    }


def _entry(line: LogLine) -> dict[str, object]:
    return {
        "at": line.at.isoformat(),
        "rule": line.rule,
        "guest": line.guest,
        "sentence": line.sentence,
    }
