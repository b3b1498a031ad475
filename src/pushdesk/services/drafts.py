"""Messages that are not sent yet: kept while they are written, sent later, or again and again."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from pushdesk.domain import requests
from pushdesk.domain.events import DraftChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import composing, messages, quiet, repeats
from pushdesk.services.context import Context
from pushdesk.store import Session
from pushdesk.store import drafts as rows
from pushdesk.store.drafts import Draft, State

__all__ = ["Draft", "State"]

# What is late by no more than that was meant for now.
_A_MOMENT_AGO = timedelta(minutes=1)
# A repeat may have begun so long ago, and a message be planned so far ahead.
_YEAR = timedelta(days=366)
_FARTHEST = 10 * _YEAR


def save(ctx: Context, request: Request, draft_id: str | None = None) -> Draft:
    """Raises NotFound, and UserError where it is too large or a scheduled one couldn't be sent."""
    ctx.require(Permission.COMPOSER)
    messages.read_request(requests.to_json(request))
    if draft_id is None:
        fresh = Draft(secrets.token_hex(8), request, "draft", None, "", "", 0, "", ctx.clock.now())
        return _put(ctx, fresh)
    draft = get(ctx, draft_id)
    if draft.state == "scheduled":
        _check(ctx, request, draft.send_at, draft.repeats)
    return _change(ctx, draft_id, lambda now: _with(now, request))


def every(ctx: Context) -> list[Draft]:
    """The latest change first."""
    with ctx.store.read() as session:
        return rows.every(session)


def get(ctx: Context, draft_id: str) -> Draft:
    """Raises NotFound."""
    with ctx.store.read() as session:
        return _find(session, draft_id)


def delete(ctx: Context, draft_id: str) -> Draft:
    """What `restore` brings back. Raises NotFound."""
    ctx.require(Permission.COMPOSER)
    with ctx.store.write() as session:
        draft = _find(session, draft_id)
        rows.delete_draft(session, draft_id)
    ctx.bus.publish(DraftChanged(draft_id))
    return draft


def restore(ctx: Context, draft: Draft) -> Draft:
    """As it was, its schedule too. Whoever was faster has brought it back already."""
    ctx.require(Permission.COMPOSER)
    with ctx.store.read() as session:
        back = rows.get(session, draft.id)
    return back or _put(ctx, draft)


def schedule(
    ctx: Context, draft_id: str, send_at: datetime, repeats: str = "", zone: str = ""
) -> Draft:
    """From `send_at` on, by the clock of `zone` or the venue's. Raises UserError, NotFound."""
    ctx.require(Permission.COMPOSER)
    draft = get(ctx, draft_id)
    _check_near(ctx, send_at)
    _check(ctx, draft.request, send_at, repeats)
    zone = zone or quiet.zone(ctx).key
    first = _first(ctx, send_at, repeats, zone)

    def plan(now: Draft) -> Draft:
        planned = replace(now, state="scheduled", send_at=first, began_at=first)
        return replace(planned, repeats=repeats, zone=zone, sent=0, note="")

    return _change(ctx, draft_id, plan)


def unschedule(ctx: Context, draft_id: str) -> Draft:
    """Raises NotFound."""
    ctx.require(Permission.COMPOSER)

    def take_off(now: Draft) -> Draft:
        return replace(now, state="draft", send_at=None, began_at=None, repeats="")

    return _change(ctx, draft_id, take_off)


def _with(draft: Draft, request: Request) -> Draft:
    """What has been sent meanwhile is a draft again, and no schedule."""
    state: State = "scheduled" if draft.state == "scheduled" else "draft"
    return replace(draft, request=request, state=state)


def _find(session: Session, draft_id: str) -> Draft:
    found = rows.get(session, draft_id)
    if found is None:
        raise NotFound(
            _("There is no draft “{id}”.").format(id=draft_id[:20]),
            _("It may have been deleted."),
            _("Look at the list of drafts."),
        )
    return found


def _change(ctx: Context, draft_id: str, change: Callable[[Draft], Draft]) -> Draft:
    """Of the draft as it is now: its time may have come a moment ago, and it isn't sent twice."""
    with ctx.store.write() as session:
        kept = replace(change(_find(session, draft_id)), updated_at=ctx.clock.now())
        rows.put(session, kept)
    ctx.bus.publish(DraftChanged(draft_id))
    return kept


def _put(ctx: Context, draft: Draft) -> Draft:
    kept = replace(draft, updated_at=ctx.clock.now())
    with ctx.store.write() as session:
        rows.put(session, kept)
    ctx.bus.publish(DraftChanged(kept.id))
    return kept


def _check(ctx: Context, request: Request, send_at: datetime | None, rule: str) -> None:
    """All but whether anybody is there: that may be different then."""
    if rule and request.until is not None:
        raise UserError(
            _("A message that repeats has no last moment of its own."),
            _("Each time it starts anew."),
            _("Give how long it is valid instead."),
        )
    composing.compose(ctx, request, send_at)


def _check_near(ctx: Context, send_at: datetime) -> None:
    now = ctx.clock.now()
    if not now - _YEAR <= send_at <= now + _FARTHEST:
        raise UserError(
            _("This time is too far away."),
            _("A message is planned for the next ten years at most."),
            _("Look at the year."),
        )


def _first(ctx: Context, send_at: datetime, rule: str, zone: str) -> datetime:
    earliest = ctx.clock.now() - _A_MOMENT_AGO
    if not rule:
        repeats.zone_named(zone)
        found = [send_at] if send_at >= earliest else []
    else:
        found = repeats.upcoming(rule, send_at, zone, earliest, 1)
    if not found:
        raise Refused(_("This time is over."), "", _("Choose one that is still to come."))
    return found[0]
