"""The loop that empties the outbox."""

from pushdesk.sending.sender import Sender

__all__ = ["Sender"]
