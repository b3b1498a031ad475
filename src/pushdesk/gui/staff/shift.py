"""Who is at the desk now, and whether it is locked. Where nobody is on the staff, nothing asks."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.services import staff
from pushdesk.services.staff import Permission, Staff


class Shift(QObject):
    """`changed` tells that somebody else acts, or that the desk is locked or open."""

    changed = Signal()

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._present: dict[int, Staff] = {}
        self._person_id = 0
        self._knows_nobody: bool | None = None  # before the first answer
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: staff.every(ctx), self._show, self)
        parts.events.staff_changed.connect(self._refresh.ask)
        parts.events.everything_changed.connect(self._refresh.ask)
        self._refresh.ask()

    @property
    def person(self) -> Staff | None:
        return self._present.get(self._person_id)

    @property
    def knows(self) -> bool:
        """Whether there has been a first answer."""
        return self._knows_nobody is not None

    @property
    def has_staff(self) -> bool:
        return bool(self._present)

    @property
    def is_locked(self) -> bool:
        return self.has_staff and self.person is None

    def may(self, permission: Permission) -> bool:
        """A locked desk shows the floor and nothing else."""
        if not self.has_staff:
            return True
        if self.person is None:
            return permission is Permission.FLOOR
        return staff.may(self.person.role, permission)

    def enter(self, pin: str, refused: Callable[[UserError], None]) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: staff.check(ctx, pin), self._begin, self, refused)

    def lock(self) -> None:
        if self.person is not None:
            self._person_id = 0
            self.changed.emit()

    def _begin(self, person: Staff) -> None:
        self._present[person.id] = person
        self._person_id = person.id
        self.changed.emit()

    def _show(self, present: list[Staff]) -> None:
        found = {one.id: one for one in present}
        if self._knows_nobody and len(found) == 1:
            # Whoever has just entered the first person is the one who stands here.
            self._person_id = next(iter(found))
        self._knows_nobody = not found
        if found != self._present:
            self._present = found
            self.changed.emit()
