"""Moments, as people write them: 18:00, or a date with a time."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from pushdesk.errors import UserError
from pushdesk.i18n import _

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


def moment(text: str, zone: tzinfo, now: datetime, *, to_come: bool = True) -> datetime:
    """By the clock of `zone` unless it names another offset (ISO 8601); UTC. Raises UserError.

    A bare time of day is the next one, or today's where it need not be `to_come`.
    """
    clock = _CLOCK.fullmatch(text.strip())
    if clock is None:
        return _date_and_time(text, zone)
    today = now.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0, fold=0)
    wall = today.replace(hour=int(clock[1]), minute=int(clock[2]))
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    if to_come and found <= now:
        found = (wall + timedelta(days=1)).replace(tzinfo=zone).astimezone(UTC)
    return found


def _date_and_time(text: str, zone: tzinfo) -> datetime:
    try:
        read = datetime.fromisoformat(text.strip())
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UserError(
            _("“{text}” is no time.").format(text=text[:40]),
            "",
            _("Give one such as 18:00 or 2026-12-24T18:00."),
        ) from error
