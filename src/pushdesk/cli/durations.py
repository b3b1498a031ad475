"""How long, as people write it: 90s, 10m, 2h, 1d."""

import re
from argparse import ArgumentTypeError
from datetime import timedelta

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "": 1}


def duration(text: str) -> timedelta:
    """`90`, `90s`, `10m`, `2h`, `1d`."""
    match = re.fullmatch(r"([0-9]{1,7})([smhd]?)", text.strip())
    if match is None:
        raise ArgumentTypeError(f"“{text}” is no duration: give 90s, 10m, 2h or 1d")
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])
