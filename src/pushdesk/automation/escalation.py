"""A call that no phone takes: repeated, then told at the desk, then sent on to the owner's own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE
from pushdesk.domain.events import DeskTold
from pushdesk.domain.visits import Action, State
from pushdesk.i18n import _
from pushdesk.services import audits, guests, preferences, replies, ringing, venues, visits
from pushdesk.services.context import Context
from pushdesk.services.ringing import SILENT
from pushdesk.services.venues import Venue
from pushdesk.services.visits import Call, Cause
from pushdesk.settings import APPRISE_URL, REPEAT_SECONDS, REPEATS
from pushdesk.store import Session, audit, events, waiting
from pushdesk.store import visits as rows
from pushdesk.store.visits import Visit

log = logging.getLogger(__name__)

SOURCE = "program"
REPEAT, TOLD, RELAYED = "repeat", "told", "relayed"
# Gets address, title and text; tells whether it went out.
Relay = Callable[[str, str, str], bool]


def by_apprise(url: str, title: str, body: str) -> bool:
    """Takes as long as the other service does."""
    import apprise  # noqa: PLC0415 - it takes a moment, and few venues use it

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words would show the address
    service = apprise.Apprise()
    return bool(service.add(url) and service.notify(title=title, body=body))


@dataclass(frozen=True)
class Plan:
    """What the owner has chosen; `relays` where there is an address to send on to."""

    repeats: int
    pause: timedelta
    relays: bool


@dataclass(frozen=True)
class Step:
    kind: str
    due: datetime


class Escalation:
    """How far each call has got stands in the database: a restart repeats nothing twice."""

    def __init__(self, ctx: Context, relay: Relay = by_apprise) -> None:
        self._ctx = ctx
        self._relay = relay
        self._complained = False

    def work(self) -> datetime | None:
        """Takes the steps that are due; returns when the next one is."""
        replies.warn_near(self._ctx)
        plan, now, moments = self._plan(), self._ctx.clock.now(), []
        with self._ctx.store.read() as session:
            called = [one for one in rows.every_open(session) if one.state is State.CALLED]
            found = [(visit, next_step(session, visit, plan, now)) for visit in called]
        for visit, step in found:
            if step is not None and step.due <= now:
                self._take(visit, plan)
                moments.append(now + plan.pause)
            elif step is not None:
                moments.append(step.due)
        return min(moments, default=None)

    def _plan(self) -> Plan:
        every = timedelta(seconds=preferences.get(self._ctx, REPEAT_SECONDS))
        relays = bool(preferences.get(self._ctx, APPRISE_URL))
        return Plan(preferences.get(self._ctx, REPEATS), max(SILENT, every), relays)

    def _take(self, seen: Visit, plan: Plan) -> None:
        """Looked at again in the transaction: an answer may have come, or another process."""
        venue, now = venues.get(self._ctx), self._ctx.clock.now()
        with self._ctx.store.write() as session:
            visit = rows.by_id(session, seen.id)
            step = next_step(session, visit, plan, now)
            if step is None or step.due > now:
                return
            call = self._do(session, venue, visit, step.kind, now)
            name = guests.known(session, visit.guest_id).name
        if call is not None:
            visits.announce(self._ctx, visit.guest_id, call)
            return
        self._tell(venue, visit.guest_id, ringing.label(name, visit.number), step.kind)

    def _do(
        self, session: Session, venue: Venue, visit: Visit, kind: str, now: datetime
    ) -> Call | None:
        """The repeated call; None for the other steps."""
        if kind == REPEAT:
            by = Cause(SOURCE)
            return visits.call_again(self._ctx, session, venue, visit.guest_id, visit.public_id, by)
        audits.change(session, audits.Stamp(now), visit, kind, {})
        properties = {"visit": visit.public_id}
        events.insert(session, visit.guest_id, f"call_{kind}", properties, SOURCE, now)
        return None

    def _tell(self, venue: Venue, guest_id: int, label: str, kind: str) -> None:
        if kind == TOLD:
            sentence = _("Call the name: {name}. No phone has taken the call.")
            self._ctx.bus.publish(DeskTold(sentence.format(name=label), guest_id))
        else:
            self._send_on(venue.name, label)
        audits.tell(self._ctx, guest_id, f"call_{kind}")

    def _send_on(self, venue: str, label: str) -> None:
        """Written down before: at most once, whatever happens here."""
        body = _("{name} has been called and no phone has taken it.").format(name=label)
        try:
            done = self._relay(preferences.get(self._ctx, APPRISE_URL), venue, body)
        except Exception as error:  # noqa: BLE001 - plugins of others; their words show the address
            log.info("A call could not be sent on: %s", type(error).__name__)
            done = False
        if not done and not self._complained:
            log.warning("A call could not be sent on to the address in the settings")
        self._complained = not done


def next_step(session: Session, visit: Visit, plan: Plan, now: datetime) -> Step | None:
    """None where a phone has taken the call, everything is done, or the hold has ended."""
    if visit.ended_at is not None or visit.state is not State.CALLED:
        return None
    if visit.hold_until is None or visit.hold_until <= now:
        return None
    done = [change for change in audit.of_visit(session, visit.id) if change.undone_at is None]
    calls = [place for place, change in enumerate(done) if change.action == Action.CALL]
    since = [one for one in done[calls[-1] :] if _counts(one.action)] if calls else []
    messages = [one.message_id for one in since if one.message_id is not None]
    if not messages:
        return None  # called by name
    signs = waiting.signs(session, messages)
    if any(sign.state in ON_THE_PHONE for each in signs.values() for sign in each):
        return None
    ended = all(sign.state in ENDS for sign in signs.get(messages[-1], ()))
    # Who has left may not be rung again, though a phone may still answer.
    hopeless = ended or not ringing.can_ring(session, visit.guest_id)
    kind = _kind({one.action for one in since}, len(messages) - 1, plan, hopeless=hopeless)
    if kind is None:
        return None
    at_once = hopeless and kind == TOLD
    due = since[-1].at + (timedelta(0) if at_once else plan.pause)
    return Step(kind, due) if due < visit.hold_until else None


def _counts(action: str) -> bool:
    return action in {Action.CALL, REPEAT, TOLD, RELAYED}


def _kind(done: set[str], repeats: int, plan: Plan, *, hopeless: bool) -> str | None:
    if RELAYED in done:
        return None
    if TOLD in done:
        return RELAYED if plan.relays else None
    return REPEAT if repeats < plan.repeats and not hopeless else TOLD
