"""The composer in pictures: empty, in use, a crowd, messages on their way, templates."""

from collections.abc import Callable
from datetime import timedelta

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Purpose, Request
from pushdesk.domain.targets import App, Audience, PushedId
from pushdesk.domain.targets import Channel as ChannelTarget
from pushdesk.gui.composer.view import Page
from pushdesk.gui.main_window import Screen
from pushdesk.services import audiences, channels, drafts, guests, messages
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import SIZE, SMALL, Story, settle, wait_until
from tests.house import EVENING

AddCrowd = Callable[[str], None]


def story(desk: Desk, add_crowd: AddCrowd) -> Story:
    """`add_crowd` puts 100,000 guests on the channel of that alias."""
    owner = _Owner(desk, add_crowd)
    return [
        ("composer-empty", owner.empty),
        ("composer-drafts-empty", lambda: owner.view.go_to(Page.DRAFTS)),
        ("composer", owner.write),
        ("composer-how", owner.how),
        ("composer-everything", owner.everything),
        ("composer-calendar", owner.calendar),
        ("composer-drafts", owner.drafts),
        ("composer-templates", owner.templates),
        ("composer-small-window", owner.small),
        ("composer-100000", owner.crowd),
        ("composer-running-100000", owner.running),
    ]


class _Owner:
    """Writes to ten guests, then to a hundred thousand."""

    def __init__(self, desk: Desk, add_crowd: AddCrowd) -> None:
        self.desk, self.house, self._add_crowd = desk, desk.house, add_crowd
        self.view = desk.window.composer

    def empty(self) -> None:
        wait_until(self.desk.window.channels.isVisible)  # where a first start leads
        self.desk.window.go_to(Screen.COMPOSER)

    def write(self) -> None:
        ctx = self.house.ctx
        self.view.go_to(Page.WRITE)
        self.channel = channels.create(ctx, "Lunch")
        channels.create(ctx, "Terrace")
        audiences.create(ctx, "Regulars")
        held = [self.house.guest(self.channel) for _each in range(10)]
        fox = guests.find(ctx, held[0].pushed_id)
        guests.rename(ctx, fox.id, "Blue Fox")
        to = (ChannelTarget(self.channel.alias), Audience("Regulars"), PushedId(fox.pushed_id))
        self.message = Request(
            to,
            title="Winter menu, {name|friend}",
            body="Goose, dumplings and red cabbage, from Friday on. The first twenty tables get a "
            "glass of mulled wine on the house. Book yours for the weekend.",
            image="https://luna.example.com/goose.jpg",
            buttons=(
                Button("Book a table", "https://luna.example.com/book"),
                Button("See the menu", "https://luna.example.com/menu"),
            ),
            translations={"de": Wording("Wintermenü, {name|Gast}", "Gans, Knödel und Rotkohl.")},
            purpose=Purpose.VISIT,
        )
        self.view.write.show_message(self.message)
        wait_until(lambda: "Reaches 10" in self.view.write.bar.told)
        wait_until(lambda: "Lunch" in self.view.write.form.to.to.chosen.texts)

    def how(self) -> None:
        area = self.view.write.form.area.verticalScrollBar()
        area.setValue(area.maximum())

    def everything(self) -> None:
        """All that can be opened is open."""
        form = self.view.write.form
        form.to.narrow.open.setChecked(True)
        form.more.open.setChecked(True)
        form.when.kind.chips[-1].click()
        settle(self.desk)
        self.how()

    def calendar(self) -> None:
        self.view.write.form.when.at.open.click()

    def drafts(self) -> None:
        self.view.write.form.when.at.picker.hide()
        self.view.write.form.when.kind.chips[0].click()
        self.view.write.form.to.narrow.open.setChecked(False)
        ctx = self.house.ctx
        for number in range(5):
            kept = drafts.save(ctx, Request((App(),), title=f"Opening hours, week {number + 1}"))
            if number % 2:
                at = EVENING + timedelta(days=number)
                drafts.schedule(ctx, kept.id, at, "FREQ=WEEKLY" if number > 1 else "")
        self.view.go_to(Page.DRAFTS)
        wait_until(lambda: len(self.view.drafts.rows) >= 5)

    def templates(self) -> None:
        self.view.go_to(Page.TEMPLATES)

    def small(self) -> None:
        self.desk.window.resize(SMALL)
        self.view.go_to(Page.WRITE)

    def crowd(self) -> None:
        self.desk.window.resize(SIZE)
        self._add_crowd(self.channel.alias)
        self.view.write.reaching.again()
        wait_until(lambda: "Reaches 100,010" in self.view.write.bar.told, 60)
        self.view.send()
        wait_until(lambda: self.view.write.bar.question != "", 60)

    def running(self) -> None:
        ctx = self.house.ctx
        messages.send(ctx, Request((App(),), title="The kitchen closes at ten"))
        wait_until(lambda: len(self.view.strips.strips) == 1, 60)
