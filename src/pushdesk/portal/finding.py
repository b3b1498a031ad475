"""The channel or guest that an address names, or the page that says why there is none."""

import re
from gettext import NullTranslations

from pushdesk.errors import NotFound, UserError
from pushdesk.portal import returning
from pushdesk.portal.problems import Problem
from pushdesk.services import channels, guests
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.guests import Card

_ALIAS = re.compile(r"[A-Za-z0-9]{6}")


def channel(ctx: Context, alias: str, words: NullTranslations) -> Channel:
    """Raises Problem 404."""
    if not _ALIAS.fullmatch(alias):
        raise _no_channel(words)
    try:
        return channels.get(ctx, alias)
    except NotFound as error:
        raise _no_channel(words) from error


def open_channel(ctx: Context, alias: str, words: NullTranslations) -> Channel:
    """Raises Problem 404, or 410 for one that takes nobody any more."""
    found = channel(ctx, alias, words)
    if found.archived:
        raise Problem(
            410,
            UserError(
                words.gettext("“{channel}” is closed.").format(channel=found.name),
                words.gettext("{venue} doesn’t use this code any more.").format(venue=found.venue),
                words.gettext("Ask at the desk for the current one."),
            ),
        )
    return found


def guest(ctx: Context, token: str, words: NullTranslations) -> Card:
    """Raises Problem 404."""
    if not returning.is_token(token):
        raise _no_guest(words)
    try:
        return guests.by_pass(ctx, token)
    except NotFound as error:
        raise _no_guest(words) from error


def _no_channel(words: NullTranslations) -> Problem:
    return Problem(
        404,
        UserError(
            words.gettext("This code leads nowhere."),
            words.gettext("The venue has no list of this name, or the link is incomplete."),
            words.gettext("Scan the venue’s code again, or ask at the desk."),
        ),
    )


def _no_guest(words: NullTranslations) -> Problem:
    return Problem(
        404,
        UserError(
            words.gettext("This page belongs to nobody here."),
            words.gettext("The link is incomplete, or the venue has forgotten this guest."),
            words.gettext("Scan the venue’s code to join again."),
        ),
    )
