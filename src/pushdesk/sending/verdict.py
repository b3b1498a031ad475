"""What the outcome of one attempt means for its delivery."""

from datetime import datetime

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.retry import TooLate, next_attempt
from pushdesk.i18n import _
from pushdesk.store.claimed import Claimed
from pushdesk.store.outcomes import News
from pushdesk.webpush.outcome import Outcome, PushOutcome

_ENDS = {
    Outcome.ACCEPTED: DeliveryState.ACCEPTED,
    Outcome.GONE: DeliveryState.GONE,
    Outcome.REFUSED: DeliveryState.FAILED,
    Outcome.KEY_REFUSED: DeliveryState.FAILED,
}


def judge(claimed: Claimed, outcome: PushOutcome, now: datetime) -> News:
    if outcome.outcome is Outcome.ACCEPTED:
        return News(claimed.delivery_id, DeliveryState.ACCEPTED)
    if outcome.outcome in _ENDS:
        ended = _ENDS[outcome.outcome]
        return News(claimed.delivery_id, ended, outcome.sentence, endpoint=claimed.endpoint)
    if outcome.outcome is Outcome.TOO_LARGE:
        return _too_large(claimed, outcome, now)
    again = next_attempt(claimed.attempts, now, claimed.expires_at, outcome.retry_after)
    if isinstance(again, TooLate):
        return News(claimed.delivery_id, DeliveryState.EXPIRED, outcome.sentence)
    return News(claimed.delivery_id, DeliveryState.QUEUED, outcome.sentence, due_at=again.at)


def too_late(claimed: Claimed) -> News:
    return News(
        claimed.delivery_id,
        DeliveryState.EXPIRED,
        _("Its time had run out before it could be sent."),
    )


def left(claimed: Claimed) -> News:
    return News(
        claimed.delivery_id, DeliveryState.GONE, _("The guest has left before it could be sent.")
    )


def broken(claimed: Claimed) -> News:
    return News(
        claimed.delivery_id,
        DeliveryState.FAILED,
        _("An error in PushDesk stopped it; the log has the details."),
    )


def _too_large(claimed: Claimed, outcome: PushOutcome, now: datetime) -> News:
    if claimed.shortened:
        return News(claimed.delivery_id, DeliveryState.FAILED, outcome.sentence)
    return News(
        claimed.delivery_id, DeliveryState.QUEUED, outcome.sentence, due_at=now, shortened=True
    )
