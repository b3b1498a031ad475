"""Why a mail was not sent, in plain words that name the setting to look at, and no secret."""

import smtplib
import socket
import ssl

from pushdesk.errors import Unavailable, UserError
from pushdesk.i18n import _

_LONGEST_ANSWER = 160


def not_mailed(why: str, *settings: str) -> Unavailable:
    """`settings` are keys; the first is the likeliest."""
    if len(settings) > 1:
        told = _("Look at the settings {first} and {second}.")
        what_to_do = told.format(first=settings[0], second=settings[1])
    else:
        what_to_do = _("Look at the setting {first}.").format(first=settings[0])
    return Unavailable(_("The mail was not sent."), why, what_to_do)


def of(error: OSError, host: str, to: str) -> UserError:
    """SMTPException is an OSError as well."""
    if isinstance(error, smtplib.SMTPException):
        return _of_server(error, to)
    match error:
        case socket.gaierror():
            return not_mailed(_("No computer is called “{host}”.").format(host=host), "mail_server")
        case TimeoutError():
            return _silence()
        case ssl.SSLCertVerificationError():
            why = _("Its certificate does not prove that it is “{host}”: {told}.")
            return not_mailed(
                why.format(host=host, told=error.verify_message.rstrip(".")), "mail_server"
            )
        case ssl.SSLError():
            why = _("The mail server does not speak TLS in this way.")
            return not_mailed(why, "mail_security", "mail_server")
        case _:
            why = _("The mail server can't be reached: {told}.")
            return not_mailed(why.format(told=error.strerror or error), "mail_server")


def _of_server(error: smtplib.SMTPException, to: str) -> UserError:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, told = error.recipients[to]
            return _no_such_address(to, _answer(code, told))
        case smtplib.SMTPResponseException():
            return _of_answer(error)
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            why = _("The mail server does not offer STARTTLS.")
            return not_mailed(why, "mail_security", "mail_server")
        case smtplib.SMTPNotSupportedError():
            return not_mailed(_("The mail server asks for no name and password."), "mail_user")
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            return _silence()
        case _:
            why = _("The mail server hung up, or what answers there is none.")
            return not_mailed(why, "mail_server", "mail_security")


def _of_answer(error: smtplib.SMTPResponseException) -> UserError:
    told = _answer(error.smtp_code, error.smtp_error)
    match error:
        case smtplib.SMTPAuthenticationError():
            why = _("The mail server does not take this name and password.")
            return not_mailed(why, "mail_user", "mail_password")
        case smtplib.SMTPSenderRefused():
            why = _("The mail server lets nobody write from this address: {told}.")
            return not_mailed(why.format(told=told), "mail_from", "mail_user")
        case _:
            why = _("The mail server answers: {told}.")
            return not_mailed(why.format(told=told), "mail_server", "mail_from")


def _silence() -> UserError:
    return not_mailed(_("The mail server does not answer."), "mail_server", "mail_security")


def _no_such_address(to: str, told: str) -> UserError:
    return Unavailable(
        _("The mail was not sent."),
        _("The mail server does not take {address}: {told}.").format(address=to, told=told),
        _("Ask the guest how the address is written."),
    )


def _answer(code: int, told: bytes | str) -> str:
    """On one line; it is a stranger's text."""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    plain = "".join(character if character.isprintable() else " " for character in text)
    return f"{code} {' '.join(plain.split())}"[:_LONGEST_ANSWER].strip(" .")
