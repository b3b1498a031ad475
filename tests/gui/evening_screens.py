"""An evening at the desk, in pictures: the first start, the waiting list, calls and the rush."""

from datetime import timedelta

from pushdesk.gui.main_window import Screen
from pushdesk.services import (
    channels,
    guests,
    preferences,
    replies,
    subscriptions,
    venues,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.subscriptions import Caller
from pushdesk.services.waiting_list import Party
from pushdesk.settings import PUBLIC_URL
from tests import house as houses
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import SIZE, SMALL, Story, wait_until
from tests.house import PIXEL, House

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOLD = timedelta(minutes=10)


def story(desk: Desk) -> Story:
    """In the order in which an evening goes; each step prepares the picture of its name."""
    evening = Evening(desk)
    return [
        ("01-first-start", lambda: desk.window.go_to(Screen.CHANNELS)),
        ("02-floor-empty", evening.open),
        ("03-floor-add", evening.scan),
        ("04-floor-calm", evening.calm),
        ("05-floor-sending", evening.call),
        ("06-floor-details", evening.reached),
        ("07-floor-no-sign", evening.no_sign),
        ("08-floor-answers", evening.answers),
        ("09-floor-gone", evening.gone),
        ("10-floor-rush", evening.rush),
        ("11-floor-late", evening.late),
        ("11-floor-muted", desk.window.sounds.toggle),
        ("12-unknown-code", evening.unknown),
        ("13-floor-search", evening.search),
        ("14-floor-rush-small", evening.small),
        ("15-floor-add-small", desk.window.floor.add_party),
        ("15-floor-ended-small", evening.ended),
        ("15-floor-seated-small", evening.seated),
        ("15-floor-nobody-small", evening.nobody),
        ("16-camera", evening.camera),
        ("17-help", evening.help),
        ("18-history", lambda: desk.window.go_to(Screen.HISTORY)),
        ("19-channels", lambda: desk.window.go_to(Screen.CHANNELS)),
        ("20-preferences", lambda: desk.window.go_to(Screen.PREFERENCES)),
        ("21-undo", evening.archive),
    ]


class Evening:
    """Guests come and are called; everything goes through the services."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.house: House = desk.house
        self.floor = desk.window.floor

    def open(self) -> None:
        ctx = self.house.ctx
        venues.save(ctx, "Trattoria Luna", None)
        preferences.put(ctx, PUBLIC_URL, "https://luna.example.com")
        self.channel = channels.create(ctx, "Waiting list")
        channels.create(ctx, "Terrace")
        self.desk.window.go_to(Screen.FLOOR)

    def scan(self) -> None:
        self.heron = self._guest("Green Heron", IPHONE)
        self.floor.scanned(self.heron)

    def calm(self) -> None:
        self.floor.details.add.save.click()
        wait_until(lambda: self.floor.list.order == (self.heron,))
        self.tested()
        self.owl = self.joins("Grey Owl", 4, ("High chair",), PIXEL)
        self.tested()
        self.kite = self.joins("Red Kite", 2, ("Patio",), PIXEL, FIREFOX)
        waiting_list.add(self.house.ctx, Party(name="Mr Moreau", size=6, quote_minutes=30))
        self._show(self.heron)

    def call(self) -> None:
        self.floor.call()

    def reached(self) -> None:
        wait_until(lambda: self.desk.sender.latest().guest_id == self.heron)
        self.desk.sender.accepted(0.4)
        self.desk.sender.shown(0.8)
        self.desk.sender.opened(5.0)

    def no_sign(self) -> None:
        visits.notify(self.house.ctx, self.owl, HOLD)
        self.desk.sender.accepted()
        self.house.clock.advance(timedelta(seconds=52))
        self._show(self.owl)

    def answers(self) -> None:
        replies.answer(self.house.ctx, self.heron, Reply.COMING)
        visits.notify(self.house.ctx, self.kite, HOLD)
        replies.answer(self.house.ctx, self.kite, Reply.LATER)
        self._show(self.kite)

    def gone(self) -> None:
        hare = self.joins("Brown Hare", 2, (), FIREFOX)
        visits.notify(self.house.ctx, hare, HOLD)
        self._show(hare)
        self.desk.sender.gone()

    def rush(self) -> None:
        """Red rows, a party that asks to join, one that has cancelled."""
        ctx = self.house.ctx
        self.desk.window.banner.hide()
        for name, size, quote in (
            ("Silver Otter", 2, 10), ("Golden Eagle", 5, 15), ("Black Swan", 3, 20),
            ("Little Wren and a very long family name", 8, 30), ("White Stork", 2, 45),
        ):  # fmt: skip
            waiting_list.add(ctx, Party(name=name, size=size, quote_minutes=quote))
        self.house.clock.advance(timedelta(minutes=18))
        replies.answer(ctx, self.owl, Reply.CANCEL)
        waiting_list.add(ctx, Party(name="Blue Fox", size=4, source="kiosk"))
        self._show(self.heron)

    def late(self) -> None:
        self.floor.run_late()

    def unknown(self) -> None:
        self.floor.step_back()
        self.desk.window.scan_panel.look_up("BCDEFGHJKLNPRS")

    def search(self) -> None:
        self.desk.window.scan_panel.begin("s")

    def small(self) -> None:
        self.desk.window.scan_panel.field.clear()
        self.floor.step_back()
        self.desk.window.resize(SMALL)

    def ended(self) -> None:
        """Whom the desk can bring back."""
        visits.seat(self.house.ctx, self.heron)
        visits.no_show(self.house.ctx, self.kite)
        self.house.clock.advance(timedelta(minutes=4))
        visits.leave(self.house.ctx, waiting_list.find(self.house.ctx, "little")[0].guest_id)
        self.floor.details.open_ended()

    def seated(self) -> None:
        """The search finds who has left; the card keeps the last call."""
        self.floor.step_back()
        self.desk.window.scan_panel.begin("g")
        self._show(self.heron)

    def nobody(self) -> None:
        self.desk.window.scan_panel.begin("anna")

    def camera(self) -> None:
        self.floor.step_back()
        self.desk.window.scan_panel.camera.click()

    def help(self) -> None:
        self.desk.window.scan_panel.camera.click()
        self.desk.window.resize(SIZE)
        self.desk.window.help.toggle()

    def archive(self) -> None:
        self.desk.window.go_to(Screen.CHANNELS)
        self.desk.window.channels.detail.code.archive.click()

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

    def joins(self, name: str, size: int, notes: tuple[str, ...], *agents: str) -> int:
        guest = self._guest(name, *agents)
        party = Party(guest, size=size, notes=notes, quote_minutes=15)
        waiting_list.add(self.house.ctx, party)
        return guest

    def tested(self) -> None:
        """The phone acknowledges the ring at the door."""
        self.desk.sender.accepted(0.3)
        self.desk.sender.shown(1.1)

    def _show(self, guest: int) -> None:
        self.floor.open_guest(guest)
