"""Sends: committed to the outbox first, followed by their counts."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pushdesk.domain import placeholders, targets
from pushdesk.domain.deliveries import DeliveryState, settled
from pushdesk.domain.events import MessageQueued
from pushdesk.domain.lanes import lane_of
from pushdesk.domain.targets import Target
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import audiences, channels, guests, templates, texts, venues
from pushdesk.services.audiences import Window
from pushdesk.services.context import Context
from pushdesk.services.templates import URGENCIES, Wording
from pushdesk.store import Session
from pushdesk.store import messages as rows
from pushdesk.store import templates as template_rows
from pushdesk.store.messages import Draft, Progress
from pushdesk.store.templates import PersonalDraft

__all__ = ["URGENCIES", "FromTemplate", "Progress", "Sent", "Status", "Text"]

DEFAULT_TTL = timedelta(hours=4)
MOST_VARIABLES = 50
VALUE_LENGTH = 200
# Every message has a value for these, see `timing`; a guest without a name leaves a gap.
_ALWAYS_KNOWN = frozenset({"name", "venue", "minutes", "until"})


@dataclass(frozen=True)
class Text:
    """What the phone shows, and where a tap leads (empty: the guest's own page).

    `translations` by language tag, titles and bodies only; a guest of any other language gets
    the text itself. All may have placeholders, see `domain.placeholders`.
    """

    title: str
    body: str = ""
    url: str = ""
    translations: Mapping[str, "Text"] = field(default_factory=dict)


@dataclass(frozen=True)
class FromTemplate:
    """The words of a template, its urgency and validity."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Sent:
    """`recipients` are guests; each is rung on all their live `devices`."""

    id: str
    recipients: int
    devices: int
    expires_at: datetime


@dataclass(frozen=True)
class Status:
    id: str
    counts: dict[DeliveryState, int]

    @property
    def settled(self) -> bool:
        return all(settled(state) for state in self.counts)


def read_target(text: str) -> Target:
    """Raises UserError where the text names nobody."""
    target = targets.parse(text)
    if target is None:
        raise UserError(
            _("“{text}” is no one to send to.").format(text=text[:60]),
            "",
            _("Give app, channel:ALIAS, audience:NAME, pushed_id:ID, own:SYSTEM/ID or email:…"),
        )
    return target


def send(
    ctx: Context,
    to: Collection[Target],
    text: Text | FromTemplate,
    *,
    variables: Mapping[str, str] | None = None,
    exclude: Collection[Target] = (),
    ttl: timedelta | None = None,
    urgency: str | None = None,
    window: Window | None = None,
    limit: int | None = None,
) -> Sent:
    """Raises UserError where nobody can be reached or a bound is broken; then nothing is kept.

    Without `ttl` and `urgency` those of the template, or four hours and normal. `window` keeps
    to who subscribed in it, `limit` to so many guests, those who came first.
    """
    for target in (*to, *exclude):
        _check_exists(ctx, target)
    venue = venues.get(ctx)
    public_id = secrets.token_hex(8)
    plan = _plan(ctx, text)
    _check_values(ctx, plan.text, variables or {})
    draft = make_draft(
        ctx,
        venue.id,
        plan.text,
        variables=variables or {},
        ttl=plan.ttl if ttl is None else ttl,
        urgency=urgency or plan.urgency,
        topic=f"{plan.topic}-{public_id}",
        public_id=public_id,
    )
    with ctx.store.write() as session:
        sent = put_in_outbox(session, draft, to, exclude, window, limit)
    ctx.bus.publish(MessageQueued(sent.id))
    return sent


def make_draft(
    ctx: Context,
    venue_id: int,
    text: Text,
    *,
    variables: Mapping[str, str],
    ttl: timedelta,
    urgency: str,
    topic: str,
    public_id: str,
    visit_id: int | None = None,
) -> Draft:
    now = ctx.clock.now()
    templates.check_bounds(ttl, urgency)
    standard = templates.check_wording(text.title, text.body)
    translations = templates.check_wordings(_wordings(text.translations))
    values = {**timing(now, ttl), **_variables(variables)}
    return PersonalDraft(
        public_id=public_id,
        venue_id=venue_id,
        visit_id=visit_id,
        title=standard.title,
        body=standard.body,
        translations=template_rows.wordings_to_json(translations),
        variables=template_rows.to_json(values),
        url=texts.web_link(text.url, _("The link")),
        urgency=urgency,
        topic=topic,
        created_at=now,
        expires_at=now + ttl,
    )


def timing(now: datetime, ttl: timedelta) -> dict[str, str]:
    """Values of every message: whole minutes, and the venue's time of day."""
    return {
        "minutes": str(max(1, int(ttl.total_seconds() // 60))),
        "until": (now + ttl).astimezone().strftime("%H:%M"),
    }


def put_in_outbox(
    session: Session,
    draft: Draft,
    to: Collection[Target],
    exclude: Collection[Target] = (),
    window: Window | None = None,
    limit: int | None = None,
) -> Sent:
    """Part of the caller's transaction; raises UserError where nobody can be reached."""
    message_id = rows.insert_message(session, draft)
    recipients, devices = rows.enqueue(
        session, message_id, lane_of(draft.urgency), to, exclude, draft.created_at, window, limit
    )
    if not devices:
        raise UserError(
            _("There is nobody to send this to."),
            _("Nobody among them is subscribed with a phone that can still be reached."),
            _("Let them scan the subscribe code again."),
        )
    return Sent(draft.public_id, recipients, devices, draft.expires_at)


def status(ctx: Context, message_id: str) -> Status:
    with ctx.store.read() as session:
        message = rows.message(session, message_id)
        if message is None:
            raise NotFound(
                _("There is no message “{id}”.").format(id=message_id[:20]),
                "",
                _("Use the id that sending it gave."),
            )
        return Status(message.public_id, rows.counts(session, message.id))


def recent(ctx: Context, limit: int = 50) -> list[Progress]:
    """The latest deliveries, newest first."""
    with ctx.store.read() as session:
        return rows.recent(session, limit)


def _check_exists(ctx: Context, target: Target) -> None:
    match target:
        case targets.Channel(alias):
            channels.get(ctx, alias)
        case targets.PushedId(value):
            guests.find(ctx, value)
        case targets.Audience(name):
            audiences.get(ctx, name)
        case targets.App():
            pass


@dataclass(frozen=True)
class _Plan:
    text: Text
    ttl: timedelta
    urgency: str
    topic: str


def _plan(ctx: Context, text: Text | FromTemplate) -> _Plan:
    if isinstance(text, Text):
        return _Plan(text, DEFAULT_TTL, "normal", "m")
    template = templates.get(ctx, text.name)
    return _Plan(
        Text(
            template.standard.title,
            template.standard.body,
            text.url,
            {tag: Text(words.title, words.body) for tag, words in template.wordings.items()},
        ),
        template.ttl,
        template.urgency,
        template.topic,
    )


def _wordings(translations: Mapping[str, Text]) -> dict[str, Wording]:
    if any(text.url or text.translations for text in translations.values()):
        raise UserError(
            _("A translation has a title and a text only."),
            _("The link is the same for everybody."),
            _("Leave the link out of the translations."),
        )
    return {tag: Wording(text.title, text.body) for tag, text in translations.items()}


def _variables(variables: Mapping[str, str]) -> dict[str, str]:
    if len(variables) > MOST_VARIABLES:
        raise UserError(
            _("These are too many variables."),
            _("There are {n}; {most} fit.").format(n=len(variables), most=MOST_VARIABLES),
            _("Leave some out."),
        )
    return {_variable(name): _value(name, text) for name, text in variables.items()}


def _variable(name: str) -> str:
    if placeholders.is_name(name):
        return placeholders.key(name)
    raise UserError(
        _("“{name}” can't be the name of a variable.").format(name=name[:40]),
        _("A name has letters, digits, spaces, dots and hyphens only."),
        _("Choose another name."),
    )


def _value(name: str, text: str) -> str:
    what = _("The value of “{name}”").format(name=name)
    return texts.line(text, what, VALUE_LENGTH, required=False)


def _check_values(ctx: Context, text: Text, variables: Mapping[str, str]) -> None:
    """Raises UserError for a name that no guest could ever have a value for."""
    every = [text, *text.translations.values()]
    needed = {name for t in every for name in placeholders.needed(f"{t.title}\n{t.body}")}
    missing = needed - _ALWAYS_KNOWN - {placeholders.key(name) for name in variables}
    if missing:
        with ctx.store.read() as session:
            missing -= {placeholders.key(name) for name in template_rows.field_names(session)}
    if missing:
        raise UserError(
            _("There is no value for {names}.").format(
                names=", ".join(f"{{{name}}}" for name in sorted(missing))
            ),
            _("Neither this message nor any guest has one."),
            _("Give it with the message, or write what stands there instead: {name|friend}."),
        )
