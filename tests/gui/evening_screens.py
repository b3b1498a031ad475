"""An evening at the desk, in pictures: the first start, calls, and what becomes of them."""

from datetime import timedelta

from pushdesk.gui.main_window import Screen
from pushdesk.services import channels, guests, preferences, subscriptions, venues, visits
from pushdesk.services.subscriptions import Caller
from pushdesk.settings import PUBLIC_URL
from tests import house as houses
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import SMALL, Story, wait_until
from tests.house import PIXEL, House

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOLD = timedelta(minutes=10)


def story(desk: Desk) -> Story:
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
        self.desk.window.channels.detail.code.archive.click()

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
