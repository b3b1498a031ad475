"""Channels and preferences in pictures: none, ten, a hundred thousand subscribers."""

from datetime import timedelta
from functools import partial

from pushdesk.domain.events import ChannelChanged
from pushdesk.gui.channels.detail import Page
from pushdesk.gui.main_window import Screen
from pushdesk.gui.preferences.view import Page as PreferencesPage
from pushdesk.gui.widgets.paging import PAGE
from pushdesk.services import channels, guests, preferences, subscriptions, venues
from pushdesk.settings import MAIL_PASSWORD, MAIL_SERVER, PUBLIC_URL
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import CROWD, NAMES, SIZE, SMALL, Story, add_crowd, wait_until

GREETING = "Welcome, {name|friend}! Show this at the bar of {venue}: one glass is on the house."


def story(desk: Desk) -> Story:
    owner = _Owner(desk)
    return [
        ("41-subscribers-empty", owner.nobody),
        ("42-channels", owner.ten),
        ("43-subscribers", owner.subscribers),
        ("44-channel-settings", owner.settings),
        ("45-channels-archived", owner.archived),
        ("46-subscribers-100000", owner.crowd),
        ("47-channel-settings-small", owner.small),
        ("48-channels-small", lambda: desk.window.channels.detail.turn_to(Page.CODE)),
        *(
            (f"5{page}-preferences-{page.name.lower()}", partial(owner.preferences, page))
            for page in PreferencesPage
        ),
        ("59-preferences-small", owner.small_preferences),
    ]


class _Owner:
    """Runs two venues."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.house = desk, desk.house
        self.view = desk.window.channels

    def nobody(self) -> None:
        ctx = self.house.ctx
        venues.save(ctx, "Trattoria Luna", None)
        preferences.put(ctx, PUBLIC_URL, "https://luna.example.com")
        self.channel = channels.create(ctx, "Waiting list")
        self.desk.window.go_to(Screen.CHANNELS)
        self.view.detail.turn_to(Page.SUBSCRIBERS)
        wait_until(lambda: self.view.detail.subscribers.nothing)

    def ten(self) -> None:
        ctx = self.house.ctx
        venues.create(ctx, "Luna al Porto")
        for number, name in enumerate(("Terrace", "Lunch", "Wine evenings", "Kitchen friends")):
            made = channels.create(ctx, name)
            channels.set_public(ctx, made.alias, number % 2 == 0)
        for name in NAMES:
            held = self.house.guest(self.channel)
            guests.rename(ctx, guests.find(ctx, held.pushed_id).id, name)
            self.house.clock.advance(timedelta(hours=3))
            if name in NAMES[2:4]:
                subscriptions.leave(ctx, held.token)
        self.view.detail.turn_to(Page.CODE)
        self.view.choose(self.channel.alias)

    def subscribers(self) -> None:
        self.view.detail.turn_to(Page.SUBSCRIBERS)
        wait_until(lambda: self.view.detail.subscribers.model.rowCount() == len(NAMES))

    def settings(self) -> None:
        channels.set_welcome(self.house.ctx, self.channel.alias, GREETING)
        self.view.detail.turn_to(Page.SETTINGS)
        wait_until(lambda: self.view.detail.settings.welcome.preview != "")
        self.view.detail.settings.welcome.text.appendPlainText("Ciao!")

    def archived(self) -> None:
        made = channels.create(self.house.ctx, "Summer 2025")
        channels.archive(self.house.ctx, made.alias)
        wait_until(lambda: not self.view.listing.archived.isHidden())
        self.view.detail.turn_to(Page.CODE)
        self.view.listing.archived.click()
        self.view.choose(made.alias)
        wait_until(self.view.detail.code.restore.isVisible)

    def crowd(self) -> None:
        add_crowd(self.house, self.channel.alias, CROWD)
        self.house.ctx.bus.publish(ChannelChanged(self.channel.alias))
        self.view.listing.archived.click()
        self.view.choose(self.channel.alias)
        self.view.detail.turn_to(Page.SUBSCRIBERS)
        wait_until(lambda: self.view.detail.subscribers.model.rowCount() == PAGE)
        self.view.detail.subscribers.table.scrollToBottom()

    def small(self) -> None:
        self.desk.window.resize(SMALL)
        self.view.detail.turn_to(Page.SETTINGS)

    def preferences(self, page: PreferencesPage) -> None:
        self.desk.window.resize(SIZE)
        preferences.put(self.house.ctx, MAIL_SERVER, "smtp.luna.example:587")
        preferences.put(self.house.ctx, MAIL_PASSWORD, "a secret of the house")
        self.desk.window.go_to(Screen.PREFERENCES)
        self.desk.window.preferences.turn_to(page)

    def small_preferences(self) -> None:
        self.desk.window.resize(SMALL)
        self.desk.window.preferences.turn_to(PreferencesPage.VENUE)
