"""Messages that are not sent yet: kept while they are written, sent later, or again and again."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from pushdesk.domain import requests
from pushdesk.domain.events import DraftChanged
from pushdesk.domain.requests import Request
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import composing, messages, quiet, repeats
from pushdesk.services.context import Context
from pushdesk.store import drafts as rows
from pushdesk.store.drafts import Draft, State

__all__ = ["Draft", "State"]

# What is late by no more than that was meant for now.
_A_MOMENT_AGO = timedelta(minutes=1)


def save(ctx: Context, request: Request, draft_id: str | None = None) -> Draft:
    """Raises NotFound, and UserError where it is too large or a scheduled one couldn't be sent."""
    messages.read_request(requests.to_json(request))
    if draft_id is None:
        fresh = Draft(secrets.token_hex(8), request, "draft", None, "", "", 0, "", ctx.clock.now())
        return _put(ctx, fresh)
    draft = get(ctx, draft_id)
    if draft.state == "scheduled":
        _check(ctx, request, draft.send_at, draft.repeats)
        return _put(ctx, replace(draft, request=request))
    return _put(ctx, replace(draft, request=request, state="draft"))


def every(ctx: Context) -> list[Draft]:
    """The latest change first."""
    with ctx.store.read() as session:
        return rows.every(session)


def get(ctx: Context, draft_id: str) -> Draft:
    """Raises NotFound."""
    with ctx.store.read() as session:
        found = rows.get(session, draft_id)
    if found is None:
        raise NotFound(
            _("There is no draft “{id}”.").format(id=draft_id[:20]),
            _("It may have been deleted."),
            _("Look at the list of drafts."),
        )
    return found


def delete(ctx: Context, draft_id: str) -> Draft:
    """What `restore` brings back. Raises NotFound."""
    draft = get(ctx, draft_id)
    with ctx.store.write() as session:
        rows.delete_draft(session, draft_id)
    ctx.bus.publish(DraftChanged(draft_id))
    return draft


def restore(ctx: Context, draft: Draft) -> Draft:
    """As it was, its schedule too."""
    return _put(ctx, draft)


def schedule(
    ctx: Context, draft_id: str, send_at: datetime, repeats: str = "", zone: str = ""
) -> Draft:
    """From `send_at` on, by the clock of `zone` or the venue's. Raises UserError, NotFound."""
    draft = get(ctx, draft_id)
    _check(ctx, draft.request, send_at, repeats)
    zone = zone or quiet.zone(ctx).key
    first = _first(ctx, send_at, repeats, zone)
    planned = replace(
        draft,
        state="scheduled",
        send_at=first,
        began_at=first,
        repeats=repeats,
        zone=zone,
        sent=0,
        note="",
    )
    return _put(ctx, planned)


def unschedule(ctx: Context, draft_id: str) -> Draft:
    """Raises NotFound."""
    draft = get(ctx, draft_id)
    return _put(ctx, replace(draft, state="draft", send_at=None, began_at=None, repeats=""))


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
