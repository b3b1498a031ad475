"""libcurl's error numbers as faults with a sentence."""

import pycurl  # type: ignore[import-untyped]  # it ships no types

from pushdesk.i18n import _
from pushdesk.webpush.transport import TransportError, TransportFault

_HTTP2_STREAM = 92  # CURLE_HTTP2_STREAM, which pycurl has no name for
_PROXY_HANDSHAKE = 97  # CURLE_PROXY, likewise

_FAULTS: dict[int, TransportFault] = {
    pycurl.E_COULDNT_RESOLVE_HOST: TransportFault.NAME,
    pycurl.E_COULDNT_RESOLVE_PROXY: TransportFault.PROXY,
    _PROXY_HANDSHAKE: TransportFault.PROXY,
    pycurl.E_COULDNT_CONNECT: TransportFault.CONNECT,
    pycurl.E_OPERATION_TIMEDOUT: TransportFault.TIMEOUT,
    pycurl.E_RECV_ERROR: TransportFault.RESET,
    pycurl.E_SEND_ERROR: TransportFault.RESET,
    pycurl.E_GOT_NOTHING: TransportFault.RESET,
    pycurl.E_PARTIAL_FILE: TransportFault.RESET,
    pycurl.E_HTTP2: TransportFault.RESET,
    _HTTP2_STREAM: TransportFault.RESET,
    pycurl.E_PEER_FAILED_VERIFICATION: TransportFault.CERTIFICATE,
    pycurl.E_SSL_CACERT_BADFILE: TransportFault.CERTIFICATE,
    pycurl.E_SSL_CONNECT_ERROR: TransportFault.TLS,
}


def from_curl(code: int, host: str, message: str, *, proxied: bool) -> TransportError:
    """`message` is libcurl's own, in English, for the log."""
    kind = _FAULTS.get(code, TransportFault.OTHER)
    if proxied and kind is TransportFault.CONNECT:
        kind = TransportFault.PROXY
    return fault(kind, host, f"libcurl {code}: {message}")


def fault(kind: TransportFault, host: str, detail: str = "") -> TransportError:
    return TransportError(kind, _sentences()[kind].format(host=host), detail)


def _sentences() -> dict[TransportFault, str]:
    return {
        TransportFault.NAME: _("The push service {host} was not found: is the Internet there?"),
        TransportFault.ADDRESS: _("The address of {host} leads into a private network."),
        TransportFault.CONNECT: _("The push service {host} takes no connection."),
        TransportFault.TIMEOUT: _("The push service {host} did not answer in time."),
        TransportFault.RESET: _("The connection to the push service {host} broke off."),
        TransportFault.CERTIFICATE: _("{host} can't prove that it is the push service."),
        TransportFault.TLS: _("No secure connection to {host} came about."),
        TransportFault.PROXY: _("The proxy does not lead to the push service {host}."),
        TransportFault.CLOSED: _("PushDesk was closed before {host} answered."),
        TransportFault.OTHER: _("The push service {host} answered in a way nobody understands."),
    }
