"""The Web Push protocol: where a push may go, what it carries, and what the answer means."""
