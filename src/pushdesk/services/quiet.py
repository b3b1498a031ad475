"""The venue's clock, and the hours in which no news is sent."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import tzlocal

from pushdesk.services import preferences
from pushdesk.services.context import Context
from pushdesk.settings import QUIET_FROM, QUIET_UNTIL, TIME_ZONE


def zone(ctx: Context) -> ZoneInfo:
    """Where the venue is; without a setting, where the computer is."""
    name = preferences.get(ctx, TIME_ZONE)
    return ZoneInfo(name) if name else tzlocal.get_localzone()


def news_may_leave(ctx: Context, at: datetime) -> datetime:
    """`at`, or the end of the quiet hours that it falls into; UTC."""
    begin, end = (preferences.get(ctx, setting) for setting in (QUIET_FROM, QUIET_UNTIL))
    if not begin or not end:
        return at
    return rest_ends(at, zone(ctx), time.fromisoformat(begin), time.fromisoformat(end))


def rest_ends(at: datetime, zone: ZoneInfo, begin: time, end: time) -> datetime:
    """`begin` and `end` by the clock of `zone`, over midnight too; the same time is no rest."""
    local = at.astimezone(zone)
    clock = local.time()
    over_midnight = end < begin
    resting = clock >= begin or clock < end if over_midnight else begin <= clock < end
    if not resting:
        return at
    days = timedelta(days=1 if over_midnight and clock >= begin else 0)
    return _instant(datetime.combine(local.date() + days, end), zone, at)


def _instant(wall: datetime, zone: ZoneInfo, after: datetime) -> datetime:
    """The first one after `after` at which the clock shows `wall`; what it skips comes later."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first if first > after else max(second, after)
