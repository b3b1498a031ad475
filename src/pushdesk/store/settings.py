"""What the owner has set, as text."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pushdesk.store import tables


def get(session: Session, key: str) -> str | None:
    return session.scalar(select(tables.SettingRow.value).where(tables.SettingRow.key == key))


def put(session: Session, key: str, value: str) -> None:
    session.merge(tables.SettingRow(key=key, value=value))
