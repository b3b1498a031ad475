"""E-mail addresses: told from what is none, and written in one way."""

import re

LONGEST = 254  # RFC 5321 section 4.5.3.1.3, without the angle brackets

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+", re.ASCII)


def parse(text: str) -> str | None:
    """The address in small letters; None where it is none.

    A dot-atom (RFC 5322 section 3.4.1) at a domain of two labels or more. Capitals may matter
    left of the @ (RFC 5321 section 2.4), but no mail service that people use tells them apart.
    """
    address = text.strip()
    if not address.isascii() or len(address) > LONGEST:
        return None
    address = address.lower()
    return address if _ADDRESS.fullmatch(address) else None
