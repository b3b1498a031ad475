"""What the rules' screen shows, asked of the services in one go each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pushdesk.domain import placeholders, rule_sentences
from pushdesk.domain.rules import Definition
from pushdesk.errors import NotFound
from pushdesk.gui.rules.fields import Choices
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.conditions import choices as conditions
from pushdesk.i18n import _
from pushdesk.services import audiences, channels, events, rules, templates
from pushdesk.services.context import Context
from pushdesk.services.rules import Line, LogLine, Problem, Rule
from pushdesk.services.templates import Template


@dataclass(frozen=True)
class Known:
    """A rule, and the last thing that it did."""

    rule: Rule
    last: LogLine | None = None


@dataclass(frozen=True)
class Shown:
    """`ready` are rules that come with the program and are not the owner's yet."""

    rules: tuple[Known, ...]
    ready: tuple[Rule, ...]

    def without(self, hidden: Callable[[str], bool]) -> "Shown":
        left = tuple(known for known in self.rules if not hidden(known.rule.id))
        return replace(self, rules=left)


@dataclass(frozen=True)
class Opened:
    """The rule that was `asked` for, with what there is to choose from.

    Without an id a new one; None for one that is gone.
    """

    asked: str
    rule: Rule | None
    choices: Choices


@dataclass(frozen=True)
class Assessed:
    """What the whole rule says, and what stands against saving it."""

    definition: Definition
    sentences: tuple[Line, ...]
    problems: tuple[Problem, ...]


def look_up(ctx: Context) -> Shown:
    every = rules.every(ctx)
    known = tuple(Known(rule, next(iter(rules.log(ctx, rule.id, None, 1)), None)) for rule in every)
    return Shown(known, tuple(rules.shipped(ctx)))


def open_rule(ctx: Context, rule_id: str) -> Opened:
    try:
        rule = rules.get(ctx, rule_id) if rule_id else None
    except NotFound:
        rule = None
    return Opened(rule_id, rule, choices(ctx))


def choices(ctx: Context) -> Choices:
    every = audiences.every(ctx)
    return Choices(
        templates=tuple((each.name, _title(each)) for each in templates.every(ctx)),
        audiences=tuple((each.name, each.name) for each in every),
        kept_by_hand=tuple((each.name, each.name) for each in every if not each.is_smart),
        channels=tuple((each.alias, each.name) for each in channels.every(ctx)),
        languages=words.languages(),
        events=tuple((name, rule_sentences.event(name, _)) for name in events.names(ctx)),
        years=(("yes", _("Every year")), ("no", _("Only in the year that it names"))),
        conditions=conditions.look_up(ctx),
    )


def assess(ctx: Context, definition: Definition, rule_id: str) -> Assessed:
    found = rules.problems(ctx, definition, rule_id)
    return Assessed(definition, rules.sentences(ctx, definition), tuple(found))


def save(ctx: Context, rule_id: str, name: str, definition: Definition) -> Rule:
    """Without an id a new one, switched off. Raises UserError."""
    if rule_id:
        return rules.save(ctx, rule_id, name, definition)
    return rules.create(ctx, name, definition)


def switch(ctx: Context, rule_id: str, *, on: bool) -> Rule:
    """Raises UserError."""
    return rules.enable(ctx, rule_id) if on else rules.disable(ctx, rule_id)


def _title(template: Template) -> str:
    """What a guest reads, as the sentences say it."""
    return placeholders.render(template.standard.title, {})
