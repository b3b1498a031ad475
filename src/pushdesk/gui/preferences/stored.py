"""What the preferences' screen shows, asked of the services in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pushdesk import settings
from pushdesk.i18n import _
from pushdesk.services import backups, preferences, venues
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue
from pushdesk.settings import Setting


@dataclass(frozen=True)
class Stored:
    """`values` by key, as texts; `fixed` are the keys that the environment decides.

    `copied_at` is when the latest copy of everything was saved; None for never.
    """

    values: Mapping[str, str]
    fixed: frozenset[str]
    venue: Venue
    venues: tuple[Venue, ...]
    copied_at: datetime | None = None

    def of(self, setting: Setting[Any]) -> str:
        return self.values[setting.key]


def decided_elsewhere(setting: Setting[Any]) -> str:
    """Why it can't be changed here."""
    told = _("Set by {variable} where PushDesk is started.")
    return told.format(variable=setting.variable)


def look_up(ctx: Context) -> Stored:
    every: tuple[Setting[Any], ...] = settings.ALL
    return Stored(
        {setting.key: str(preferences.get(ctx, setting)) for setting in every},
        frozenset(each.key for each in every if each.variable in ctx.environment),
        venues.get(ctx),
        tuple(venues.every(ctx)),
        backups.latest(ctx),
    )
