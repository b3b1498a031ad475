"""Mail over a real connection, and one plain sentence for each way in which it fails."""

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pushdesk.errors import UserError
from pushdesk.runtime import mail
from pushdesk.runtime.clock import ManualClock
from pushdesk.runtime.mail import MailServer, Security
from tests.house import EVENING
from tests.services import mail_host
from tests.services.mail_host import PASSWORD, USER, MailHost
from tests.webpush.authority import Authority

TO = "anna@example.com"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.in_folder(tmp_path)


@pytest.fixture
def host(authority: Authority) -> Iterator[MailHost]:
    """With STARTTLS, under the name “localhost”."""
    with mail_host.running(authority.server("localhost")) as host:
        yield host


def server(authority: Authority, port: int) -> MailServer:
    security = Security.STARTTLS
    return MailServer("localhost", port, security, USER, PASSWORD, USER, authority.ca_file, 5.0)


def post(to: MailServer, address: str = TO) -> None:
    mail.send(to, address, "Your code", "123456 – für Sie\n", ManualClock(EVENING))


def failure(to: MailServer, address: str = TO) -> str:
    with pytest.raises(UserError, match="The mail was not sent") as caught:
        post(to, address)
    assert PASSWORD not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r} {to!r}"
    return str(caught.value)


def test_a_letter_arrives_over_starttls(host: MailHost, authority: Authority) -> None:
    post(server(authority, host.port))
    (letter,) = host.letters
    assert host.encrypted == [True]
    assert (letter["From"], letter["To"], letter["Subject"]) == (USER, TO, "Your code")
    assert letter.get_content().strip() == "123456 – für Sie"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == EVENING


def test_tls_from_the_start(authority: Authority) -> None:
    with mail_host.running(authority.server("localhost"), starttls=False) as host:
        post(replace(server(authority, host.port), security=Security.TLS))
    assert len(host.letters) == 1


def test_without_tls_and_password(authority: Authority) -> None:
    with mail_host.running(wants_password=False) as host:
        plain = replace(server(authority, host.port), security=Security.NONE)
        post(replace(plain, user="", password=""))
        assert "mail_user" in failure(plain)
    assert len(host.letters) == 1


def test_a_password_is_not_sent_in_the_open(authority: Authority) -> None:
    open_ = replace(server(authority, 25), security=Security.NONE, host="mail.invalid")
    assert "mail_security" in failure(open_)


def test_a_certificate_of_somebody_else(host: MailHost, authority: Authority) -> None:
    told = failure(replace(server(authority, host.port), host="127.0.0.1"))
    assert "does not prove that it is “127.0.0.1”" in told
    assert "mail_server" in told


def test_an_authority_that_nobody_knows(host: MailHost, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = Authority.in_folder(tmp_path / "other")
    assert "does not prove" in failure(server(stranger, host.port))
    assert host.letters == []


def test_no_starttls_there(authority: Authority) -> None:
    with mail_host.running() as host:
        assert "mail_security" in failure(server(authority, host.port))


def test_tls_where_there_is_none(host: MailHost, authority: Authority) -> None:
    told = failure(replace(server(authority, host.port), security=Security.TLS))
    assert "mail_security" in told


@pytest.mark.parametrize("password", ["wrong", "pässword"])
def test_a_wrong_password(host: MailHost, authority: Authority, password: str) -> None:
    told = failure(replace(server(authority, host.port), password=password))
    assert "mail_password" in told
    assert password not in told


def test_an_address_that_is_not_there(host: MailHost, authority: Authority) -> None:
    told = failure(server(authority, host.port), "nobody@example.com")
    assert "550 No such letter box" in told
    assert "Ask the guest" in told


def test_a_letter_that_is_refused(host: MailHost, authority: Authority) -> None:
    host.refuses = "554 Looks\tlike spam. " + "x" * 500
    told = failure(server(authority, host.port))
    assert "554 Looks like spam" in told
    assert len(told) < 400


def test_a_closed_port(authority: Authority) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        told = failure(server(authority, unused.getsockname()[1]))
    assert "can't be reached" in told
    assert "mail_server" in told


def test_a_name_that_nobody_has(authority: Authority) -> None:
    told = failure(replace(server(authority, 25), host="mail.invalid"))
    assert "No computer is called “mail.invalid”" in told


@pytest.mark.parametrize("security", list(Security))
def test_silence_has_an_end(authority: Authority, security: Security) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        told = failure(replace(server(authority, port), security=security, seconds=0.2))
    assert "does not answer" in told


@pytest.mark.parametrize(
    ("text", "security", "place"),
    [
        ("mail.example.com", Security.STARTTLS, ("mail.example.com", 587)),
        ("mail.example.com", Security.TLS, ("mail.example.com", 465)),
        ("mail.example.com:2525", Security.STARTTLS, ("mail.example.com", 2525)),
        ("192.0.2.7", Security.NONE, ("192.0.2.7", 25)),
        ("2001:db8::7", Security.TLS, ("2001:db8::7", 465)),
        ("[2001:db8::7]", Security.TLS, ("2001:db8::7", 465)),
        ("[2001:db8::7]:26", Security.TLS, ("2001:db8::7", 26)),
    ],
)
def test_where_a_server_is(text: str, security: Security, place: tuple[str, int]) -> None:
    assert mail.place_of(text, security) == place


@pytest.mark.parametrize(
    "text",
    ["a b", "host:", "host:0", "host:65536", "host:x", ":25", "a..b", "x" * 300, "ftp://x", "ä.de"],
)
def test_what_is_no_server(text: str) -> None:
    with pytest.raises(UserError, match="mail_server"):
        mail.place_of(text, Security.STARTTLS)


def test_the_password_is_nowhere_in_the_log(
    host: MailHost, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    post(server(authority, host.port))
    assert not re.search(PASSWORD, caplog.text)
