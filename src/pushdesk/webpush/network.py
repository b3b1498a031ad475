"""How the transport reaches the Internet: time-outs, certificates, the venue's proxy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import certifi

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.webpush.endpoints import PushOrigin

# socks5h and not socks5: with the latter we would resolve the name and the proxy connect to it.
_PROXY_SCHEMES = {"http", "https", "socks5h"}


@dataclass(frozen=True)
class Network:
    """Time-outs in seconds; `no_proxy` a comma list of hosts; `resolve` fixes names as
    libcurl's CURLOPT_RESOLVE writes them ("host:port:address,address")."""

    connect_timeout: float = 5.0
    total_timeout: float = 10.0
    ca_file: Path = field(default_factory=lambda: Path(certifi.where()))
    proxy: str = ""
    no_proxy: str = ""
    resolve: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Network":
        """HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and CURL_CA_BUNDLE; raises UserError."""
        proxy = environment.get("https_proxy") or environment.get("HTTPS_PROXY") or ""
        no_proxy = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
        ca_file = environment.get("SSL_CERT_FILE") or environment.get("CURL_CA_BUNDLE")
        return cls(
            ca_file=_readable(Path(ca_file or certifi.where())),
            proxy=_usable_proxy(proxy),
            no_proxy=no_proxy,
        )

    def proxy_for(self, origin: PushOrigin) -> str:
        """Empty: straight. Plain http goes to extra origins only, and never through a proxy."""
        if origin.scheme != "https" or not self.proxy:
            return ""
        return "" if self._goes_straight(origin) else self.proxy

    def _goes_straight(self, origin: PushOrigin) -> bool:
        """NO_PROXY as most programs read it: hosts, domains with or without a dot, host:port, *."""
        for entry in self.no_proxy.lower().split(","):
            name = entry.strip().removesuffix(f":{origin.port}").removeprefix("*").lstrip(".")
            if entry.strip() == "*" or origin.host == name:
                return True
            if name and origin.host.endswith(f".{name}"):
                return True
        return False


def _readable(ca_file: Path) -> Path:
    try:
        with ca_file.open("rb"):
            return ca_file
    except OSError as error:
        raise UserError(
            _("The file with trusted certificates can't be read."),
            _("{path}: {reason}.").format(path=ca_file, reason=error.strerror),
            _("Correct SSL_CERT_FILE or CURL_CA_BUNDLE, or remove it."),
        ) from error


def _usable_proxy(text: str) -> str:
    if not text:
        return ""
    url = text if "://" in text else f"http://{text}"
    if urlsplit(url).scheme not in _PROXY_SCHEMES or not urlsplit(url).hostname:
        raise UserError(
            _("The proxy in HTTPS_PROXY can't be used."),
            _("PushDesk takes http, https and socks5h proxies."),
            _("Write it as http://proxy.example.com:3128."),
        )
    return url
