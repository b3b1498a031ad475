"""A real SMTP server on loopback, for tests: it keeps what it is given."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from pushdesk.runtime.engine import Engine

USER, PASSWORD = "desk@venue.test", "correct horse"


@dataclass
class MailHost:
    """`refuses` is what it answers to every letter, in the place of taking it."""

    port: int = 0
    refuses: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refuses:
            return self.refuses
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]
    ) -> str:
        if to.startswith("nobody@"):
            return "550 No such letter box"
        envelope.rcpt_tos.append(to)
        return "250 OK"


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(), PASSWORD.encode(),
    )  # fmt: skip
    return AuthResult(success=right, handled=False)


@contextmanager
def running(
    tls: ssl.SSLContext | None = None, *, starttls: bool = True, wants_password: bool = True
) -> Iterator[MailHost]:
    """With `tls`, by STARTTLS or from the start."""
    host, engine, callers = MailHost(), Engine(), list[SMTP]()
    later = tls if starttls else None

    def made() -> SMTP:
        callers.append(
            SMTP(
                host,
                hostname="mail.test",
                tls_context=later,
                require_starttls=later is not None,
                authenticator=_authenticate if wants_password else None,
                auth_required=wants_password and later is not None,  # else it warns
                auth_require_tls=tls is not None and starttls,
            )
        )
        return callers[-1]

    async def listen() -> asyncio.Server:
        loop = asyncio.get_running_loop()
        return await loop.create_server(made, "127.0.0.1", 0, ssl=None if starttls else tls)

    async def close(server: asyncio.Server) -> None:
        server.close()
        await server.wait_closed()
        for caller in callers:
            if caller.transport is not None:
                caller.transport.close()
        await asyncio.sleep(0)  # lets each socket close

    engine.start()
    server = engine.run(listen()).result()
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        engine.run(close(server)).result()
        engine.stop()
