"""Roles and deeds as the desk says them."""

from pushdesk.domain.visits import Action
from pushdesk.i18n import _
from pushdesk.services.audits import Deed
from pushdesk.services.staff import Role


def role(of: Role) -> str:
    return {Role.HOST: _("Host"), Role.MANAGER: _("Manager"), Role.OWNER: _("Owner")}[of]


def may(of: Role) -> str:
    return {
        Role.HOST: _("The waiting list and guests."),
        Role.MANAGER: _("Also channels, audiences, messages, rules and history."),
        Role.OWNER: _("Everything."),
    }[of]


def deed(of: Deed) -> str:
    """An action that has no word here stands for itself."""
    told = {
        "add": _("added"),
        "edit": _("changed"),
        Action.ACCEPT: _("accepted"),
        Action.DECLINE: _("declined"),
        Action.CALL: _("notified"),
        "again": _("notified again"),
        "correct": _("correction sent"),
        Action.SEAT: _("seated"),
        Action.NO_SHOW: _("no-show"),
        Action.LEAVE: _("left"),
        Action.RELEASE: _("released"),
        Action.DISMISS: _("taken off the list"),
        Action.RECALL: _("back on the list"),
        Action.COMING: _("guest: on the way"),
        Action.LATER: _("guest: more time"),
        Action.CANCEL: _("guest: cancelled"),
        "late": _("running late"),
        "merge": _("two records merged"),
    }.get(of.action, of.action)
    return _("{what} (undone)").format(what=told) if of.undone else told
