"""An address is the guest's own: a code is mailed there, and the guest tells it."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import Enum, auto
from pathlib import Path

import certifi

from pushdesk.domain import emails
from pushdesk.domain.events import EventRecorded, GuestChanged
from pushdesk.domain.staff import Permission
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _, ngettext
from pushdesk.runtime import mail, mail_faults
from pushdesk.runtime.mail import MailServer, Security
from pushdesk.services import email_words, guest_records, guest_values, preferences, venues
from pushdesk.services.context import Context
from pushdesk.services.guest_records import GuestRecord
from pushdesk.settings import MAIL_FROM, MAIL_PASSWORD, MAIL_SECURITY, MAIL_SERVER, MAIL_USER
from pushdesk.store import Session, email_codes, events, guests
from pushdesk.store import guest_records as records
from pushdesk.store.email_codes import EmailCode

GOOD_FOR = timedelta(minutes=15)
MOST_TRIES = 5
MOST_MAILS = 3
_HOUR = timedelta(hours=1)
_DIGITS = 6


class _Outcome(Enum):
    RIGHT = auto()
    WRONG = auto()
    NONE_LEFT = auto()
    NO_CODE = auto()


def request(ctx: Context, guest_id: int, address: str, source: str = "desk") -> str:
    """Mails a code to the address, which is returned as it is written; nothing is proven yet.

    Raises UserError; then the guest may try again at once.
    """
    email = guest_values.read_email(address)
    if not email:
        raise UserError(_("There is no address."), "", _("Type the guest's e-mail address first."))
    server = _server(ctx)
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    with ctx.store.write() as session:
        language = _may_mail(ctx, session, guest_id, email)
        event = email_codes.put(
            session, guest_id, email, _hash(ctx, email, code), source, ctx.clock.now()
        )
    try:
        mail.send(server, email, *_words(ctx, guest_id, code, language), ctx.clock)
    except BaseException:
        with ctx.store.write() as session:
            email_codes.take_back(session, guest_id, event)
        raise
    _tell(ctx, guest_id, email_codes.MAILED)
    return email


def waiting_at(ctx: Context, guest_id: int) -> str:
    """The address that a code has been mailed to and not been told yet; empty for none."""
    with ctx.store.read() as session:
        mailed = email_codes.of_guest(session, guest_id)
    if mailed is None or _is_over(ctx, mailed) or mailed.tries >= MOST_TRIES:
        return ""
    return mailed.address


def confirm(ctx: Context, guest_id: int, code: str, source: str = "desk") -> GuestRecord:
    """The address that the code was mailed to is the guest's from now on. Raises UserError."""
    typed = "".join(character for character in code if character not in " -\u00a0\t\r\n")
    with ctx.store.write() as session:
        guest_records.require(session, guest_id)
        outcome, left = _compare(ctx, session, guest_id, typed)
        if outcome is _Outcome.RIGHT:
            events.insert(session, guest_id, email_codes.PROVEN, {}, source, ctx.clock.now())
    if outcome is not _Outcome.RIGHT:
        raise _refusal(outcome, left)
    _tell(ctx, guest_id, email_codes.PROVEN)
    return guest_records.record(ctx, guest_id)


def try_out(ctx: Context, address: str) -> str:
    """Mails a test there, and returns the address as it is written. Raises UserError."""
    ctx.require(Permission.PREFERENCES)
    email = guest_values.read_email(address)
    if not email:
        raise UserError(_("There is no address."), "", _("Type who gets the test mail."))
    subject = _("A test mail from {venue}").format(venue=venues.get(ctx).name)
    text = _("The mail server is set right: codes reach your guests.\n")
    mail.send(_server(ctx), email, subject, text, ctx.clock)
    return email


def _may_mail(ctx: Context, session: Session, guest_id: int, email: str) -> str:
    """The guest's language. Raises Refused where too many mails went out."""
    guest = guests.by_id(session, guest_id) or guest_records.nobody()
    now = ctx.clock.now()
    email_codes.forget_before(session, now - GOOD_FOR)
    mails = email_codes.mailed_since(session, guest_id, now - _HOUR)
    # One stranger may come as several guests, to have somebody's letter box filled.
    if max(mails, email_codes.waiting_at(session, email, guest_id)) >= MOST_MAILS:
        raise Refused(
            _("No more codes are mailed for now."),
            _("There were {n} within the hour.").format(n=MOST_MAILS),
            _("Look into the folder for unwanted mail, or try again later."),
        )
    return guest.language


def _compare(ctx: Context, session: Session, guest_id: int, typed: str) -> tuple[_Outcome, int]:
    """What came of it, and how many tries are left."""
    mailed = email_codes.of_guest(session, guest_id)
    if mailed is None or _is_over(ctx, mailed):
        return _Outcome.NO_CODE, 0
    left = MOST_TRIES - mailed.tries - 1
    if left < 0:
        return _Outcome.NONE_LEFT, 0
    if not hmac.compare_digest(mailed.code_hash, _hash(ctx, mailed.address, typed)):
        email_codes.tried(session, guest_id)
        return (_Outcome.WRONG if left else _Outcome.NONE_LEFT), left
    _prove(ctx, session, guest_id, mailed)
    return _Outcome.RIGHT, left


def _is_over(ctx: Context, mailed: EmailCode) -> bool:
    return ctx.clock.now() >= mailed.sent_at + GOOD_FOR


def _prove(ctx: Context, session: Session, guest_id: int, mailed: EmailCode) -> None:
    records.set_email(session, guest_id, mailed.address, ctx.clock.now())
    email_codes.forget(session, guest_id)


def _refusal(outcome: _Outcome, left: int) -> UserError:
    match outcome:
        case _Outcome.WRONG:
            more = ngettext("{n} more try is left.", "{n} more tries are left.", left)
            return UserError(
                _("This is not the code that was mailed."),
                more.format(n=left),
                _("Look at the latest mail, and type its six digits."),
            )
        case _Outcome.NONE_LEFT:
            return Refused(
                _("This code is not good any more."),
                _("It was tried {n} times.").format(n=MOST_TRIES),
                _("Have a new one mailed."),
            )
        case _:
            return UserError(
                _("No code waits for an answer."),
                _("Each is good for {n} minutes and once.").format(n=GOOD_FOR.seconds // 60),
                _("Have a new one mailed."),
            )


def _hash(ctx: Context, address: str, code: str) -> str:
    """With a key: who reads the database alone must not find the code by trying them all.

    The key comes from the venue's secret.
    """
    key = ctx.receipts.derive("mailed code")
    said = f"{address}:{code}".encode(errors="surrogatepass")
    return hmac.digest(key, said, hashlib.sha256).hex()


def _server(ctx: Context) -> MailServer:
    """As the owner has set it. Raises UserError."""
    place, user = preferences.get(ctx, MAIL_SERVER).strip(), preferences.get(ctx, MAIL_USER)
    if not place:
        raise mail_faults.not_mailed(_("No mail server is set."), MAIL_SERVER.key)
    sender = emails.parse(preferences.get(ctx, MAIL_FROM) or user)
    if sender is None:
        why = _("It has no address that it comes from.")
        raise mail_faults.not_mailed(why, MAIL_FROM.key)
    security = Security(preferences.get(ctx, MAIL_SECURITY))
    host, port = mail.place_of(place, security)
    ca_file = Path(ctx.environment.get("SSL_CERT_FILE") or certifi.where())
    password = preferences.get(ctx, MAIL_PASSWORD)
    return MailServer(host, port, security, user, password, sender, ca_file)


def _words(ctx: Context, guest_id: int, code: str, language: str) -> tuple[str, str]:
    venue = venues.of_guest(ctx, guest_id).name
    return email_words.of_code(code, venue, GOOD_FOR.seconds // 60, language)


def _tell(ctx: Context, guest_id: int, event: str) -> None:
    ctx.bus.publish(GuestChanged(guest_id))
    ctx.bus.publish(EventRecorded(guest_id, event))
