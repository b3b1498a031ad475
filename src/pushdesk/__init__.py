"""PushDesk: a guest's own phone is the pager."""

__version__ = "0.1.0"
