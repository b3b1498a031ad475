"""Scheduled messages: what is due enters the outbox, and the draft moves on with it."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from pushdesk.domain.events import DraftChanged, MessageQueued
from pushdesk.errors import Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.services import composing, message_words, repeats
from pushdesk.services.context import Context
from pushdesk.store import drafts as rows
from pushdesk.store.drafts import Draft

log = logging.getLogger(__name__)


class Schedules:
    """Nothing is kept in memory: another process or a later start goes on from the tables."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._looked: datetime | None = None

    def work(self) -> datetime | None:
        """Does what is due now; the moment to look again, None where nothing is planned.

        Raises Unavailable where the database can't be written now: nothing is lost then.
        """
        now = self._ctx.clock.now()
        if self._looked is None or now < self._looked:
            self._bring_forward(now)
        self._looked = now
        with self._ctx.store.read() as session:
            due = rows.due(session, now)
        for draft in due:
            self._do(draft, now)
        with self._ctx.store.read() as session:
            return rows.next_due(session)

    def _bring_forward(self, now: datetime) -> None:
        """A clock that was wrong for a while may have moved a repeating message into next year.

        The first time after now may be one that was sent already, the second isn't.
        """
        with self._ctx.store.read() as session:
            every = rows.every(session)
        for draft in every:
            coming = _coming(draft, now)
            if coming and draft.send_at and draft.send_at > coming[-1]:
                self._note(draft, replace(draft, send_at=coming[0]), draft.note)

    def _do(self, draft: Draft, now: datetime) -> None:
        after = replace(draft, state="done", send_at=None)
        try:
            moment, after = _moment(draft, now), _after(draft, now)
            if now - moment > self._worth(draft):
                self._miss(draft, after, moment)
            else:
                self._send(draft, after, moment)
        except Unavailable:
            raise
        except UserError as error:
            log.info("The scheduled message %s can't be sent: %s", draft.id, error)
            self._note(draft, after, str(error))

    def _send(self, draft: Draft, after: Draft, moment: datetime) -> None:
        """The message and the draft's next step are one transaction: both or neither."""
        composed = composing.compose(self._ctx, draft.request, moment, f"draft:{draft.id}")
        with self._ctx.store.read() as session:
            planned = composing.plan(session, composed)
        with self._ctx.store.write() as session:
            if not rows.move_on(session, draft, replace(after, sent=draft.sent + 1, note="")):
                return
            sent = composing.enter(session, composed, *planned)
        self._ctx.bus.publish(MessageQueued(sent.id))
        self._ctx.bus.publish(DraftChanged(draft.id))

    def _miss(self, draft: Draft, after: Draft, moment: datetime) -> None:
        local = moment.astimezone(repeats.zone_named(draft.zone))
        missed = _("Missed at {time}: PushDesk did not run then.")
        self._note(draft, after, missed.format(time=f"{local:%Y-%m-%d %H:%M}"))

    def _note(self, draft: Draft, after: Draft, note: str) -> None:
        with self._ctx.store.write() as session:
            rows.move_on(session, draft, replace(after, note=note))
        self._ctx.bus.publish(DraftChanged(draft.id))

    def _worth(self, draft: Draft) -> timedelta:
        """How late it may still leave."""
        if draft.request.until is not None and draft.send_at is not None:
            return draft.request.until - draft.send_at
        usual = message_words.of_request(self._ctx, draft.request).ttl
        return usual if draft.request.ttl is None else draft.request.ttl


def _coming(draft: Draft, now: datetime) -> list[datetime]:
    """The next two times of one that repeats."""
    if draft.state != "scheduled" or not draft.repeats or draft.began_at is None:
        return []
    try:
        return repeats.upcoming(draft.repeats, draft.began_at, draft.zone, now, 2)
    except UserError:
        return []  # what is wrong with it is said when it is due


def _moment(draft: Draft, now: datetime) -> datetime:
    """The latest of its times that is due: who was off for days doesn't make up for each."""
    planned = draft.send_at or now
    if not draft.repeats:
        return planned
    start = draft.began_at or planned
    return repeats.latest(draft.repeats, start, draft.zone, now) or planned


def _after(draft: Draft, now: datetime) -> Draft:
    if draft.repeats:
        start = draft.began_at or draft.send_at or now
        if coming := repeats.upcoming(draft.repeats, start, draft.zone, now, 1):
            return replace(draft, send_at=coming[0])
    return replace(draft, state="done", send_at=None)
