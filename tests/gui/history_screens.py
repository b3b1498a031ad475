"""The history's pictures: empty, ten messages, a hundred thousand."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from pushdesk.domain.deliveries import ON_THE_PHONE, DeliveryState
from pushdesk.gui.history.view import Page
from pushdesk.gui.main_window import Screen
from pushdesk.store import tables
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import wait_until
from tests.house import House

CROWD = 100_000
GUESTS = 400
TITLES = ("Your table is ready", "Oysters from six", "A little longer", "Live music tonight")
PLATFORMS = ("Android", "Android", "iPhone", "Windows")
STATES = (
    *(DeliveryState.OPENED,) * 5, *(DeliveryState.SHOWN,) * 7, *(DeliveryState.ACCEPTED,) * 2,
    DeliveryState.EXPIRED, DeliveryState.GONE, DeliveryState.FAILED, DeliveryState.ANSWERED,
)  # fmt: skip


def story(desk: Desk, _folder: Path) -> list[tuple[str, Callable[[], None]]]:
    owner = _Owner(desk)
    return [
        ("81-history-empty", owner.empty),
        ("82-messages-empty", lambda: owner.page(Page.MESSAGES)),
        ("83-overview-empty", lambda: owner.overview(7)),
        ("84-messages", owner.ten),
        ("85-message", owner.detail),
        ("86-overview-today", lambda: owner.overview(1)),
        ("87-overview-week", lambda: owner.overview(7)),
        ("88-messages-100000", owner.crowd),
        ("89-overview-year-100000", lambda: owner.overview(365)),
    ]


class _Owner:
    """Looks back."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.house = desk, desk.house
        self.history = desk.window.history

    def empty(self) -> None:
        for name in ("Waiting list", "Terrace"):
            self.house.channel(name)
        wait_until(self.desk.window.channels.isVisible)  # where a first start leads
        self.desk.window.go_to(Screen.HISTORY)

    def page(self, page: Page) -> None:
        self.history.show_page(page)

    def ten(self) -> None:
        add_guests(self.house, GUESTS)
        add_messages(self.house, 10, GUESTS, timedelta(hours=9))
        self.history.show_page(Page.MESSAGES)
        wait_until(lambda: self.history.messages.model.rowCount() == 10)

    def detail(self) -> None:
        line = self.history.messages.model.row_at(0)
        assert line is not None
        self.history.open_message(line.public_id)
        detail = self.history.detail
        wait_until(lambda: detail is not None and detail.steps.rowCount() > 0)
        assert detail is not None
        detail.chart.point_at(3)

    def overview(self, days: int) -> None:
        self.history.show_page(Page.OVERVIEW)
        overview = self.history.overview
        assert overview is not None
        number = 24 if days == 1 else days
        overview.periods.choose(days)
        overview.periods.chosen.emit(days)
        wait_until(lambda: overview.model.rowCount() == number, 60)
        overview.sent.point_at(number - 1)

    def crowd(self) -> None:
        add_messages(self.house, CROWD, 1, timedelta(minutes=5))
        self.history.messages.asking.search.setText("ready")
        self.history.show_page(Page.MESSAGES)
        wait_until(lambda: self.history.messages.model.rowCount() == 100, 60)


def add_guests(house: House, number: int) -> None:
    """With a device and a channel each, straight into the tables: it has to be quick."""
    now = house.ctx.clock.now()
    ids = range(1, number + 1)
    with house.ctx.store.write() as session:
        for table, row in (
            (tables.Guest, _guest),
            (tables.Device, _device),
            (tables.Subscription, _subscription),
            (tables.Consent, _consent),
        ):
            session.execute(insert(table), [row(id_, now) for id_ in ids])


def _guest(id_: int, now: datetime) -> dict[str, object]:
    return {
        "id": id_, "pushed_id": f"C{id_:013}", "pass_token": f"crowd-{id_}", "name": f"Guest {id_}",
        "language": ("en", "de", "es")[id_ % 3], "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def _device(id_: int, now: datetime) -> dict[str, object]:
    return {
        "id": id_, "guest_id": id_, "endpoint": f"https://fcm.googleapis.com/fcm/send/{id_}",
        "p256dh": b"", "auth": b"", "browser": ("Chrome", "Firefox")[id_ % 2],
        "platform": PLATFORMS[id_ % 4], "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def _subscription(id_: int, now: datetime) -> dict[str, object]:
    since = now - timedelta(days=400)
    return {"guest_id": id_, "channel_id": 1 + id_ % 2, "since": since, "source": "page"}


def _consent(id_: int, now: datetime) -> dict[str, object]:
    return {
        "guest_id": id_, "channel_id": 1 + id_ % 2, "given": id_ % 5 > 0,
        "at": now - timedelta(hours=id_ % 200), "endpoint_hash": "", "category": "",
    }  # fmt: skip


def add_messages(house: House, number: int, devices: int, apart: timedelta) -> None:
    """The latest was sent an hour ago, to `devices` each."""
    latest = house.ctx.clock.now() - timedelta(hours=1)
    with house.ctx.store.write() as session:
        first = (session.scalar(select(func.max(tables.Message.id))) or 0) + 1
        times = {first + n: latest - (number - 1 - n) * apart for n in range(number)}
        session.execute(insert(tables.Message), [_message(id_, at) for id_, at in times.items()])
        rows = [row for id_, at in times.items() for row in _deliveries(id_, at, devices)]
        session.execute(insert(tables.Delivery), rows)


def _message(id_: int, at: datetime) -> dict[str, object]:
    return {
        "id": id_, "public_id": f"{id_:016x}", "venue_id": 1, "title": TITLES[id_ % 4],
        "body": "We hold it for ten minutes. Please come to the desk.", "url": "",
        "urgency": "high", "topic": "t", "created_at": at, "expires_at": at + timedelta(hours=4),
    }  # fmt: skip


def _deliveries(message: int, at: datetime, devices: int) -> Iterator[dict[str, object]]:
    for n in range(devices):
        state = STATES[(n * 7 + message * 3 + n // 5) % len(STATES)]
        shown = at + timedelta(seconds=(n * n) % 900 + 1)
        yield {
            "message_id": message, "device_id": 1 + (n + message) % GUESTS,
            "guest_id": 1 + (n + message) % GUESTS, "state": state.value, "lane": 1, "attempts": 1,
            "shortened": False, "due_at": at, "reason": "",
            "shown_at": shown if state in ON_THE_PHONE else None,
            "opened_at": shown + timedelta(seconds=20)
            if state in {DeliveryState.OPENED, DeliveryState.ANSWERED}
            else None,
        }  # fmt: skip
