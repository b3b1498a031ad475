"""The only place that knows the database: tables, queries by topic, the outbox, migrations."""

from sqlalchemy.orm import Session

from pushdesk.store.database import Store, open_copy, open_store
from pushdesk.store.sqlite import ChangeWatch

__all__ = ["ChangeWatch", "Session", "Store", "open_copy", "open_store"]
