"""The voice that rules are said with, and why something is no rule."""

from pushdesk.domain import placeholders, rule_json, rule_sentences
from pushdesk.domain.rule_sentences import Line, Voice
from pushdesk.domain.rules import Definition, NoRule, Reason
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import audiences, templates
from pushdesk.services.context import Context


def voice(ctx: Context) -> Voice:
    """Channels in it are called by their names, templates by their titles."""
    return Voice(_, ngettext, audiences.speaker(ctx), lambda name: _title(ctx, name))


def sentences(ctx: Context, definition: Definition) -> tuple[Line, ...]:
    return rule_sentences.lines(definition, voice(ctx))


def _title(ctx: Context, name: str) -> str:
    """As it reads without a guest; a rule may name a template that is none."""
    if name not in templates.NAMES:
        return name
    return placeholders.render(templates.get(ctx, name).standard.title, {})


def read(text: str) -> Definition:
    """From the JSON of `domain.rule_json`; raises UserError."""
    try:
        return rule_json.parse(text)
    except NoRule as error:
        raise refusal(error) from error


def refusal(error: NoRule) -> UserError:
    detail = error.detail[:60]
    why = {
        Reason.NOT_JSON: _("It is not written as JSON."),
        Reason.UNKNOWN_KIND: _("“{word}” in it is nothing that PushDesk knows.").format(
            word=detail
        ),
        Reason.BAD_VALUE: _("The value of “{word}” is missing, wrong or too long.").format(
            word=detail
        ),
        Reason.BAD_CONDITION: _("A condition in it can't be read."),
        Reason.NO_STEPS: _("It has no step."),
        Reason.TOO_LARGE: _("It has too many steps, or steps too far inside one another."),
    }[error.reason]
    return UserError(_("This is no rule that PushDesk can follow."), why, _("Change that part."))
