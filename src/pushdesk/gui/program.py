"""What the screens are built from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pushdesk.gui.background import Background
from pushdesk.gui.event_bridge import EventBridge
from pushdesk.gui.files import Files
from pushdesk.gui.notices import Notices
from pushdesk.gui.theme import Theme
from pushdesk.services import staff
from pushdesk.services.context import Context


@runtime_checkable
class Training(Protocol):
    """A program whose guests are simulated: each with a label and a Pushed ID to scan."""

    def practice_guests(self) -> Sequence[tuple[str, str]]: ...


@dataclass
class Duty:
    """Whose deeds the desk's are: a number of the staff, None for nobody's."""

    staff_id: int | None = None

    def take(self, staff_id: int | None) -> None:
        self.staff_id = staff_id


@dataclass(frozen=True)
class Parts:
    """What each screen is built from; made once, in `desk`."""

    venue_ctx: Context
    background: Background
    events: EventBridge
    notices: Notices
    theme: Theme
    files: Files
    duty: Duty = field(default_factory=Duty)

    @property
    def ctx(self) -> Context:
        """As whoever is at the desk now: asked for anew with each deed."""
        return staff.as_staff(self.venue_ctx, self.duty.staff_id)
