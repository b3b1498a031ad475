"""The program on throw-away data, with a push service and guests that are simulated."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from pushdesk.app import App, Options
from pushdesk.i18n import _
from pushdesk.paths import DataDir, open_data_dir
from pushdesk.practice.cast import Cast
from pushdesk.practice.checklist import Checklist, Task
from pushdesk.practice.evening import Evening
from pushdesk.practice.push_service import PushService
from pushdesk.practice.story import play
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels, guests, links

# One of every behaviour, and the first guest once more.
GUESTS = 8


class TrainingApp(App):
    """Everything but the guests is real; nothing of it outlives `close`."""

    def __init__(self, pace: float = 1.0) -> None:
        """`pace` 2 lets the evening's parties come and answer twice as fast."""
        self._pace = pace
        self._evening: Evening | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="pushdesk-training-")
        self._world = Engine("pushdesk-world")
        self._world.start()
        self._service = PushService()
        self._world.run(self._service.start()).result()
        self._cast: Cast | None = None
        # The venue's own settings stay outside: no simulated guest may knock at its public address.
        options = Options(port=0, extra_push_hosts=self._service.origin, environment={})
        super().__init__(self._data(), options)
        self._checklist = Checklist(self.ctx)

    def _data(self) -> DataDir:
        return open_data_dir(Path(self._folder.name))

    def practice_guests(self) -> Sequence[tuple[str, str]]:
        """Nickname and Pushed ID of each simulated guest."""
        present = self._cast.guests if self._cast else ()
        return [(guest.name, guest.phone.pushed_id) for guest in present]

    def tasks_done(self) -> frozenset[Task]:
        return self._checklist.done()

    def open_house(self) -> None:
        """Lets the first guests in as well, so everything runs already when it is open."""
        super().open_house()
        super().serve()
        alias = channels.create(self.ctx, _("Waiting list")).alias
        self._world.run(self._arrive(alias)).result()

    def play_story(self, say: Callable[[str], None]) -> bool:
        """True only if every step of the first story really happened."""
        super().open_house()
        super().serve()
        alias = channels.create(self.ctx, _("Waiting list")).alias
        return self._world.run(play(self.ctx, alias, self._service, say)).result()

    def serve(self, bulk_pause: timedelta = timedelta(0)) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        self._checklist.stop()
        if self._evening is not None:
            self._world.run(self._evening.stop()).result()
        if self._cast is not None:
            self._world.run(self._cast.leave()).result()
        super().close()
        self._world.run(self._service.stop()).result()
        self._world.stop()
        self._folder.cleanup()

    async def _arrive(self, alias: str) -> None:
        page = await asyncio.to_thread(links.subscribe, self.ctx, alias)
        self._cast = Cast(self._service, page)
        for guest in await self._cast.arrive(GUESTS):
            token = guest.phone.pass_page.rsplit("/", 1)[-1]
            found = await asyncio.to_thread(guests.by_pass, self.ctx, token)
            await asyncio.to_thread(guests.rename, self.ctx, found.guest.id, guest.name)
        self._evening = Evening(self.ctx, self._cast, alias, self._pace)
        self._evening.begin()
