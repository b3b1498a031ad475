"""A claimed delivery with all that one attempt needs, read in two queries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, case, select
from sqlalchemy.orm import Session

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button
from pushdesk.store import tables, templates


@dataclass(frozen=True)
class Claimed:
    """All that one attempt needs.

    `title` and `body` are the standard text; `fields` are the guest's own, where it may name one.
    `site_id` is the Pushed ID for the owner's own sites, empty where they may not know the guest.
    """

    delivery_id: int
    attempts: int
    shortened: bool
    lane: int
    device_gone: bool
    guest_id: int
    endpoint: str
    p256dh: bytes
    auth: bytes
    pass_token: str
    language: str
    guest_name: str
    fields: Mapping[str, str]
    venue: str
    message_id: str
    title: str
    body: str
    translations: Mapping[str, Wording]
    variables: Mapping[str, str]
    url: str
    urgency: str
    topic: str
    created_at: datetime
    expires_at: datetime
    icon: str = ""
    image: str = ""
    buttons: tuple[Button, ...] = ()
    site_id: str = ""


def read(session: Session, ids: Sequence[int]) -> list[Claimed]:
    rows = session.execute(
        select(
            tables.Delivery.id.label("delivery_id"),
            tables.Delivery.attempts,
            tables.Delivery.shortened,
            tables.Delivery.lane,
            tables.Device.gone_at.is_not(None).label("device_gone"),
            tables.Guest.id.label("guest_id"),
            tables.Device.endpoint,
            tables.Device.p256dh,
            tables.Device.auth,
            tables.Guest.pass_token,
            case((tables.Guest.recognised, tables.Guest.pushed_id), else_="").label("site_id"),
            tables.Guest.language,
            tables.Guest.name.label("guest_name"),
            tables.Venue.name.label("venue"),
            tables.Message.public_id.label("message_id"),
            tables.Message.title,
            tables.Message.body,
            tables.Message.translations,
            tables.Message.variables,
            tables.Message.url,
            tables.Message.icon,
            tables.Message.image,
            tables.Message.buttons,
            tables.Message.urgency,
            tables.Message.topic,
            tables.Message.created_at,
            tables.Message.expires_at,
        )
        .join(tables.Message, tables.Message.id == tables.Delivery.message_id)
        .join(tables.Venue, tables.Venue.id == tables.Message.venue_id)
        .join(tables.Device, tables.Device.id == tables.Delivery.device_id)
        .join(tables.Guest, tables.Guest.id == tables.Delivery.guest_id)
        .where(tables.Delivery.id.in_(ids))
        .order_by(tables.Delivery.id)
    )
    found = rows.mappings().all()
    personal = {row["guest_id"] for row in found if _may_be_personal(row)}
    fields = templates.fields(session, personal) if personal else {}
    return [_claim(row, fields.get(row["guest_id"], {})) for row in found]


def _may_be_personal(row: RowMapping) -> bool:
    return row["translations"] != "{}" or "{" in row["title"] or "{" in row["body"]


def _claim(row: RowMapping, fields: Mapping[str, str]) -> Claimed:
    read = {
        "fields": fields,
        "translations": templates.wordings_from_json(row["translations"]),
        "variables": json.loads(row["variables"]),
        "buttons": tuple(Button(**button) for button in json.loads(row["buttons"])),
    }
    return Claimed(**{**row, **read})
