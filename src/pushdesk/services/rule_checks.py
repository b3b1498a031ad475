"""Whether a rule can be followed here: its audiences, templates and conditions, and circles."""

from collections.abc import Iterator
from dataclasses import dataclass

from pushdesk.domain import rule_json, rule_loops
from pushdesk.domain.rules import (
    AddTo,
    Definition,
    If,
    Move,
    NoRule,
    RemoveFrom,
    Send,
    Step,
    every_step,
)
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import audiences, categories, rule_words, templates
from pushdesk.services.context import Context
from pushdesk.store import rules as rows


@dataclass(frozen=True)
class Problem:
    """`step` counts as `domain.rules.every_step` does; None is the rule as a whole."""

    step: int | None
    error: UserError


def problems(ctx: Context, definition: Definition, rule_id: str = "") -> list[Problem]:
    """All that stands against saving it as this rule, or as a new one."""
    return [*_alone(ctx, definition), *_circle(ctx, definition, rule_id)]


def check_alone(ctx: Context, definition: Definition) -> None:
    """Whatever other rules do. Raises the first problem as UserError."""
    for problem in _alone(ctx, definition):
        raise problem.error


def check(ctx: Context, definition: Definition, rule_id: str = "") -> None:
    """Raises the first problem as UserError."""
    for problem in problems(ctx, definition, rule_id):
        raise problem.error


def _alone(ctx: Context, definition: Definition) -> list[Problem]:
    try:
        rule_json.parse(rule_json.to_json(definition))
    except NoRule as error:
        return [Problem(None, rule_words.refusal(error))]
    found = list(_condition(ctx, definition))
    for number, step in enumerate(every_step(definition.then)):
        found += [Problem(number, error) for error in _step(ctx, step)]
    return found


def _condition(ctx: Context, definition: Definition) -> Iterator[Problem]:
    if definition.condition is not None:
        try:
            audiences.check_condition(ctx, definition.condition)
        except UserError as error:
            yield Problem(None, error)


def _step(ctx: Context, step: Step) -> Iterator[UserError]:
    try:
        match step:
            case AddTo(name):
                _check_may_add(ctx, name)
            case RemoveFrom(name):
                audiences.check_by_hand(ctx, name)
            case Move(source, target):
                audiences.check_by_hand(ctx, source)
                _check_may_add(ctx, target)
            case Send(template):
                templates.get(ctx, template)
            case If(condition):
                audiences.check_condition(ctx, condition)
            case _:
                pass
    except UserError as error:
        yield error


def _check_may_add(ctx: Context, name: str) -> None:
    audiences.check_by_hand(ctx, name)
    if name in categories.audience_names(ctx):
        raise Refused(
            _("A rule can't put guests into “{name}”.").format(name=name),
            _("It is a category: guests tick it themselves, and agree to news by that."),
            _("Use an audience that is no category."),
        )


def _circle(ctx: Context, definition: Definition, rule_id: str) -> Iterator[Problem]:
    """Among the rules that are switched on, with this one."""
    with ctx.store.read() as session:
        others = {rule.name: rule.definition for rule in rows.enabled(session)}
        mine = rows.by_public_id(session, rule_id) if rule_id else None
    name = mine.name if mine else _("this rule")
    found = rule_loops.circle(others | {name: definition})
    if name in found:
        at = found.index(name)
        names = [f"“{one}”" for one in (*found[at:], *found[:at], name)]
        yield Problem(
            None,
            Refused(
                _("These rules would set off one another without end: {names}.").format(
                    names=" → ".join(names)
                ),
                _("There is no wait between them."),
                _("Put a wait in, or change what one of them does."),
            ),
        )
