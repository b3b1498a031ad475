"""The channels of the venue and their codes."""
