"""Renders every screen, light and dark, to PNG: python -m tests.gui.screens OUT_DIR."""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QSize
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, insert, select

from pushdesk.domain.conditions import All, Any, InAudience, Language, Not, SeenWithin
from pushdesk.gui.guests.model import PAGE
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.main_window import Screen
from pushdesk.services import (
    audiences,
    channels,
    guest_records,
    guests,
    preferences,
    subscriptions,
    venues,
    visits,
)
from pushdesk.services.subscriptions import Caller
from pushdesk.settings import PUBLIC_URL
from pushdesk.store import tables
from pushdesk.store import venues as venues_rows
from tests import house as houses
from tests.gui.desk_fixture import Desk, desk_for, parts_for
from tests.house import PIXEL, House

SIZE = QSize(1366, 768)
SMALL = QSize(1024, 768)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOLD = timedelta(minutes=10)
CROWD = 100_000
NAMES = (
    "Green Heron", "Grey Owl", "Red Kite", "White Stork", "Blue Fox",
    "Brown Hare", "Black Swan", "Silver Otter", "Golden Eagle", "Little Wren",
)  # fmt: skip


def main(folder: Path) -> int:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        _render(folder, theme)
    return 0


def _render(folder: Path, theme: str) -> None:
    for story in (_story, _owners_story):
        with tempfile.TemporaryDirectory() as data:
            store = houses.open_in(Path(data))
            house = houses.build(store)
            with desk_for(house, theme) as desk:
                desk.window.resize(SIZE)
                desk.window.show()
                for name, prepare in story(desk, Path(data)):
                    prepare()
                    settle(desk)
                    desk.window.grab().save(str(folder / f"{name}-{theme}.png"))
            if story is _story:
                _render_kiosk(house, folder, theme)
            store.close()


def _render_kiosk(house: House, folder: Path, theme: str) -> None:
    with parts_for(house, theme) as parts:
        kiosk = Kiosk(parts)
        kiosk.resize(SIZE)
        kiosk.show()
        wait_until(lambda: not kiosk.view.is_empty)
        kiosk.grab().save(str(folder / f"kiosk-{theme}.png"))
        kiosk.close()
        kiosk.deleteLater()


def _story(desk: Desk, _folder: Path) -> list[tuple[str, Callable[[], None]]]:
    """In the order in which an evening goes; each step prepares the picture of its name."""
    evening = _Evening(desk)
    return [
        ("01-first-start", lambda: desk.window.go_to(Screen.CHANNELS)),
        ("02-empty-floor", evening.open),
        ("03-guest-before-the-call", evening.guest_comes),
        ("04-sending", evening.call),
        ("05-sent", evening.accepted),
        ("06-on-the-phone", desk.sender.shown),
        ("07-seen", desk.sender.opened),
        ("08-called-again", evening.call_again),
        ("09-no-sign", evening.no_sign),
        ("10-gone", evening.gone),
        ("11-unknown-code", lambda: desk.window.scan_panel.look_up("BCDEFGHJKLNPRS")),
        ("12-history", lambda: desk.window.go_to(Screen.HISTORY)),
        ("13-channels", lambda: desk.window.go_to(Screen.CHANNELS)),
        ("14-preferences", lambda: desk.window.go_to(Screen.PREFERENCES)),
        ("15-undo", evening.archive),
        ("16-camera", evening.camera),
        ("17-help", evening.help),
        ("18-small-window", evening.small),
    ]


def _owners_story(desk: Desk, folder: Path) -> list[tuple[str, Callable[[], None]]]:
    """Guests and audiences: none, ten, a hundred thousand."""
    owner = _Owner(desk, folder)
    return [
        ("21-guests-empty", lambda: desk.window.go_to(Screen.GUESTS)),
        ("22-audiences-empty", owner.no_audiences),
        ("23-guests", owner.ten_guests),
        ("24-guest-record", owner.record),
        ("25-guests-import", lambda: owner.import_(10)),
        ("26-audience-by-rule", owner.by_rule),
        ("27-audience-by-hand", owner.by_hand),
        ("28-audience-small-window", owner.small),
        ("29-guests-small-window", lambda: desk.window.go_to(Screen.GUESTS)),
        ("31-guests-100000", owner.crowd),
        ("32-guests-import-100000", lambda: owner.import_(CROWD)),
        ("33-audience-100000", owner.crowd_by_rule),
    ]


class _Evening:
    """Guests come and are called; everything goes through the services."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.house: House = desk.house

    def open(self) -> None:
        ctx = self.house.ctx
        venues.save(ctx, "Trattoria Luna", None)
        preferences.put(ctx, PUBLIC_URL, "https://luna.example.com")
        self.channel = channels.create(ctx, "Waiting list")
        channels.create(ctx, "Terrace")
        self.desk.window.go_to(Screen.FLOOR)

    def guest_comes(self) -> None:
        for name, agent in (("Green Heron", IPHONE), ("Grey Owl", PIXEL), ("Red Kite", PIXEL)):
            self._rung(self._guest(name, agent))
        self._show(self._guest("Blue Fox", PIXEL, FIREFOX))

    def call(self) -> None:
        self.desk.window.floor.call()

    def accepted(self) -> None:
        self.desk.sender.accepted(0.4)

    def call_again(self) -> None:
        self.house.clock.advance(timedelta(seconds=70))
        self.desk.window.floor.tick()
        self.desk.window.floor.call()
        wait_until(lambda: self.desk.sender.latest().shown_at is None)
        self.desk.sender.accepted(0.3)
        self.desk.sender.shown(0.9)

    def no_sign(self) -> None:
        guest = self._guest("White Stork", IPHONE)
        visits.notify(self.house.ctx, guest, HOLD)
        self.desk.sender.accepted()
        self.house.clock.advance(timedelta(seconds=52))
        self._show(guest)

    def gone(self) -> None:
        guest = self._guest("Brown Hare", FIREFOX)
        visits.notify(self.house.ctx, guest, HOLD)
        self._show(guest)
        self.desk.sender.gone()

    def archive(self) -> None:
        self.desk.window.banner.hide()
        self.desk.window.go_to(Screen.CHANNELS)
        self.desk.window.channels.detail.archive.click()

    def camera(self) -> None:
        self.desk.window.go_to(Screen.FLOOR)
        self.desk.window.scan_panel.camera.click()

    def help(self) -> None:
        self.desk.window.help.toggle()

    def small(self) -> None:
        self.desk.window.help.toggle()
        self.desk.window.scan_panel.camera.click()
        self.desk.window.resize(SMALL)

    def _guest(self, name: str, *agents: str) -> int:
        """With a device for each browser that is named."""
        ctx, token = self.house.ctx, None
        for agent in agents:
            held = subscriptions.subscribe(
                ctx, self.channel.alias, houses.a_subscription(), Caller(token, agent), "page"
            )
            token = held.token
        guest = guests.find(ctx, held.pushed_id).id
        guests.rename(ctx, guest, name)
        self.house.clock.advance(timedelta(minutes=3))
        return guest

    def _rung(self, guest: int) -> None:
        visits.notify(self.house.ctx, guest, HOLD)
        self.desk.sender.accepted(0.3)
        self.desk.sender.shown(1.1)
        self.desk.sender.opened(6.0)

    def _show(self, guest: int) -> None:
        self.desk.window.floor.open_guest(guest)


class _Owner:
    """Looks after guests and audiences."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.house = desk, desk.house
        self.file = folder / "guests.csv"
        self.ids: list[int] = []

    def no_audiences(self) -> None:
        self.channel = channels.create(self.house.ctx, "Waiting list")
        self.desk.window.go_to(Screen.AUDIENCES)

    def ten_guests(self) -> None:
        ctx = self.house.ctx
        for number, name in enumerate(NAMES):
            held = self.house.guest(self.channel)
            guest = guests.find(ctx, held.pushed_id).id
            guests.rename(ctx, guest, name)
            guest_records.set_language(ctx, guest, ("en", "de", "es", "it")[number % 4])
            self.house.clock.advance(timedelta(hours=5))
            self.ids.append(guest)
        self.desk.window.go_to(Screen.GUESTS)

    def record(self) -> None:
        ctx, guest = self.house.ctx, self.ids[4]
        audiences.create(ctx, "Regulars")
        audiences.create(ctx, "Left without a table")
        audiences.add(ctx, "Regulars", guest)
        guest_records.set_email(ctx, guest, "fox@example.com", proven_by_staff=True)
        guest_records.set_own_id(ctx, guest, "bookings", "B-2231")
        guest_records.set_field(ctx, guest, "birthday", "12-24")
        self.desk.window.guests.open_guest(guest)

    def import_(self, number: int) -> None:
        cells = (f"Guest {each},guest{each}@example.com,B-{each}" for each in range(number))
        lines = "\n".join(("Grey Owl,no address,B-1", "Blue Fox,,B-2231", *cells))
        self.file.write_text(f"name,email,own:bookings\n{lines}\n")
        importing = self.desk.window.guests.importing
        self.desk.window.go_to(Screen.GUESTS)
        self.desk.window.guests.begin_import(self.file)
        wait_until(lambda: importing.model.rowCount() == number + 2, 120)

    def by_rule(self) -> None:
        self.desk.window.guests.importing.back.click()
        both = Any((Language("de"), InAudience("Regulars")))
        without = Not(Any((InAudience("Left without a table"), Not(SeenWithin(60)))))
        audiences.create(self.house.ctx, "Winter menu", All((both, without)))
        self.desk.window.go_to(Screen.AUDIENCES)
        self._choose("Winter menu")

    def by_hand(self) -> None:
        for guest in self.ids[:4]:
            audiences.add(self.house.ctx, "Regulars", guest)
        self.desk.window.audiences.offer_guest(self.ids[7])
        self._choose("Regulars")

    def small(self) -> None:
        self.desk.window.resize(SMALL)
        self._choose("Winter menu")

    def crowd(self) -> None:
        self.desk.window.resize(SIZE)
        add_crowd(self.house, self.channel.alias, CROWD)
        view = self.desk.window.guests
        view.close_record()
        view.finding.anew()
        view.listing.search.setText("guest 04")
        wait_until(lambda: view.listing.model.rowCount() == PAGE)

    def crowd_by_rule(self) -> None:
        self.desk.window.guests.importing.back.click()
        self.desk.window.go_to(Screen.AUDIENCES)
        self._choose("Winter menu")

    def _choose(self, name: str) -> None:
        view = self.desk.window.audiences
        view.detail.forget_preview()
        view.choose(name)
        wait_until(lambda: view.detail.name.text() == name and view.detail.reach != "", 60)


def add_crowd(house: House, alias: str, number: int) -> None:
    """Guests with a device each on the channel, straight into the tables: it has to be quick."""
    now = house.ctx.clock.now()
    with house.ctx.store.write() as session:
        (channel,) = [each for each in venues_rows.channels(session) if each.alias == alias]
        first = (session.scalar(select(func.max(tables.Guest.id))) or 0) + 1
        ids = range(first, first + number)
        session.execute(insert(tables.Guest), [_guest(id_, now) for id_ in ids])
        session.execute(insert(tables.Device), [_device(id_, now) for id_ in ids])
        session.execute(
            insert(tables.Subscription),
            [
                {"guest_id": id_, "channel_id": channel.id, "since": now, "source": "crowd"}
                for id_ in ids
            ],
        )


def _guest(id_: int, now: datetime) -> dict[str, object]:
    return {
        "id": id_, "pushed_id": f"C{id_:013}", "pass_token": f"crowd-{id_}",
        "name": f"Guest {id_:06}", "name_key": f"guest {id_:06}",
        "language": ("en", "de", "es")[id_ % 3], "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def _device(id_: int, now: datetime) -> dict[str, object]:
    return {
        "guest_id": id_, "endpoint": f"https://fcm.googleapis.com/fcm/send/{id_}",
        "p256dh": b"", "auth": b"", "browser": "Chrome", "platform": "Android",
        "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def settle(desk: Desk) -> None:
    """Until the window has heard everything and has nothing left to ask."""
    application = QApplication.instance()
    assert application is not None
    for _round in range(6):
        deadline = QDeadlineTimer(60)
        while not deadline.hasExpired():
            application.processEvents()
    desk.window.floor.tick()
    application.processEvents()


def wait_until(condition: Callable[[], bool], seconds: int = 10) -> None:
    application = QApplication.instance()
    assert application is not None
    deadline = QDeadlineTimer(seconds * 1000)
    while not condition():
        assert not deadline.hasExpired()
        application.processEvents()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1])))
