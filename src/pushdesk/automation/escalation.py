"""A call that no phone takes: repeated, then told at the desk, then sent on to the owner's own."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from pushdesk.domain.escalation import REPEAT, TOLD, Plan, Step, next_step
from pushdesk.domain.events import DeskTold
from pushdesk.i18n import _
from pushdesk.services import audits, guests, preferences, replies, ringing, venues, visits
from pushdesk.services.context import Context
from pushdesk.services.ringing import SILENT
from pushdesk.services.venues import Venue
from pushdesk.services.visits import Call, Cause
from pushdesk.settings import APPRISE_URL, REPEAT_SECONDS, REPEATS
from pushdesk.store import Session, calls, events
from pushdesk.store.visits import Visit

log = logging.getLogger(__name__)

SOURCE = "program"
# Gets address, title and text; tells whether it went out.
Relay = Callable[[str, str, str], bool]


def by_apprise(url: str, title: str, body: str) -> bool:
    """Takes as long as the other service does."""
    import apprise  # noqa: PLC0415 - it takes a moment, and few venues use it

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words would show the address
    service = apprise.Apprise()
    return bool(service.add(url) and service.notify(title=title, body=body))


class Escalation:
    """How far each call has got stands in the database: a restart repeats nothing twice."""

    def __init__(self, ctx: Context, relay: Relay = by_apprise) -> None:
        self._ctx = ctx
        self._relay = relay
        self._complained = False

    def work(self) -> datetime | None:
        """Takes the steps that are due; returns when the next one is."""
        replies.warn_near(self._ctx)
        now = self._ctx.clock.now()
        with self._ctx.store.read() as session:
            standing = calls.standing(session, now)
        if not standing:
            return None
        plan, moments = self._plan(), []
        for call in standing:
            step = _next_step(call, plan)
            if step is not None and step.due <= now:
                self._take(call.visit.id, plan)
                moments.append(now + plan.pause)
            elif step is not None:
                moments.append(step.due)
        return min(moments, default=None)

    def _plan(self) -> Plan:
        every = timedelta(seconds=preferences.get(self._ctx, REPEAT_SECONDS))
        relays = bool(preferences.get(self._ctx, APPRISE_URL))
        return Plan(preferences.get(self._ctx, REPEATS), max(SILENT, every), relays)

    def _take(self, visit_id: int, plan: Plan) -> None:
        """Looked at again in the transaction: an answer may have come, or another process."""
        venue, now = venues.get(self._ctx), self._ctx.clock.now()
        with self._ctx.store.write() as session:
            standing = calls.standing(session, now, visit_id)
            step = _next_step(standing[0], plan) if standing else None
            if step is None or step.due > now:
                return
            visit = standing[0].visit
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


def _next_step(call: calls.Call, plan: Plan) -> Step | None:
    return next_step(call.taken, call.hold_until, plan, can_ring=call.can_ring)
