"""The program on throw-away data, with a push service and guests that are simulated."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from pushdesk.app import App, Options
from pushdesk.i18n import _
from pushdesk.paths import DataDir, open_data_dir
from pushdesk.practice.cast import Cast
from pushdesk.practice.push_service import PushService
from pushdesk.practice.story import play
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels, guests, links

# One of every behaviour, and the first guest once more.
GUESTS = 8


class TrainingApp(App):
    """Everything but the guests is real; nothing of it outlives `close`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pushdesk-training-")
        self._world = Engine("pushdesk-world")
        self._world.start()
        self._service = PushService()
        self._world.run(self._service.start()).result()
        self._cast: Cast | None = None
        # The venue's own settings stay outside: no simulated guest may knock at its public address.
        options = Options(port=0, extra_push_hosts=self._service.origin, environment={})
        super().__init__(self._data(), options)

    def _data(self) -> DataDir:
        return open_data_dir(Path(self._folder.name))

    def practice_guests(self) -> Sequence[tuple[str, str]]:
        """Nickname and Pushed ID of each simulated guest."""
        present = self._cast.guests if self._cast else ()
        return [(guest.name, guest.phone.pushed_id) for guest in present]

    def open_house(self) -> None:
        """Lets the first guests in as well, so everything runs already when it is open."""
        super().open_house()
        super().serve()
        alias = channels.create(self.ctx, _("Waiting list")).alias
        self._world.run(self._arrive(links.subscribe(self.ctx, alias))).result()

    def play_story(self, say: Callable[[str], None]) -> bool:
        """True only if every step of the first story really happened."""
        super().open_house()
        super().serve()
        alias = channels.create(self.ctx, _("Waiting list")).alias
        return self._world.run(play(self.ctx, alias, self._service, say)).result()

    def serve(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        if self._cast is not None:
            self._world.run(self._cast.leave()).result()
        super().close()
        self._world.run(self._service.stop()).result()
        self._world.stop()
        self._folder.cleanup()

    async def _arrive(self, page: str) -> None:
        self._cast = Cast(self._service, page)
        for guest in await self._cast.arrive(GUESTS):
            found = await asyncio.to_thread(guests.find, self.ctx, guest.phone.pushed_id)
            await asyncio.to_thread(guests.rename, self.ctx, found.id, guest.name)
