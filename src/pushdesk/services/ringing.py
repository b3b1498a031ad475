"""What a visit says to the guest's phone: the call, the test at the door, news of the wait."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pushdesk.domain import placeholders
from pushdesk.domain.deliveries import ENDS, LADDER, ON_THE_PHONE, DeliveryState
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.targets import PushedId
from pushdesk.i18n import _
from pushdesk.services import messages, quiet, templates, texts
from pushdesk.services.context import Context
from pushdesk.services.messages import Text
from pushdesk.store import Session
from pushdesk.store import guests as guest_rows
from pushdesk.store import messages as message_rows
from pushdesk.store import templates as template_rows
from pushdesk.store import visits as visit_rows
from pushdesk.store.guests import Guest
from pushdesk.store.venues import Venue
from pushdesk.store.visits import Visit
from pushdesk.store.waiting import Phone as Device
from pushdesk.store.waiting import Sign

# After so long without the phone's own word something is wrong.
SILENT = timedelta(seconds=45)
TEST_TTL = timedelta(minutes=5)
_CORRECTION = {
    "en": Wording("Not yet, sorry", "The last message came too early. We call you again."),
    "es": Wording("Todavía no, perdón", "El último aviso llegó antes de tiempo. Le avisaremos."),
    "fr": Wording("Pas encore, désolé", "Le dernier message est parti trop tôt. Nous rappelons."),
    "de": Wording("Noch nicht, Verzeihung", "Die letzte Nachricht kam zu früh. Wir rufen wieder."),
    "it": Wording("Non ancora, ci scusi", "L’ultimo avviso è partito troppo presto. Richiamiamo."),
    "pt": Wording("Ainda não, desculpe", "O último aviso foi cedo demais. Voltamos a chamar."),
}


class PhoneKind(StrEnum):
    IPHONE = "iphone"
    ANDROID = "android"
    DESKTOP = "desktop"
    NONE = "none"


_KINDS = {
    "iPhone": PhoneKind.IPHONE,
    "iPad": PhoneKind.IPHONE,
    "Android": PhoneKind.ANDROID,
}


class RingState(StrEnum):
    """Of the test ring at the door."""

    NONE = "none"  # none was sent
    WAITING = "waiting"
    GREEN = "green"  # the phone itself has said so
    AMBER = "amber"  # no word for 45 seconds
    RED = "red"  # it can't be rung


@dataclass(frozen=True)
class Phone:
    """`sentence` is what to say to the guest; empty where nothing has to be said."""

    kind: PhoneKind
    can_ring: bool
    sentence: str


@dataclass(frozen=True)
class Ring:
    """`reason` is what to say to the guest; `seconds` until the phone answered, or until now."""

    state: RingState
    reason: str
    seconds: int


@dataclass(frozen=True)
class Ladder:
    """How far a message has come, on the phone where it came furthest.

    `silent`: no phone has acknowledged it for 45 seconds, or none will.
    """

    message_id: str
    state: DeliveryState
    reason: str
    silent: bool
    queued_at: datetime
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Words:
    wordings: Mapping[str, Wording]
    standard: Wording
    urgency: str
    topic: str


@dataclass(frozen=True)
class Said:
    """A message in the outbox: its row, the id that others see, and how many devices it rings."""

    row: int
    id: str
    devices: int


def can_ring(session: Session, guest_id: int) -> bool:
    """Subscribed, with a phone that still listens."""
    live = any(device.gone_at is None for device in guest_rows.devices(session, guest_id))
    return live and bool(guest_rows.memberships(session, guest_id))


def from_template(session: Session, name: str) -> Words:
    template = templates.current(session, name)
    return Words(template.wordings, template.standard, template.urgency, template.topic)


def correction(session: Session) -> Words:
    """It takes the place of the call on the phone."""
    ready = from_template(session, "ready")
    return Words(_CORRECTION, _CORRECTION["en"], "high", ready.topic)


def say(
    ctx: Context,
    session: Session,
    venue: Venue,
    guest: Guest,
    visit: Visit,
    words: Words,
    ttl: timedelta,
    *,
    variables: Mapping[str, str],
    urgency: str = "",
    hold_back: timedelta = timedelta(0),
) -> Said:
    """Part of the caller's transaction; nothing leaves before `hold_back` is over.

    Raises UserError where no phone can be reached.
    """
    values = _values(ctx, session, venue, guest, ctx.clock.now(), ttl) | dict(variables)
    draft = messages.make_draft(
        ctx,
        venue.id,
        _text(words, guest.language, values),
        variables=variables,
        ttl=ttl,
        urgency=urgency or words.urgency,
        topic=f"{words.topic}-{visit.public_id}",
        public_id=secrets.token_hex(8),
        visit_id=visit.id,
        starts_at=ctx.clock.now() + hold_back if hold_back else None,
    )
    sent = messages.put_in_outbox(session, draft, [PushedId(guest.pushed_id)])
    stored = message_rows.message(session, sent.id)
    if stored is None:
        raise RuntimeError("a message that was just written is gone")
    return Said(stored.id, sent.id, sent.devices)


def try_out(ctx: Context, session: Session, venue: Venue, guest: Guest, visit: Visit) -> str:
    """The test ring at the door, as part of the caller's transaction; empty without a phone."""
    if not can_ring(session, guest.id):
        return ""
    words = from_template(session, "confirmation")
    said = say(ctx, session, venue, guest, visit, words, TEST_TTL, variables={}, urgency="high")
    visit_rows.change(session, visit.id, ring_id=said.row)
    return said.id


def phone(devices: Sequence[Device], source: str) -> Phone:
    """`source` of the visit: who came by a page has it open."""
    live = next((device for device in devices if not device.gone), None)
    if live is not None:
        return Phone(_KINDS.get(live.platform, PhoneKind.DESKTOP), True, "")
    if devices:
        kind = _KINDS.get(devices[0].platform, PhoneKind.DESKTOP)
        return Phone(kind, False, _("Your phone can't ring any more. Please scan our code again."))
    if source == "page":
        return Phone(PhoneKind.NONE, False, _("Please keep our page open: it shows your turn."))
    return Phone(PhoneKind.NONE, False, _("We call your name when it is your turn."))


def ladder(signs: Sequence[Sign], now: datetime) -> Ladder | None:
    """None for a message that went to nobody."""
    if not signs:
        return None
    best = max(signs, key=lambda sign: _height(sign.state))
    late = now - best.queued_at >= SILENT
    return Ladder(
        best.message_id,
        best.state,
        best.reason,
        best.state not in ON_THE_PHONE and (late or best.state in ENDS),
        best.queued_at,
        best.accepted_at,
        best.shown_at,
        best.opened_at,
        best.ended_at,
    )


def tried(sent: bool, signs: Sequence[Sign], now: datetime) -> Ring:
    """What the test ring has shown; `sent` tells whether there was one."""
    found = ladder(signs, now)
    if not sent or found is None:
        return Ring(RingState.NONE, "", 0)
    if found.state in ON_THE_PHONE:
        rang = found.shown_at or found.opened_at or now
        return Ring(RingState.GREEN, "", _seconds(rang - found.queued_at))
    waited = _seconds(now - found.queued_at)
    if found.state in {DeliveryState.GONE, DeliveryState.FAILED}:
        reason = _("Your phone can't be reached. Please scan our code again.")
        return Ring(RingState.RED, reason, waited)
    if found.silent:
        reason = _("Has your phone rung? Please look whether it is muted, and keep our page open.")
        return Ring(RingState.AMBER, reason, waited)
    return Ring(RingState.WAITING, "", waited)


def _height(state: DeliveryState) -> int:
    return LADDER.index(state) if state in LADDER else -1


def _seconds(span: timedelta) -> int:
    return max(0, round(span.total_seconds()))


def label(name: str, number: int) -> str:
    """How the desk calls the party."""
    return name or _("Number {n}").format(n=number)


def _values(
    ctx: Context, session: Session, venue: Venue, guest: Guest, at: datetime, ttl: timedelta
) -> dict[str, str]:
    fields = template_rows.fields(session, {guest.id}).get(guest.id, {})
    timing = messages.timing(at, ttl, quiet.zone(ctx))
    return {**fields, "name": guest.name, "venue": venue.name, **timing}


def _text(words: Words, language: str, values: Mapping[str, str]) -> Text:
    """Only the guest's language is kept, with its values, so that the desk sees what was sent."""
    tag, wording = placeholders.choose(words.standard, words.wordings, language)
    title = _filled(wording.title, values, texts.TITLE_LENGTH)
    body = _filled(wording.body, values, texts.BODY_LENGTH)
    return Text(title, body, translations={tag: Text(title, body)})


def _filled(text: str, values: Mapping[str, str], longest: int) -> str:
    """What would be too long or empty stays as it is: the sender cuts it, or knows a way out."""
    filled = placeholders.escape(placeholders.render(text, values))
    return filled if filled.strip() and len(filled) <= longest else text
