"""Conditions as people and programs write them, and why one can't be asked."""

from pushdesk.domain import conditions
from pushdesk.domain.conditions import Condition, NoCondition, Reason
from pushdesk.errors import UserError
from pushdesk.i18n import _


def read(text: str) -> Condition:
    """From the JSON of `domain.conditions`; raises UserError."""
    try:
        return conditions.parse(text)
    except NoCondition as error:
        raise refusal(error) from error


def refusal(error: NoCondition) -> UserError:
    detail = error.detail[:60]
    why = {
        Reason.NOT_JSON: _("It is not written as JSON."),
        Reason.UNKNOWN_KIND: _("It asks for something that PushDesk doesn't know of a guest."),
        Reason.BAD_VALUE: _("One of its values is missing, wrong or too long."),
        Reason.EMPTY: _("A group in it is empty."),
        Reason.TOO_LARGE: _("It is too large, together with the audiences that it asks for."),
        Reason.UNKNOWN_AUDIENCE: _("There is no audience “{name}”.").format(name=detail),
        Reason.CIRCULAR: _("The audience “{name}” would ask for itself.").format(name=detail),
    }[error.reason]
    return UserError(_("Nobody can be found by this condition."), why, _("Change that part of it."))
