"""Guests and audiences in pictures: none, ten, a hundred thousand."""

from datetime import timedelta
from pathlib import Path

from pushdesk.domain.conditions import All, Any, InAudience, Language, Not, SeenWithin
from pushdesk.gui.guests.model import PAGE
from pushdesk.gui.main_window import Screen
from pushdesk.services import audiences, categories, channels, guest_records, guests
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import CROWD, NAMES, SIZE, SMALL, Story, add_crowd, wait_until


def story(desk: Desk, folder: Path) -> Story:
    owner = _Owner(desk, folder)
    return [
        ("21-guests-empty", owner.nobody),
        ("22-audiences-empty", owner.no_audiences),
        ("23-guests", owner.ten_guests),
        ("24-guest-record", owner.record),
        ("25-guests-import", lambda: owner.import_(10)),
        ("26-audience-by-rule", owner.by_rule),
        ("27-audience-by-hand", owner.by_hand),
        ("27-audience-category", owner.category),
        ("28-audience-small-window", owner.small),
        ("29-guests-small-window", lambda: desk.window.go_to(Screen.GUESTS)),
        ("31-guests-100000", owner.crowd),
        ("32-guests-import-100000", lambda: owner.import_(CROWD)),
        ("33-audience-100000", owner.crowd_by_rule),
    ]


class _Owner:
    """Looks after guests and audiences."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.house = desk, desk.house
        self.file = folder / "guests.csv"
        self.ids: list[int] = []

    def nobody(self) -> None:
        wait_until(self.desk.window.channels.isVisible)  # where a first start leads
        self.desk.window.go_to(Screen.GUESTS)

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

    def category(self) -> None:
        categories.make_category(
            self.house.ctx, "Regulars", {"en": "News for regulars", "de": "Neues für Stammgäste"}
        )
        self._choose("Regulars")
        wait_until(self.desk.window.audiences.detail.category.switch.isChecked)

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
