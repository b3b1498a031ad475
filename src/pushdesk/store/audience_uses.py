"""Messages that name an audience: planned ones, and those that are on their way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pushdesk.domain import requests
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import Audience, Target
from pushdesk.store import fan_out, tables


def rename(session: Session, old: str, new: str, now: datetime) -> None:
    for draft in session.scalars(select(tables.Draft)):
        request = requests.parse(draft.request)
        if _names(request, old):
            draft.request = requests.to_json(_renamed(request, old, new))
    for message in _on_the_way(session, now):
        plan = fan_out.from_json(message.reach, message)
        if _names(plan.request, old):
            follows = replace(plan, request=_renamed(plan.request, old, new))
            message.reach = fan_out.to_json(follows)
    session.flush()


def first(session: Session, name: str, now: datetime) -> str | None:
    """The title of one that could not go on without it; drafts without a time can."""
    planned = select(tables.Draft).where(tables.Draft.state == "scheduled")
    for draft in session.scalars(planned):
        if _names(request := requests.parse(draft.request), name):
            return request.title or request.template
    for message in _on_the_way(session, now):
        request = fan_out.from_json(message.reach, message).request
        if message.filled_to is not None and _names(request, name):
            return message.title
    return None


def _on_the_way(session: Session, now: datetime) -> Iterator[tables.Message]:
    message = tables.Message
    named = message.reach.contains('"audience":', autoescape=True)
    yield from session.scalars(select(message).where(message.expires_at > now, named))


def _names(request: Request, audience: str) -> bool:
    return Audience(audience) in (*request.to, *request.exclude)


def _renamed(request: Request, old: str, new: str) -> Request:
    def follow(target: Target) -> Target:
        return Audience(new) if target == Audience(old) else target

    to, exclude = (tuple(map(follow, named)) for named in (request.to, request.exclude))
    return replace(request, to=to, exclude=exclude)
