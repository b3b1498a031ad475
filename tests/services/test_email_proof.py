"""Row 5: an address is proven by a code that was mailed there, over a real SMTP connection."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from pushdesk.domain.events import EventRecorded, GuestChanged
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import email_proof, erasure, guest_merge, guest_records, guests, preferences
from pushdesk.services.context import Context
from pushdesk.settings import MAIL_FROM, MAIL_PASSWORD, MAIL_SERVER, MAIL_USER
from pushdesk.store import Store, tables
from tests.house import House
from tests.services import mail_host
from tests.services.mail_host import PASSWORD, USER, MailHost
from tests.webpush.authority import Authority

ANNA = "anna@example.com"


@dataclass
class Post:
    """A guest, and a venue that can mail."""

    house: House
    ctx: Context
    host: MailHost
    guest_id: int

    def request(self, address: str = ANNA, guest_id: int = 0) -> str:
        """The code, as the guest reads it."""
        email_proof.request(self.ctx, guest_id or self.guest_id, address)
        return self.code

    @property
    def code(self) -> str:
        found = re.search(r"\b\d{6}\b", self.host.letters[-1].get_content())
        assert found is not None
        return found.group()


@pytest.fixture
def post(house: House, tmp_path: Path) -> Iterator[Post]:
    folder = tmp_path / "certificates"
    folder.mkdir()
    authority = Authority.in_folder(folder)
    environment = {**house.ctx.environment, "SSL_CERT_FILE": str(authority.ca_file)}
    ctx = replace(house.ctx, environment=environment)
    with mail_host.running(authority.server("localhost")) as host:
        for setting, text in (
            (MAIL_SERVER, f"localhost:{host.port}"),
            (MAIL_USER, USER),
            (MAIL_PASSWORD, PASSWORD),
        ):
            preferences.put(ctx, setting, text)
        yield Post(house, ctx, host, a_guest(house))


def a_guest(house: House) -> int:
    return guests.find(house.ctx, house.guest(house.channel()).pushed_id).id


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_row_5_a_mailed_code_proves_the_address(post: Post) -> None:
    code = post.request(" Anna@Example.com ")
    letter = post.host.letters[0]
    assert (letter["To"], letter["From"]) == (ANNA, USER)
    assert code in letter["Subject"]
    assert "15 minutes" in letter.get_content()
    assert guest_records.record(post.ctx, post.guest_id).email == ""
    post.house.events.clear()
    proven = email_proof.confirm(post.ctx, post.guest_id, f" {code[:3]} {code[3:]}\n")
    assert (proven.email, proven.proven_at) == (ANNA, post.house.clock.now())
    assert post.house.events == [
        GuestChanged(post.guest_id),
        EventRecorded(post.guest_id, "email_proven"),
    ]
    with pytest.raises(UserError, match="No code waits"):
        email_proof.confirm(post.ctx, post.guest_id, code)


def test_a_code_is_good_for_fifteen_minutes(post: Post) -> None:
    code = post.request()
    post.house.clock.advance(timedelta(minutes=15))
    with pytest.raises(UserError, match="No code waits"):
        email_proof.confirm(post.ctx, post.guest_id, code)
    assert not guest_records.record(post.ctx, post.guest_id).proven


def test_a_code_can_be_tried_five_times(post: Post) -> None:
    code = post.request()
    for left in (4, 3, 2, 1):
        with pytest.raises(UserError, match="not the code") as caught:
            email_proof.confirm(post.ctx, post.guest_id, wrong(code))
        assert caught.value.why.startswith(f"{left} more tr")
    for typed in (wrong(code), code, code):
        with pytest.raises(Refused, match="not good any more"):
            email_proof.confirm(post.ctx, post.guest_id, typed)
    email_proof.confirm(post.ctx, post.guest_id, post.request())


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "\x00" * 9999, "\ud800"])
def test_what_is_no_code(post: Post, typed: str) -> None:
    post.request()
    with pytest.raises(UserError, match="not the code"):
        email_proof.confirm(post.ctx, post.guest_id, typed)


def test_the_latest_code_counts(post: Post) -> None:
    first, second = post.request(), post.request("other@example.com")
    if first != second:
        with pytest.raises(UserError, match="not the code"):
            email_proof.confirm(post.ctx, post.guest_id, first)
    assert email_proof.confirm(post.ctx, post.guest_id, second).email == "other@example.com"


def test_three_mails_an_hour(post: Post) -> None:
    for _mail in range(3):
        post.request()
        post.house.clock.advance(timedelta(minutes=16))
    with pytest.raises(Refused, match="3 within the hour"):
        post.request()
    assert len(post.host.letters) == 3
    post.house.clock.advance(timedelta(minutes=13))
    post.request()


def test_a_stranger_as_several_guests_fills_no_letter_box(post: Post) -> None:
    for _stranger in range(3):
        post.request(guest_id=a_guest(post.house))
    with pytest.raises(Refused, match="No more codes"):
        post.request()


def test_another_guest_can_not_use_the_code(post: Post) -> None:
    code, other = post.request(), a_guest(post.house)
    with pytest.raises(UserError, match="No code waits"):
        email_proof.confirm(post.ctx, other, code)


def test_a_merged_guest_can_still_tell_the_code(post: Post) -> None:
    code, kept = post.request(), a_guest(post.house)
    guest_merge.merge(post.ctx, kept, post.guest_id)
    assert email_proof.confirm(post.ctx, kept, code).proven


def test_the_code_is_not_in_the_database(post: Post, store: Store) -> None:
    code = post.request()
    with store.read() as session:
        row = session.get_one(tables.EmailCode, post.guest_id)
        assert code not in f"{row.code_hash} {row.address}"
        assert len(row.code_hash) == 64
    post.house.clock.advance(timedelta(minutes=16))
    post.request(guest_id=a_guest(post.house))
    with store.read() as session:
        assert session.get(tables.EmailCode, post.guest_id) is None


def test_a_mail_that_did_not_go_out_does_not_count(post: Post) -> None:
    post.host.refuses = "451 Try later"
    for _mail in range(4):
        with pytest.raises(UserError, match="451 Try later"):
            email_proof.request(post.ctx, post.guest_id, ANNA)
    post.host.refuses = ""
    post.request()


def test_the_mail_speaks_the_guests_language(post: Post) -> None:
    guest_records.set_language(post.ctx, post.guest_id, "xx-YY")
    post.request()
    assert "Your code" in post.host.letters[-1].get_content()


def test_settings_that_are_missing(post: Post) -> None:
    preferences.put(post.ctx, MAIL_FROM, "the desk")
    with pytest.raises(UserError, match="mail_from"):
        post.request()
    preferences.put(post.ctx, MAIL_SERVER, "")
    with pytest.raises(UserError, match="No mail server is set"):
        post.request()


@pytest.mark.parametrize("address", ["", "anna", "anna@example.com\nBcc: ben@example.com"])
def test_no_address(post: Post, address: str) -> None:
    with pytest.raises(UserError, match="address"):
        post.request(address)
    assert post.host.letters == []


def test_nobody(post: Post) -> None:
    erasure.erase(post.ctx, post.guest_id)
    with pytest.raises(NotFound):
        post.request()
    with pytest.raises(NotFound):
        email_proof.confirm(post.ctx, post.guest_id, "123456")
    assert post.host.letters == []
