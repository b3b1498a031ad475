"""What a push service's answer means for the delivery, in a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from pushdesk.i18n import _

MAX_RETRY_AFTER = timedelta(hours=24)
_SECONDS = re.compile(r"[0-9]{1,9}")


class Outcome(StrEnum):
    """`ACCEPTED` is the push service's receipt and says nothing of the phone.

    Worth another try are RATE_LIMITED, UNAVAILABLE and UNREACHABLE.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    KEY_REFUSED = "key_refused"
    GONE = "gone"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class PushOutcome:
    """`retry_after` is what the service asked for; `status` is None where none came."""

    outcome: Outcome
    retry_after: timedelta | None
    sentence: str
    status: int | None = None


_OUTCOMES = {
    200: Outcome.ACCEPTED,
    201: Outcome.ACCEPTED,
    202: Outcome.ACCEPTED,
    401: Outcome.KEY_REFUSED,
    403: Outcome.KEY_REFUSED,
    404: Outcome.GONE,
    410: Outcome.GONE,
    413: Outcome.TOO_LARGE,
    429: Outcome.RATE_LIMITED,
}


def classify(status: int, headers: Mapping[str, str], now: datetime) -> PushOutcome:
    """`headers` with names in lower case; `now` aware, for a Retry-After that is a date."""
    outcome = _OUTCOMES.get(status, Outcome.REFUSED)
    if 500 <= status <= 599:
        outcome = Outcome.UNAVAILABLE
    waits = outcome in {Outcome.RATE_LIMITED, Outcome.UNAVAILABLE}
    retry_after = parse_retry_after(headers.get("retry-after", ""), now) if waits else None
    return PushOutcome(outcome, retry_after, _sentence(outcome, status), status)


def parse_retry_after(text: str, now: datetime) -> timedelta | None:
    """Seconds or an HTTP date (RFC 9110 section 10.2.3), from 0 to 24 hours; None if neither."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return _clamped(timedelta(seconds=int(text)))
    try:
        date = parsedate_to_datetime(text)
        return _clamped((date if date.tzinfo else date.replace(tzinfo=UTC)) - now)
    except (ValueError, OverflowError):
        return None


def _clamped(wait: timedelta) -> timedelta:
    return min(max(wait, timedelta(0)), MAX_RETRY_AFTER)


def _sentence(outcome: Outcome, status: int) -> str:
    if 300 <= status <= 399:
        return _("The push service sent us elsewhere (status {status}), which is not safe.").format(
            status=status
        )
    sentences = {
        Outcome.ACCEPTED: _("The push service has taken the message."),
        Outcome.REFUSED: _("The push service refused the message (status {status})."),
        Outcome.KEY_REFUSED: _("The push service refuses this venue's key (status {status})."),
        Outcome.GONE: _("This phone no longer takes messages: the subscription has ended."),
        Outcome.TOO_LARGE: _("The message is too long for this phone's push service."),
        Outcome.RATE_LIMITED: _("The push service asks us to wait before the next message."),
        Outcome.UNAVAILABLE: _("The push service is out of order (status {status})."),
    }
    return sentences[outcome].format(status=status)
