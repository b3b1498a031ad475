"""Sends to everyone, to a channel, to one; and what is refused without a trace."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import GuestFound
from pushdesk.domain.requests import MAX_TARGETS, Button, Purpose, Request
from pushdesk.domain.targets import App, Audience, Channel, OwnId, PushedId
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import audiences, broadcasts, categories, guests, messages, preferences
from pushdesk.services.channels import Channel as Place
from pushdesk.services.messages import Reach, read_request, read_target
from pushdesk.settings import QUIET_FROM, TIME_ZONE
from tests.house import STRANGER, House

HELLO = Request((App(),), title="Hello", body="The kitchen closes at ten.")
NEWS = Request((App(),), title="Wine tasting", purpose=Purpose.NEWS)


def test_each_device_once_whoever_names_it(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    regular = house.guest(lunch)
    house.guest(dinner, pass_token=regular.token)
    house.guest(dinner)
    to = (App(), Channel(lunch.alias), PushedId(regular.pushed_id))
    sent = messages.send(house.ctx, Request(to, title="Hello"))
    assert (sent.recipients, sent.devices) == (2, 3)


def test_excluded_guests_hear_nothing(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    house.guest(lunch)
    house.guest(dinner)
    sent = messages.send(house.ctx, Request((App(),), (Channel(lunch.alias),), title="Hello"))
    assert sent.recipients == 1


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("channel:Nobody", "There is no channel"),
        (f"pushed_id:{STRANGER}", "Nobody here has this Pushed ID"),
        ("app", "nobody to send this to"),
    ],
)
def test_nobody_to_send_to(house: House, target: str, sentence: str) -> None:
    house.channel()
    request = Request((read_target(target),), title="Hello")
    with pytest.raises(UserError, match=sentence):
        messages.check(house.ctx, request)
    with pytest.raises(UserError, match=sentence):
        messages.send(house.ctx, request)
    assert messages.recent(house.ctx) == []


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (Request((App(),)), "The title is empty"),
        (Request((App(),), title=" \n\t\x00 "), "The title is empty"),
        (Request((App(),), title="x" * 121), "The title is too long"),
        (Request((App(),), title="x", body="y" * 501), "The text is too long"),
        (Request((App(),), title="x", url="javascript:alert(1)"), "is no web address"),
        (Request((App(),), title="x", url="https://e.example/" + "y" * 500), "link is too long"),
        (
            Request((App(),), title="x", icon="http://e.example/i.png"),
            "no secure",
        ),
        (Request((App(),), title="x", image="data:image/png;base64,x"), "picture's address"),
        (
            Request((App(),), title="x", buttons=(Button("", "https://e.example"),)),
            "title is empty",
        ),
        (Request((App(),), title="x", buttons=(Button("y", ""),)), "button's link is no secure"),
        (Request((App(),), title="x", buttons=(Button("y", "https://e.example"),) * 3), "many but"),
        (Request((App(),), title="x", template="delay"), "has its own text"),
        (Request((App(),), title="x", urgency="huge"), "is no urgency"),
        (Request((App(),), title="x", ttl=timedelta(0)), "can't be valid"),
        (Request((App(),), title="x", ttl=timedelta(days=29)), "can't be valid"),
        (Request((App(),), title="x", ttl=timedelta.max), "can't be valid"),
        (Request((App(),), title="x", until=datetime(2026, 11, 21, 19, tzinfo=UTC)), "can't be"),
        (
            Request(
                (App(),), title="x", ttl=timedelta(1), until=datetime(2026, 11, 22, tzinfo=UTC)
            ),
            "one end only",
        ),
    ],
    ids=str,
)
def test_out_of_bounds(house: House, request_: Request, sentence: str) -> None:
    house.guest(house.channel())
    with pytest.raises(UserError, match=sentence):
        messages.send(house.ctx, request_)
    assert messages.recent(house.ctx) == []


def test_control_characters_go(house: House) -> None:
    house.guest(house.channel())
    text = Request((App(),), title="A\u202eB\x07C", body="one\r\ntwo\x1b[31m")
    messages.send(house.ctx, text)
    (row,) = messages.recent(house.ctx)
    assert (row.title, row.body) == ("A B C", "one\ntwo[31m")


def test_a_target_that_is_none() -> None:
    with pytest.raises(UserError, match="no one to send to"):
        read_target("everybody")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no", "not written as one JSON object"),
        ('{"to": [], "excldue": 1}', "knows no field “excldue”"),
        ('{"to": 1}', "value of “to” doesn't fit"),
        ('{"to": [{"user": "x"}]}', "is no one to send to"),
        (" " * 600_000, "too large"),
    ],
    ids=["text", "typo", "number", "nobody", "huge"],
)
def test_what_a_program_may_get_wrong(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_request(text)


def test_row_13_until_is_the_absolute_end(house: House) -> None:
    house.guest(house.channel())
    until = house.clock.now() + timedelta(minutes=20)
    sent = messages.send(house.ctx, Request((App(),), title="x", until=until))
    assert sent.expires_at == until


def test_the_expiry_counts_from_the_true_start(house: House) -> None:
    house.guest(house.channel())
    ten = timedelta(seconds=10)
    sent = messages.send(
        house.ctx, Request((App(),), title="x", ttl=timedelta(hours=1)), hold_back=ten
    )
    assert sent.starts_at == house.clock.now() + ten
    assert sent.expires_at == sent.starts_at + timedelta(hours=1)


def test_row_26_a_cap_takes_the_oldest(house: House) -> None:
    channel = house.channel()
    for _each in range(3):
        house.guest(channel)
    sent = messages.send(house.ctx, Request((App(),), limit=2, title="x"))
    assert (sent.recipients, sent.devices) == (2, 2)
    assert messages.reach(house.ctx, Request((App(),), limit=2)) == Reach(2, 2, 0, 0)


def test_who_it_was_for_is_not_kept_by_name(house: House) -> None:
    """Deliveries go with a guest who is erased; a message's own note must not stay behind."""
    guest = house.guest(house.channel())
    messages.send(house.ctx, Request((PushedId(guest.pushed_id),), title="x"))
    file = house.ctx.store.file
    assert file is not None
    with sqlite3.connect(file) as database:
        (reach,) = database.execute("SELECT reach FROM message").fetchone()
    database.close()
    assert guest.pushed_id not in reach
    assert '"guests":1' in reach


def tick(house: House, pushed_id: str) -> None:
    house.tick(guests.find(house.ctx, pushed_id).id)


def daytime(house: House, zone: str = "UTC") -> Place:
    preferences.put(house.ctx, TIME_ZONE, zone)
    return house.channel()


def test_row_9_news_goes_to_those_who_ticked_a_category(house: House) -> None:
    channel = daytime(house)
    ticked, _other = house.guest(channel), house.guest(channel)
    with pytest.raises(UserError, match="Nobody among them has asked for news"):
        messages.send(house.ctx, NEWS)
    tick(house, ticked.pushed_id)
    assert messages.reach(house.ctx, NEWS) == Reach(1, 1, 0, 1)
    assert messages.send(house.ctx, NEWS).recipients == 1
    assert messages.send(house.ctx, HELLO).recipients == 2


@pytest.mark.parametrize("source", ["hand", "rule", "import", "api"])
def test_row_9_who_was_put_into_a_category_has_agreed_to_nothing(house: House, source: str) -> None:
    channel = daytime(house)
    ticked, put = house.guest(channel), house.guest(channel)
    tick(house, ticked.pushed_id)
    audiences.add(house.ctx, "Wine", guests.find(house.ctx, put.pushed_id).id, source)
    assert messages.reach(house.ctx, NEWS) == Reach(1, 1, 0, 1)
    assert messages.send(house.ctx, NEWS).recipients == 1


def test_row_9_news_that_waits_for_the_morning_heeds_who_wants_no_more(house: House) -> None:
    guest = house.guest(daytime(house, "Asia/Tokyo"))
    tick(house, guest.pushed_id)
    kept = messages.send(house.ctx, HELLO)
    news = messages.send(house.ctx, NEWS)
    categories.choose(house.ctx, guest.token, [])
    assert messages.status(house.ctx, news.id).counts == {DeliveryState.EXPIRED: 1}
    assert messages.status(house.ctx, kept.id).counts == {DeliveryState.QUEUED: 1}


def test_more_than_can_be_named_one_by_one(house: House) -> None:
    own = tuple(OwnId("till", str(number)) for number in range(MAX_TARGETS + 1))
    house.guest(house.channel())
    with pytest.raises(UserError, match="too many to name one by one"):
        messages.send(house.ctx, Request((App(), *own), title="Hello"))
    assert messages.send(house.ctx, Request((App(), *own[2:]), title="Hello")).recipients == 1
    lists = tuple(Audience(str(number)) for number in range(101))
    with pytest.raises(UserError, match="There are 101; 100 fit"):
        messages.reach(house.ctx, Request(lists))


def test_naming_a_guest_in_a_message_is_no_scan(house: House) -> None:
    guest = house.guest(house.channel())
    messages.send(house.ctx, Request((PushedId(guest.pushed_id),), title="Hello"))
    assert house.heard(GuestFound) == []


def test_one_guest_who_gets_no_news_is_spoken_of_as_one(house: House) -> None:
    one = PushedId(house.guest(daytime(house)).pushed_id)
    with pytest.raises(UserError, match=r"This guest gets no news now\."):
        messages.send(house.ctx, Request((one,), title="Hello", purpose=Purpose.NEWS))


def test_no_more_news_than_the_owner_set_for_a_week(house: House) -> None:
    channel = daytime(house)
    tick(house, house.guest(channel).pushed_id)
    first = messages.send(house.ctx, NEWS, hold_back=timedelta(seconds=10))
    broadcasts.cancel(house.ctx, first.id)  # what never left doesn't count
    for _each in range(2):
        messages.send(house.ctx, NEWS)
        messages.send(house.ctx, HELLO)
    with pytest.raises(UserError, match="less than 2 this week"):
        messages.send(house.ctx, NEWS)
    assert messages.reach(house.ctx, NEWS) == Reach(0, 0, 0, 1)
    assert messages.send(house.ctx, HELLO).recipients == 1
    house.clock.advance(timedelta(days=7))
    assert messages.send(house.ctx, NEWS).recipients == 1


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        ("UTC", "2026-11-21T19:00"),
        ("Asia/Tokyo", "2026-11-21T23:00"),  # 4 in the morning there
        ("Asia/Kolkata", "2026-11-22T02:30"),  # half past midnight
        ("Asia/Karachi", "2026-11-21T19:00"),
    ],
)
def test_news_rests_at_night(house: House, zone: str, starts: str) -> None:
    if zone == "Asia/Karachi":  # midnight: without a rest it leaves
        preferences.put(house.ctx, QUIET_FROM, "")
    tick(house, house.guest(daytime(house, zone)).pushed_id)
    sent = messages.send(house.ctx, NEWS)
    assert sent.starts_at == datetime.fromisoformat(starts).replace(tzinfo=UTC)
    assert sent.expires_at == sent.starts_at + timedelta(hours=4)
    assert messages.send(house.ctx, HELLO).starts_at == house.clock.now()


def test_news_that_is_over_before_the_rest_is_refused(house: House) -> None:
    tick(house, house.guest(daytime(house, "Asia/Tokyo")).pushed_id)
    soon = Request((App(),), title="Happy hour", purpose=Purpose.NEWS, ttl=timedelta(hours=1))
    with pytest.raises(Refused, match=r"No news is sent before 08:00"):
        messages.send(house.ctx, soon)
    until = Request(
        (App(),), title="x", purpose=Purpose.NEWS, until=house.clock.now() + timedelta(1)
    )
    assert messages.send(house.ctx, until).expires_at == until.until


def test_status_of_a_stranger(house: House) -> None:
    with pytest.raises(NotFound, match="no message"):
        messages.status(house.ctx, "nobody")
