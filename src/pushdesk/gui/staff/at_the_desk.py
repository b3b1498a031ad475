"""Puts the staff into the window: the person in the header, the screens of the role, the lock."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.header import Header
from pushdesk.gui.input_filter import InputFilter
from pushdesk.gui.program import Parts
from pushdesk.gui.rail import Rail
from pushdesk.gui.staff.lock import Lock
from pushdesk.gui.staff.shift import Shift
from pushdesk.gui.staff.words import role
from pushdesk.services import preferences
from pushdesk.services.staff import Permission
from pushdesk.settings import LOCK_MINUTES

# In the order of the rail's numbers.
SCREENS = (
    Permission.FLOOR,
    Permission.CHANNELS,
    Permission.HISTORY,
    Permission.PREFERENCES,
    Permission.GUESTS,
    Permission.AUDIENCES,
    Permission.COMPOSER,
    Permission.RULES,
)


class AtTheDesk(QObject):
    """`window` is what the lock keeps; it has the header and the rail in it.

    `acts` hears whose deeds it is from now on: a number of the staff, None for nobody's.
    """

    def __init__(
        self,
        inputs: InputFilter,
        parts: Parts,
        header: Header,
        rail: Rail,
        window: QWidget,
        acts: Callable[[int | None], None] = lambda _staff_id: None,
    ) -> None:
        super().__init__(window)
        self._acts = acts
        self._header, self._rail, self._window = header, rail, window
        self.shift = Shift(parts, self)
        self.lock = Lock(inputs, self.shift, window, parts.theme, header.person)
        self.shift.changed.connect(self._show)
        header.person.clicked.connect(self.lock.ask)
        header.lock.clicked.connect(self.shift.lock)
        window.installEventFilter(self)
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background,
            lambda: preferences.get(ctx, LOCK_MINUTES),
            self.lock.lock_after,
            self,
        )
        parts.events.settings_changed.connect(self._refresh.ask)
        self._refresh.ask()

    def stop(self) -> None:
        self.lock.stop()
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.lock.strip.place(self._window)
        return False

    def _show(self) -> None:
        person = self.shift.person
        self._acts(person.id if person else None)
        told = role(person.role) if person else ""
        self._header.show_person(
            person.name if person else "", told, has_staff=self.shift.has_staff
        )
        self._rail.show_only(
            {number for number, needs in enumerate(SCREENS) if self.shift.may(needs)}
        )
