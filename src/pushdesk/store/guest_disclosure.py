"""All that is held of a guest, row by row, for the guest's right to see it."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from pushdesk.store import tables


def everything(session: Session, guest_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows that belong to the guest, by topic."""
    return {
        topic: [dict(row) for row in session.execute(query).mappings()]
        for topic, query in _topics(guest_id).items()
    }


def _topics(guest_id: int) -> dict[str, Select[Any]]:
    guest, device, delivery = tables.Guest, tables.Device, tables.Delivery
    on, consent, channel = tables.Subscription, tables.Consent, tables.Channel
    own, note, message, visit = tables.OwnId, tables.OwnField, tables.Message, tables.Visit
    member, audience = tables.AudienceMember, tables.Audience
    event, code = tables.Event, tables.EmailCode
    audit = tables.Audit
    rule, run, log = tables.Rule, tables.RuleRun, tables.RuleLog
    return {
        "guest": _all_of(guest, "id", "name_key").where(guest.id == guest_id),
        "devices": _all_of(device, "id", "guest_id").where(device.guest_id == guest_id),
        "channels": select(channel.alias, channel.name, on.since, on.source, on.left_at)
        .join(channel, channel.id == on.channel_id)
        .where(on.guest_id == guest_id),
        "consents": select(channel.alias, consent.category, consent.given, consent.at)
        .add_columns(consent.endpoint_hash)
        .join(channel, channel.id == consent.channel_id)
        .where(consent.guest_id == guest_id)
        .order_by(consent.id),
        "own_ids": select(own.system, own.value).where(own.guest_id == guest_id),
        "fields": select(note.name, note.value).where(note.guest_id == guest_id),
        "audiences": select(audience.name, member.since, member.source)
        .join(audience, audience.id == member.audience_id)
        .where(member.guest_id == guest_id),
        "events": _all_of(event, "id", "guest_id", "depth")
        .where(event.guest_id == guest_id)
        .order_by(event.id),
        "rules": select(
            rule.name, run.waits_for, run.due_at, run.properties, run.started_at, run.ended_at
        )
        .join(rule, rule.id == run.rule_id)
        .where(run.guest_id == guest_id)
        .order_by(run.id),
        "rule_log": select(rule.name, log.at, log.what, log.details)
        .join(rule, rule.id == log.rule_id)
        .where(log.guest_id == guest_id)
        .order_by(log.id),
        "email_codes": _all_of(code, "guest_id", "code_hash").where(code.guest_id == guest_id),
        "visits": _all_of(visit, "id", "guest_id", "channel_id", "ring_id").where(
            visit.guest_id == guest_id
        ),
        "changes": select(visit.public_id.label("visit"), audit.at, audit.action, audit.before)
        .add_columns(audit.after)
        .join(visit, visit.id == audit.visit_id)
        .where(visit.guest_id == guest_id)
        .order_by(audit.id),
        # Whom else it was for is in `reach`.
        "messages": _all_of(message, "id", "venue_id", "visit_id", "reach", "filled_to").where(
            message.id.in_(select(delivery.message_id).where(delivery.guest_id == guest_id))
        ),
        "deliveries": select(
            message.public_id.label("message"),
            device.endpoint,
            *_columns(delivery, "id", "message_id", "device_id", "guest_id"),
        )
        .join(message, message.id == delivery.message_id)
        .join(device, device.id == delivery.device_id)
        .where(delivery.guest_id == guest_id)
        .order_by(delivery.id),
    }


def _all_of(table: type[tables.Base], *inner: str) -> Select[Any]:
    """All columns but the inner ones, which mean nothing outside."""
    return select(*_columns(table, *inner))


def _columns(table: type[tables.Base], *inner: str) -> list[Any]:
    return [column for column in table.__table__.c if column.name not in inner]
