"""Texts in several languages: the owner's templates, and what a message keeps of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pushdesk.domain.placeholders import Wording
from pushdesk.store import tables
from pushdesk.store.messages import Draft


@dataclass(frozen=True)
class Template:
    """`topic` is the beginning of a message's topic; `edited` by the owner, or as shipped."""

    name: str
    wordings: Mapping[str, Wording]
    standard_language: str
    urgency: str
    ttl: timedelta
    topic: str
    edited: bool = True

    @property
    def standard(self) -> Wording:
        return self.wordings[self.standard_language]


@dataclass(frozen=True)
class PersonalDraft(Draft):
    """Both are JSON, see `tables.Message`."""

    translations: str
    variables: str


def wordings_to_json(wordings: Mapping[str, Wording]) -> str:
    return to_json({tag: {"title": w.title, "body": w.body} for tag, w in wordings.items()})


def wordings_from_json(text: str) -> dict[str, Wording]:
    return {tag: Wording(**fields) for tag, fields in json.loads(text).items()}


def to_json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def every(session: Session) -> dict[str, Template]:
    """By name; only those that the owner has edited."""
    return {row.name: _template(row) for row in session.scalars(select(tables.Template))}


def get(session: Session, name: str) -> Template | None:
    row = _row(session, name)
    return None if row is None else _template(row)


def save(session: Session, template: Template) -> None:
    row = _row(session, template.name) or tables.Template(name=template.name)
    row.texts = wordings_to_json(template.wordings)
    row.standard_language = template.standard_language
    row.urgency = template.urgency
    row.ttl_seconds = int(template.ttl.total_seconds())
    row.topic = template.topic
    session.add(row)


def forget(session: Session, name: str) -> None:
    session.execute(delete(tables.Template).where(tables.Template.name == name))


def field_names(session: Session) -> set[str]:
    """Of all guests' own fields."""
    return set(session.scalars(select(tables.OwnField.name).distinct()))


def fields(session: Session, guest_ids: set[int]) -> dict[int, dict[str, str]]:
    """Own fields by guest; who has none is left out."""
    found: dict[int, dict[str, str]] = {}
    rows = session.scalars(select(tables.OwnField).where(tables.OwnField.guest_id.in_(guest_ids)))
    for row in rows:
        found.setdefault(row.guest_id, {})[row.name] = row.value
    return found


def _row(session: Session, name: str) -> tables.Template | None:
    return session.scalars(select(tables.Template).where(tables.Template.name == name)).first()


def _template(row: tables.Template) -> Template:
    return Template(
        row.name,
        wordings_from_json(row.texts),
        row.standard_language,
        row.urgency,
        timedelta(seconds=row.ttl_seconds),
        row.topic,
    )
