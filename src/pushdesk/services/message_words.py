"""What a message says and how long it is worth saying, checked and ready for the outbox."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from pushdesk.domain import placeholders
from pushdesk.domain.requests import MAX_BUTTONS, Button, Purpose, Request
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import quiet, templates, texts
from pushdesk.services.context import Context
from pushdesk.services.templates import Wording
from pushdesk.store import templates as template_rows
from pushdesk.store.messages import Draft
from pushdesk.store.templates import PersonalDraft

DEFAULT_TTL = timedelta(hours=4)
MOST_VARIABLES = 50
VALUE_LENGTH = 200
BUTTON_LENGTH = 40
# Every message has a value for these, see `timing`; a guest without a name leaves a gap.
ALWAYS_KNOWN = frozenset({"name", "venue", "minutes", "until"})


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
    icon: str = ""
    image: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Words:
    """`ttl`, `urgency` and `topic` for a request that names none of its own."""

    text: Text
    ttl: timedelta
    urgency: str
    topic: str


def of_request(ctx: Context, request: Request) -> Words:
    """Those of the template that it names, or its own; raises UserError where it has both."""
    if not request.template:
        text = _text(request, Wording(request.title, request.body), request.translations)
        return Words(text, DEFAULT_TTL, "normal", "m")
    if request.title or request.body or request.translations:
        raise UserError(
            _("A template has its own text."),
            "",
            _("Leave the text out, or choose no template."),
        )
    template = templates.get(ctx, request.template)
    text = _text(request, template.standard, template.wordings)
    return Words(text, template.ttl, template.urgency, template.topic)


def _text(request: Request, standard: Wording, wordings: Mapping[str, Wording]) -> Text:
    return Text(
        standard.title,
        standard.body,
        request.url,
        {tag: Text(wording.title, wording.body) for tag, wording in wordings.items()},
        request.icon,
        request.image,
        request.buttons,
    )


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
    starts_at: datetime | None = None,
    purpose: Purpose = Purpose.VISIT,
    source: str = "",
) -> Draft:
    """Valid for `ttl` from `starts_at`, or from now. Raises UserError."""
    now = ctx.clock.now()
    start = starts_at or now
    templates.check_bounds(ttl, urgency)
    standard = templates.check_wording(text.title, text.body)
    translations = templates.check_wordings(_wordings(text.translations))
    values = {**timing(start, ttl, quiet.zone(ctx)), **_variables(variables)}
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
        expires_at=start + ttl,
        starts_at=starts_at,
        purpose=purpose,
        icon=_https(text.icon, _("The icon's address")),
        image=_https(text.image, _("The picture's address")),
        buttons=_buttons(text.buttons),
        source=source,
    )


def timing(start: datetime, ttl: timedelta, zone: tzinfo | None = None) -> dict[str, str]:
    """Values of every message: whole minutes, and the time of day in `zone` or the computer's."""
    return {
        "minutes": str(max(1, int(ttl.total_seconds() // 60))),
        "until": (start + ttl).astimezone(zone).strftime("%H:%M"),
    }


def check_values(ctx: Context, text: Text, variables: Mapping[str, str]) -> None:
    """Raises UserError for a name that no guest could ever have a value for."""
    missing = needed(text) - ALWAYS_KNOWN - {placeholders.key(name) for name in variables}
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


def needed(text: Text) -> set[str]:
    """The placeholders without a fallback, in any language."""
    every = [text, *text.translations.values()]
    return {name for t in every for name in placeholders.needed(f"{t.title}\n{t.body}")}


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


def _buttons(buttons: tuple[Button, ...]) -> str:
    if len(buttons) > MAX_BUTTONS:
        raise UserError(
            _("These are too many buttons."),
            _("Phones show two at most."),
            _("Leave some out."),
        )
    checked = [
        {
            "title": texts.line(button.title, _("The button's title"), BUTTON_LENGTH),
            "url": _https(button.url, _("The button's link"), required=True),
        }
        for button in buttons
    ]
    return json.dumps(checked, ensure_ascii=False, separators=(",", ":"))


def _https(text: str, what: str, *, required: bool = False) -> str:
    """Browsers load nothing else into a page that came over https."""
    link = texts.web_link(text, what)
    if link.startswith("http://") or (required and not link):
        raise UserError(
            _("{what} is no secure web address.").format(what=what),
            _("Phones open or load nothing else from a notification."),
            _("Give one that starts with https://."),
        )
    return link
