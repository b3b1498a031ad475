"""Where a push may go: a subscription's endpoint is a stranger's URL, so a list decides."""

import re
from dataclasses import dataclass

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.webpush.addresses import is_public
from pushdesk.webpush.subscription import MAX_ENDPOINT_LENGTH
from pushdesk.webpush.vendors import Vendor, vendor_of

# Narrower than RFC 3986 on purpose: what is left can be read in one way only, by us and by libcurl.
_ORIGIN = (
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
_EXTRA = re.compile(_ORIGIN + "/?", re.IGNORECASE | re.ASCII)
_ENDPOINT = re.compile(
    _ORIGIN + r"(?P<path>/(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)"
    r"(?:\?(?P<query>(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*))?",
    re.IGNORECASE | re.ASCII,
)
# An encoded dot, slash, backslash, percent or control character hides a path from a reader.
_HIDDEN = re.compile(r"%(?:2[e5f]|5c|7f|[01][0-9a-f])", re.IGNORECASE)
_CONTROL = re.compile(r"%(?:7f|[01][0-9a-f])", re.IGNORECASE)
_LABEL = re.compile(r"(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class PushOrigin:
    """A push service; `host` in lower case, an IPv6 one in brackets."""

    scheme: str
    host: str
    port: int
    vendor: Vendor

    def __str__(self) -> str:
        """ASCII serialization (RFC 6454 section 6.2), which is also VAPID's `aud`."""
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"


class EndpointPolicy:
    """The built-in push services over https on 443, plus exactly the extra origins.

    Ask it when a subscription is stored and again when a push is sent.
    """

    def __init__(self, extra_origins: frozenset[str] = frozenset()) -> None:
        self._extra = frozenset(_extra_origin(text) for text in extra_origins)

    @classmethod
    def from_text(cls, text: str) -> "EndpointPolicy":
        """From a comma list such as "http://127.0.0.1:9000"; raises UserError."""
        return cls(frozenset(part.strip() for part in text.split(",") if part.strip()))

    def check(self, endpoint: str) -> PushOrigin:
        """Raises UserError where nothing may be sent."""
        if len(endpoint) > MAX_ENDPOINT_LENGTH:
            raise _refused(_("Its push address is longer than any browser makes it."))
        match = _ENDPOINT.fullmatch(endpoint)
        if match is None or not _is_plain(match["path"], match["query"] or ""):
            raise _refused(_("Its push address is not written as a browser writes it."))
        origin = _origin(match)
        if not self._is_known(origin):
            raise _refused(_("Its push address belongs to no known push service."))
        return origin

    def check_address(self, origin: PushOrigin, ip: str) -> None:
        """`ip` is what the name was resolved to; raises UserError unless it is public.

        An extra origin may live anywhere: the owner has named it.
        """
        if origin not in self._extra and not is_public(ip):
            raise _refused(_("Its push address leads into a private network."))

    def _is_known(self, origin: PushOrigin) -> bool:
        if origin in self._extra:
            return True
        standard = origin.scheme == "https" and origin.port == 443
        return standard and origin.vendor is not Vendor.OTHER


def _origin(match: re.Match[str]) -> PushOrigin:
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"]) if match["port"] else _DEFAULT_PORTS[scheme]
    named = len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))
    vendor = vendor_of(host) if named else None
    return PushOrigin(scheme, host, port, vendor or Vendor.OTHER)


def _extra_origin(text: str) -> PushOrigin:
    match = _EXTRA.fullmatch(text)
    if match is None:
        raise UserError(
            _("“{text}” is no push service that PushDesk can trust.").format(text=text[:80]),
            _("PUSHDESK_EXTRA_PUSH_HOSTS takes origins with a comma between them."),
            _("Write each as https://push.example.com or http://127.0.0.1:9000."),
        )
    return _origin(match)


def _is_plain(path: str, query: str) -> bool:
    """No dot segments, no empty ones, nothing hidden; and something that names a subscription."""
    segments = path[1:].split("/")
    return (
        len(path) + len(query) > 1
        and "" not in segments[:-1]
        and not {".", ".."} & set(segments)
        and not _HIDDEN.search(path)
        and not _CONTROL.search(query)
    )


def _refused(why: str) -> UserError:
    return UserError(
        _("This phone's subscription can't be used."),
        why,
        _("Subscribe again with Chrome, Edge, Firefox or Safari."),
    )
