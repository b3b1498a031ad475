"""The owner's rules: kept, switched on and off, and what they did."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pushdesk import resource_files
from pushdesk.domain import rule_story
from pushdesk.domain import rules as domain
from pushdesk.domain.events import RuleChanged
from pushdesk.domain.rule_sentences import Line
from pushdesk.domain.rule_story import What
from pushdesk.domain.rules import Definition
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound, Refused
from pushdesk.i18n import _
from pushdesk.services import audiences, guest_values, rule_checks, rule_words, texts
from pushdesk.services.context import Context
from pushdesk.services.rule_checks import Problem
from pushdesk.store import Session, rule_log, rule_runs
from pushdesk.store import rules as rows

__all__ = ["Definition", "Line", "LogLine", "Problem", "Rule"]

_READY = (
    "call-again",
    "waiting",
    "released",
    "seated",
    "lapsed",
    "abandoned",
    "birthday",
    "thank-you",
)

problems = rule_checks.problems
read = rule_words.read
sentences = rule_words.sentences


@dataclass(frozen=True)
class Rule:
    """`sentences` say it line by line; `running` guests are on the way through it now."""

    id: str
    name: str
    definition: Definition
    enabled: bool
    sentences: tuple[Line, ...]
    running: int


@dataclass(frozen=True)
class LogLine:
    id: int
    at: datetime
    rule: str
    guest_id: int
    guest: str
    sentence: str


def every(ctx: Context) -> list[Rule]:
    """In the owner's order."""
    with ctx.store.read() as session:
        found, numbers = rows.every(session), rule_runs.numbers(session)
    return [_rule(ctx, row, numbers.get(row.id, 0)) for row in found]


def get(ctx: Context, rule_id: str) -> Rule:
    """By its id, else by its name; raises NotFound."""
    with ctx.store.read() as session:
        row = _row(session, rule_id)
        running = rule_runs.numbers(session).get(row.id, 0)
    return _rule(ctx, row, running)


def shipped(ctx: Context) -> list[Rule]:
    """Ready rules that are not the owner's yet; their ids are for `add_ready`."""
    with ctx.store.read() as session:
        taken = {row.name for row in rows.every(session)}
    return [
        Rule(key, _(name), rule, enabled=False, sentences=sentences(ctx, rule), running=0)
        for key, (name, rule) in _ready().items()
        if _(name) not in taken
    ]


def add_ready(ctx: Context, key: str) -> Rule:
    """Switched off; the audiences that it needs are made. Raises UserError."""
    ctx.require(Permission.RULES)
    found = _ready().get(key)
    if found is None:
        raise NotFound(
            _("There is no ready rule “{name}”.").format(name=key[:60]),
            "",
            _("Choose one of: {words}.").format(words=", ".join(_ready())),
        )
    known = {audience.name for audience in audiences.every(ctx)}
    for name in sorted(domain.audiences(found[1]) - known):
        audiences.create(ctx, name)
    return create(ctx, _(found[0]), found[1])


def create(ctx: Context, name: str, definition: Definition) -> Rule:
    """Switched off. Raises UserError for what can't be followed, and for rules in a circle."""
    ctx.require(Permission.RULES)
    return _create(ctx, secrets.token_hex(8), name, definition)


def save(ctx: Context, rule_id: str, name: str, definition: Definition) -> Rule:
    """Whoever is on the way through it as it was ends there. Raises UserError."""
    ctx.require(Permission.RULES)
    name = texts.line(name, _("The rule's name"), texts.NAME_LENGTH)
    rule_checks.check(ctx, definition, rule_id)
    with ctx.store.write() as session:
        row = _row(session, rule_id)
        if name != row.name:
            _check_free(session, name)
        if definition != row.definition:
            _end_runs(ctx, session, row.id, What.EDITED)
        rows.save(session, row.id, name, definition)
    return _changed(ctx, row.public_id)


def delete(ctx: Context, rule_id: str) -> Rule:
    """With its log; what comes back can be given to `restore`."""
    ctx.require(Permission.RULES)
    rule = get(ctx, rule_id)
    with ctx.store.write() as session:
        rows.delete_with_traces(session, _row(session, rule.id).id)
    ctx.bus.publish(RuleChanged(rule.id))
    return rule


def restore(ctx: Context, rule: Rule) -> Rule:
    """Takes a deletion back, without the log. Raises UserError."""
    ctx.require(Permission.RULES)
    made = _create(ctx, rule.id, rule.name, rule.definition)
    return enable(ctx, made.id) if rule.enabled else made


def enable(ctx: Context, rule_id: str) -> Rule:
    """What happens from now on starts it. Raises UserError where it can't be followed."""
    ctx.require(Permission.RULES)
    rule = get(ctx, rule_id)
    rule_checks.check(ctx, rule.definition, rule.id)
    if rule.enabled:
        return rule
    with ctx.store.write() as session:
        rows.switch(session, _row(session, rule.id).id, ctx.clock.now())
    return _changed(ctx, rule.id)


def disable(ctx: Context, rule_id: str) -> Rule:
    """Whoever is on the way through it ends there."""
    ctx.require(Permission.RULES)
    with ctx.store.write() as session:
        row = _row(session, rule_id)
        _end_runs(ctx, session, row.id, What.SWITCHED_OFF)
        rows.switch(session, row.id, None)
    return _changed(ctx, row.public_id)


def reorder(ctx: Context, rule_ids: Sequence[str]) -> list[Rule]:
    """Those that are not named stay behind those that are."""
    ctx.require(Permission.RULES)
    with ctx.store.write() as session:
        rest = [row.public_id for row in rows.every(session) if row.public_id not in rule_ids]
        for position, rule_id in enumerate([*rule_ids, *rest]):
            rows.place(session, rule_id, position)
    for rule_id in rule_ids:
        ctx.bus.publish(RuleChanged(rule_id))
    return every(ctx)


def log(
    ctx: Context,
    rule_id: str | None = None,
    guest_id: int | None = None,
    limit: int = 100,
    first: int = 0,
) -> list[LogLine]:
    """The latest first, without the `first` ones; of one rule, one guest, both or all."""
    with ctx.store.read() as session:
        number = _row(session, rule_id).id if rule_id else None
        found = rule_log.read(session, number, guest_id, limit, first)
    voice = rule_words.voice(ctx)
    return [
        LogLine(
            one.entry.id,
            one.entry.at,
            one.rule,
            one.entry.guest_id,
            guest_values.label_of(one.guest, one.pushed_id),
            rule_story.sentence(one.entry.what, one.entry.details, voice),
        )
        for one in found
    ]


@cache
def _ready() -> dict[str, tuple[str, Definition]]:
    """Name and rule by key, in the order of a visit."""
    files = {key: json.loads(resource_files.text("rules", f"{key}.json")) for key in _READY}
    return {key: (file["name"], read(json.dumps(file["rule"]))) for key, file in files.items()}


def _create(ctx: Context, public_id: str, name: str, definition: Definition) -> Rule:
    name = texts.line(name, _("The rule's name"), texts.NAME_LENGTH)
    rule_checks.check(ctx, definition)
    with ctx.store.write() as session:
        _check_free(session, name)
        rows.insert(session, public_id, name, definition, ctx.clock.now())
    return _changed(ctx, public_id)


def _end_runs(ctx: Context, session: Session, rule_id: int, why: What) -> None:
    rule_log.write_for_current(session, rule_id, ctx.clock.now(), why, {})
    rule_runs.end_all(session, rule_id, ctx.clock.now())


def _rule(ctx: Context, row: rows.Rule, running: int) -> Rule:
    said = rule_words.sentences(ctx, row.definition)
    return Rule(row.public_id, row.name, row.definition, row.enabled_at is not None, said, running)


def _row(session: Session, rule_id: str) -> rows.Rule:
    found = rows.by_public_id(session, rule_id) or rows.by_name(session, rule_id)
    if found is None:
        raise NotFound(
            _("There is no rule “{name}”.").format(name=rule_id[:60]),
            "",
            _("Look at the list of rules for the right one."),
        )
    return found


def _check_free(session: Session, name: str) -> None:
    if rows.by_name(session, name) is not None:
        raise Refused(
            _("There is a rule “{name}” already.").format(name=name),
            "",
            _("Choose another name."),
        )


def _changed(ctx: Context, rule_id: str) -> Rule:
    ctx.bus.publish(RuleChanged(rule_id))
    return get(ctx, rule_id)
