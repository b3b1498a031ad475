"""What the owner has set, as text."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pushdesk.store import tables


def get(session: Session, key: str) -> str | None:
    return session.scalar(select(tables.SettingRow.value).where(tables.SettingRow.key == key))


def put(session: Session, key: str, value: str) -> None:
    session.merge(tables.SettingRow(key=key, value=value))


def drop(session: Session, key: str) -> None:
    session.execute(delete(tables.SettingRow).where(tables.SettingRow.key == key))
