"""Messages that wait for one browser: replaced by Topic, dropped when their TTL has passed."""

from dataclasses import dataclass

from .push_request import PushRequest


@dataclass(frozen=True)
class Message:
    """`channel` is the subscription within the browser, `accepted_at` seconds since the epoch."""

    version: str
    channel: str
    accepted_at: float
    request: PushRequest


class Mailbox:
    """RFC 8030 sections 5.2 (TTL) and 5.4 (Topic)."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    def put(self, message: Message) -> None:
        topic = message.request.topic
        self._messages = [
            other
            for other in self._messages
            if topic is None or (other.channel, other.request.topic) != (message.channel, topic)
        ]
        self._messages.append(message)

    def remove(self, version: str) -> None:
        self._messages = [other for other in self._messages if other.version != version]

    def remove_channel(self, channel: str) -> None:
        self._messages = [other for other in self._messages if other.channel != channel]

    def pending(self, now: float) -> list[Message]:
        self._messages = [
            other for other in self._messages if now < other.accepted_at + other.request.ttl
        ]
        return list(self._messages)
