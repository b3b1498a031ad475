"""What the owner has set: the environment wins over the database, the database over the default."""

from typing import TypeVar

from pushdesk.domain.events import SettingChanged
from pushdesk.domain.staff import Permission
from pushdesk.services.context import Context
from pushdesk.settings import Setting
from pushdesk.store import settings as rows

T = TypeVar("T")


def get(ctx: Context, setting: Setting[T]) -> T:
    overridden = setting.from_environment(ctx.environment)
    if overridden is not None:
        return overridden
    with ctx.store.read() as session:
        stored = rows.get(session, setting.key)
    return setting.default if stored is None else setting.read(stored)


def put(ctx: Context, setting: Setting[T], text: str) -> T:
    """Raises UserError where the text doesn't fit the setting."""
    ctx.require(Permission.PREFERENCES)
    value = setting.read(text)
    with ctx.store.write() as session:
        rows.put(session, setting.key, str(value))
    ctx.bus.publish(SettingChanged(setting.key))
    return value
