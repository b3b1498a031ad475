"""Categories: audiences that guests put themselves into, and the record of their consent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pushdesk.store import audiences, membership, tables
from pushdesk.store.membership import BY_GUEST


@dataclass(frozen=True)
class Category:
    """`labels` by language tag; a language without one gets the audience's name."""

    audience_id: int
    audience: str
    labels: Mapping[str, str]


def offered(session: Session) -> list[Category]:
    """By the audience's name."""
    rows = session.scalars(
        select(tables.Audience).where(tables.Audience.is_category).order_by(tables.Audience.name)
    )
    return [Category(row.id, row.name, _labels(row)) for row in rows]


def labels(session: Session, audience: str) -> Mapping[str, str]:
    """Also of one that is not offered any more."""
    row = session.scalars(select(tables.Audience).where(tables.Audience.name == audience)).first()
    return {} if row is None else _labels(row)


def offer(session: Session, audience: str, labels: Mapping[str, str]) -> None:
    written = json.dumps(dict(labels), ensure_ascii=False)
    _change(session, audience, is_category=True, labels=written)


def withdraw(session: Session, audience: str) -> None:
    """The labels stay for the next time."""
    _change(session, audience, is_category=False)


def of_guest(session: Session, guest_id: int) -> set[str]:
    """The names of the categories that the guest has ticked."""
    member = tables.AudienceMember
    return set(
        session.scalars(
            select(tables.Audience.name)
            .join(member, member.audience_id == tables.Audience.id)
            .where(
                member.guest_id == guest_id,
                member.source == BY_GUEST,
                tables.Audience.is_category,
            )
        )
    )


def ticked(session: Session, guest_id: int) -> list[Category]:
    """As `of_guest`, with those that are not offered any more."""
    member = tables.AudienceMember
    rows = session.scalars(
        select(tables.Audience)
        .join(member, member.audience_id == tables.Audience.id)
        .where(member.guest_id == guest_id, member.source == BY_GUEST)
    )
    return [Category(row.id, row.name, _labels(row)) for row in rows]


def choose(
    session: Session,
    category: Category,
    guest_id: int,
    channel_id: int,
    endpoint_hash: str,
    at: datetime,
) -> bool:
    """Records the consent, which was given on that channel's page, and puts the guest in.

    Whether the guest was not in it before.
    """
    is_new = not membership.is_in(session, category.audience_id, guest_id)
    audiences.remove(session, category.audience_id, guest_id)
    audiences.add(session, category.audience_id, guest_id, BY_GUEST, at)
    _record(session, category, guest_id, channel_id, endpoint_hash, at, given=True)
    return is_new


def drop(
    session: Session, category: Category, guest_id: int, channel_id: int, at: datetime
) -> None:
    audiences.remove(session, category.audience_id, guest_id)
    _record(session, category, guest_id, channel_id, "", at, given=False)


def _record(
    session: Session,
    category: Category,
    guest_id: int,
    channel_id: int,
    endpoint_hash: str,
    at: datetime,
    *,
    given: bool,
) -> None:
    session.add(
        tables.Consent(
            guest_id=guest_id,
            channel_id=channel_id,
            given=given,
            at=at,
            endpoint_hash=endpoint_hash,
            category=category.audience,
        )
    )
    session.flush()


def _change(session: Session, audience: str, **values: object) -> None:
    session.execute(
        update(tables.Audience).where(tables.Audience.name == audience).values(**values)
    )


def _labels(row: tables.Audience) -> dict[str, str]:
    found: dict[str, str] = json.loads(row.labels)
    return found
