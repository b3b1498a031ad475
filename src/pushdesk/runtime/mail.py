"""Mail through the owner's server (SMTP, RFC 5321), over a connection that is checked."""

import ipaddress
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path

from pushdesk.i18n import _
from pushdesk.runtime import mail_faults
from pushdesk.runtime.clock import Clock

SECONDS = 10.0
# RFC 5321 section 4.1.3: our own name, where we have none and want to tell none.
_NAMELESS = "[127.0.0.1]"
_OURSELVES = {"localhost", "127.0.0.1", "::1"}
_LABEL = "[A-Za-z0-9_-]{1,63}"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*\.?", re.ASCII)


class Security(StrEnum):
    """How the connection is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class MailServer:
    """`ca_file` has the certificates that are trusted; `seconds` is how long an answer may take."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    sender: str
    ca_file: Path
    seconds: float = SECONDS


def place_of(text: str, security: Security) -> tuple[str, int]:
    """Host and port of “host”, “host:port” or “[IPv6]:port”. Raises UserError."""
    host, _colon, port = text.rpartition(":")
    if not host or text.endswith("]") or (":" in host and not host.endswith("]")):
        host, port = text, str(_PORTS[security])
    host = host.removeprefix("[").removesuffix("]")
    is_port = port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536
    if not (_is_host(host) and is_port):
        why = _("“{text}” is no mail server's name.").format(text=text[:80])
        raise mail_faults.not_mailed(why, "mail_server")
    return host, int(port)


def _is_host(text: str) -> bool:
    """A name, or a number of RFC 4291."""
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return bool(_NAME.fullmatch(text))
    return True


def send(server: MailServer, to: str, subject: str, body: str, clock: Clock) -> None:
    """One letter to one address. Raises UserError that names the setting to look at."""
    _check_password(server)
    letter = _letter(server, to, subject, body, clock)
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(letter, server.sender, [to])
    except OSError as error:  # smtplib's own are OSErrors
        raise mail_faults.of(error, server.host, to) from error


def _letter(server: MailServer, to: str, subject: str, body: str, clock: Clock) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = server.sender, to, subject
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    # RFC 3834: no machine is to answer it.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body)
    return letter


def _connected(server: MailServer) -> smtplib.SMTP:
    place = (server.host, server.port)
    if server.security is Security.NONE:
        return smtplib.SMTP(*place, _NAMELESS, server.seconds)
    trusted = ssl.create_default_context(cafile=str(server.ca_file))
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(*place, _NAMELESS, timeout=server.seconds, context=trusted)
    connection = smtplib.SMTP(*place, _NAMELESS, server.seconds)
    try:
        connection.starttls(context=trusted)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_password(server: MailServer) -> None:
    """Before anything leaves. Raises UserError."""
    if server.user and server.security is Security.NONE and server.host not in _OURSELVES:
        why = _("Others could read the password on its way.")
        raise mail_faults.not_mailed(why, "mail_security")
    if not (server.user + server.password).isascii():
        why = _("Name and password may have Latin letters, digits and signs only.")
        raise mail_faults.not_mailed(why, "mail_password", "mail_user")
