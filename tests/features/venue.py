"""A venue that is open: the whole program, a push service, and guests with simulated phones."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition
from typing import Protocol

from pushdesk.app import App, Options
from pushdesk.domain.deliveries import ON_THE_PHONE
from pushdesk.domain.events import ChangedElsewhere
from pushdesk.paths import open_data_dir
from pushdesk.practice.behaviours import Behaviour, Unmoved
from pushdesk.practice.phone import CHROME_ON_ANDROID, Phone
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels, guest_records, guests, links, messages
from pushdesk.services.channels import Channel
from tests.cli.terminal import Beside
from tests.house import House, furnish, share_queries
from tests.portal import remembered

LIMIT = 20.0


class Clock(Protocol):
    def now(self) -> datetime: ...

    def advance(self, by: timedelta) -> None: ...


class Turned:
    """The computer's clock, so that a command in another process agrees; turned on by hand."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        self._ahead += by


@dataclass(frozen=True)
class Guest:
    id: int
    pushed_id: str
    phone: Phone

    @property
    def titles(self) -> list[str]:
        """Of everything that has come, oldest first."""
        return [shown.title for shown in list(self.phone.received)]

    @property
    def bodies(self) -> list[str]:
        return [shown.body for shown in list(self.phone.received)]


@dataclass
class Venue:
    """Opened by `open_in`; its phones live in a loop of their own."""

    app: App
    clock: Clock
    world: Engine
    service: PushService
    program: Beside
    house: House
    phones: list[Phone] = field(default_factory=list)
    _news: Condition = field(default_factory=Condition)

    def channel(self, name: str = "Lunch", venue_id: int | None = None) -> Channel:
        return channels.create(self.app.ctx, name, venue_id)

    def guest(
        self,
        channel: Channel,
        name: str = "Blue Fox",
        behaviour: Behaviour | None = None,
        language: str = "",
        user_agent: str = CHROME_ON_ANDROID,
    ) -> Guest:
        """Subscribes on the channel's page; nobody looks at the phone unless told otherwise."""
        page = links.subscribe(self.app.ctx, channel.alias)
        phone = self.world.run(
            _arrive(self.service, page, behaviour or Unmoved(), user_agent)
        ).result(LIMIT)
        self.phones.append(phone)
        found = guests.find(self.app.ctx, phone.pushed_id)
        guests.rename(self.app.ctx, found.id, name)
        if language:
            guest_records.set_language(self.app.ctx, found.id, language)
        return Guest(found.id, phone.pushed_id, phone)

    def subscribe_again(self, guest: Guest, channel: Channel, *categories: str) -> None:
        """The same browser on a page, with these boxes ticked."""
        page = links.subscribe(self.app.ctx, channel.alias)
        content = {"subscription": guest.phone.subscription(), "categories": list(categories)}
        browser = guest.phone._browser
        self.world.run(browser.fetch("POST", f"{page}/subscription", content)).result(LIMIT)

    def boxes(self, guest: Guest, channel: Channel) -> set[str]:
        """The categories that the subscribe page offers, by the value of each checkbox."""
        page = links.subscribe(self.app.ctx, channel.alias)
        html = self.world.run(guest.phone._browser.open(page)).result(LIMIT)
        return set(re.findall(r'name="category"[^>]*value="([^"]+)"', html))

    def tap(self, guest: Guest) -> None:
        """The guest opens the newest notification."""
        newest = guest.phone.received[-1]
        self.world.run(guest.phone.open(newest)).result(LIMIT)

    def in_the_world(self, happens: Callable[[], None]) -> None:
        async def there() -> None:
            happens()

        self.world.run(there()).result(LIMIT)

    def later(self, by: timedelta) -> None:
        """Time passes, and whoever waits for it looks."""
        self.clock.advance(by)
        self.app.ctx.bus.publish(ChangedElsewhere())

    def all_shown(self) -> bool:
        """Every phone has told the desk so; one that hasn't would be called again."""
        states = {one.state for one in messages.recent(self.app.ctx)}
        return bool(states) and states <= ON_THE_PHONE

    def until(self, so: Callable[[], bool]) -> None:
        """Looks after each event of the house; for tests without a window."""
        with self._news:
            assert self._news.wait_for(so, LIMIT), [phone.received for phone in self.phones]

    def hear(self, _event: object) -> None:
        with self._news:
            self._news.notify_all()

    def close(self) -> None:
        for phone in self.phones:
            self.world.run(phone.close()).result(LIMIT)
        self.app.close()
        self.world.run(self.service.stop()).result(LIMIT)
        self.world.stop()
        remembered.forget()


def open_in(folder: Path, clock: Clock) -> Venue:
    world = Engine("world")
    world.start()
    service = PushService(clock)
    world.run(service.start()).result(LIMIT)
    options = Options(port=0, extra_push_hosts=service.origin, environment={})
    app = App(open_data_dir(furnish(folder)), options, clock)
    share_queries(app.ctx.store)
    app.start()
    program = Beside(folder, Options(extra_push_hosts=service.origin, environment={}), clock)
    venue = Venue(app, clock, world, service, program, _house(app, clock))
    app.ctx.bus.subscribe(venue.hear)
    return venue


def _house(app: App, clock: Clock) -> House:
    return House(app.ctx, clock)  # type: ignore[arg-type]  # any clock that can be turned will do


async def _arrive(service: PushService, page: str, behaviour: Behaviour, agent: str) -> Phone:
    phone = Phone(service, page, behaviour, agent)
    await phone.subscribe()
    return phone
