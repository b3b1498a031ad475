"""Templates: texts for one purpose in several languages, and the bounds of what may be sent."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache

from pushdesk import resource_files
from pushdesk.domain import placeholders
from pushdesk.domain.events import SettingChanged
from pushdesk.domain.placeholders import Problem, Wording
from pushdesk.domain.requests import Purpose
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.services.context import Context
from pushdesk.store import Session
from pushdesk.store import templates as rows
from pushdesk.store.templates import Template
from pushdesk.webpush.urgency import Urgency

__all__ = ["NAMES", "Template", "Wording"]

NAMES = (
    "ready",
    "second_call",
    "getting_close",
    "delay",
    "confirmation",
    "reminder",
    "dispatch",
    "error",
    "birthday",
    "follow_up",
)
# What belongs to no visit that lasts goes only to guests who have asked for news, and not at night.
_NEWS = frozenset({"birthday", "follow_up"})
URGENCIES = tuple(urgency.value for urgency in Urgency)
# Less could not be sent and shown in time.
SHORTEST_TTL = timedelta(seconds=5)
# RFC 8030 sets no bound; push services keep nothing longer than four weeks.
LONGEST_TTL = timedelta(days=28)
MOST_LANGUAGES = 40
# RFC 5646, as far as texts differ by it.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")


def every(ctx: Context) -> list[Template]:
    """As the owner has them, in the order of a visit."""
    with ctx.store.read() as session:
        edited = rows.every(session)
    return [edited.get(name) or _shipped(name) for name in NAMES]


def get(ctx: Context, name: str) -> Template:
    """Raises NotFound."""
    with ctx.store.read() as session:
        return current(session, name)


def current(session: Session, name: str) -> Template:
    """Part of the caller's transaction."""
    return rows.get(session, _known(name)) or _shipped(name)


def purpose_of(name: str) -> Purpose:
    """What a rule sends it as; by hand it is for whoever sends it to say."""
    return Purpose.NEWS if name in _NEWS else Purpose.VISIT


def field_names(ctx: Context) -> list[str]:
    """Of all guests' own fields: what a text may name beside the program's own placeholders."""
    with ctx.store.read() as session:
        return sorted(rows.field_names(session))


def save(ctx: Context, template: Template) -> Template:
    """The owner's words instead of the shipped ones; the topic stays. Raises UserError."""
    ctx.require(Permission.COMPOSER)
    shipped = _shipped(_known(template.name))
    wordings = check_wordings(template.wordings)
    standard = language_tag(template.standard_language)
    if standard not in wordings:
        raise UserError(
            _("There is no text in the standard language “{tag}”.").format(tag=standard[:20]),
            _("Guests get it whose own language has none."),
            _("Write it, or choose another language as the standard."),
        )
    check_bounds(template.ttl, template.urgency)
    kept = replace(
        template, wordings=wordings, standard_language=standard, topic=shipped.topic, edited=True
    )
    with ctx.store.write() as session:
        rows.save(session, kept)
    ctx.bus.publish(SettingChanged(f"template:{kept.name}"))
    return kept


def reset(ctx: Context, name: str) -> Template:
    """Back to the shipped words."""
    ctx.require(Permission.COMPOSER)
    shipped = _shipped(_known(name))
    with ctx.store.write() as session:
        rows.forget(session, name)
    ctx.bus.publish(SettingChanged(f"template:{name}"))
    return shipped


def check_wording(title: str, body: str, language: str = "") -> Wording:
    """Clean and within bounds; `language` is for the sentence. Raises UserError."""
    where = f" ({language})" if language else ""
    what = _("The title") + where, _("The text") + where
    wording = Wording(
        texts.line(title, what[0], texts.TITLE_LENGTH),
        texts.paragraph(body, what[1], texts.BODY_LENGTH),
    )
    _check_placeholders(wording.title, what[0])
    _check_placeholders(wording.body, what[1])
    return wording


def check_wordings(wordings: Mapping[str, Wording]) -> dict[str, Wording]:
    """By language tag in small letters. Raises UserError."""
    if len(wordings) > MOST_LANGUAGES:
        raise UserError(
            _("These are too many languages."),
            _("There are {n}; {most} fit.").format(n=len(wordings), most=MOST_LANGUAGES),
            _("Leave some out."),
        )
    return {
        (tag := language_tag(language)): check_wording(wording.title, wording.body, tag)
        for language, wording in wordings.items()
    }


def language_tag(language: str) -> str:
    """In small letters, with hyphens. Raises UserError."""
    tag = language.strip().replace("_", "-").casefold()
    if _LANGUAGE.fullmatch(tag):
        return tag
    raise UserError(
        _("“{language}” is no language.").format(language=language[:20]),
        "",
        _("Give its letters, such as de or pt-BR."),
    )


def check_bounds(ttl: timedelta, urgency: str) -> None:
    if not SHORTEST_TTL <= ttl <= LONGEST_TTL:
        raise UserError(
            _("A message can't be valid for that long or short a time."),
            _("Push services keep one for four weeks at most."),
            _("Give between five seconds and 28 days."),
        )
    if urgency not in URGENCIES:
        raise UserError(
            _("“{urgency}” is no urgency.").format(urgency=urgency[:20]),
            "",
            _("Choose one of: {words}.").format(words=", ".join(URGENCIES)),
        )


def _known(name: str) -> str:
    if name in NAMES:
        return name
    raise NotFound(
        _("There is no template “{name}”.").format(name=name[:40]),
        "",
        _("Choose one of: {words}.").format(words=", ".join(NAMES)),
    )


@cache
def _shipped(name: str) -> Template:
    found = json.loads(resource_files.text("templates", f"{name}.json"))
    return Template(
        name,
        {tag: Wording(**words) for tag, words in found["texts"].items()},
        found["standard_language"],
        found["urgency"],
        timedelta(seconds=found["ttl_seconds"]),
        found["topic"],
        edited=False,
    )


def _check_placeholders(text: str, what: str) -> None:
    problem = placeholders.check(text)
    if problem is None:
        return
    raise UserError(
        _("{what} has a placeholder that can't be read.").format(what=what),
        {
            Problem.UNCLOSED: _("A brace is opened and not closed."),
            Problem.NO_NAME: _("There is nothing between two braces."),
            Problem.LONG_NAME: _("The name between two braces is too long."),
            Problem.BAD_NAME: _("A name has letters, digits, spaces, dots and hyphens only."),
        }[problem],
        _("Write {name} or {name|friend}, and {{ for a brace itself."),
    )
