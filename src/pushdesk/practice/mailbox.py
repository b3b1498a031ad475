"""What a push service keeps for a phone that is out of reach (RFC 8030 sections 5.2 and 5.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Push:
    """A message that was accepted; `ttl` in seconds, `body` encrypted."""

    id: str
    token: str
    topic: str | None
    ttl: int
    urgency: str
    at: datetime
    body: bytes

    def has_expired(self, now: datetime) -> bool:
        return self.at + timedelta(seconds=self.ttl) <= now


class Mailbox:
    def __init__(self) -> None:
        self._waiting: list[Push] = []

    def put(self, push: Push) -> None:
        """Takes the place of one with the same topic."""
        self._waiting = [
            kept for kept in self._waiting if kept.topic is None or kept.topic != push.topic
        ]
        self._waiting.append(push)

    def empty(self, now: datetime) -> list[Push]:
        """All that have not expired, oldest first; nothing stays behind."""
        waiting, self._waiting = self._waiting, []
        return [push for push in waiting if not push.has_expired(now)]
