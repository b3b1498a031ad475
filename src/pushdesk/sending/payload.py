"""What leaves is what a preview has shown: both are made in `services.payloads`."""

from pushdesk.services.payloads import COMFORTABLE, SHORT, compose

__all__ = ["COMFORTABLE", "SHORT", "compose"]
