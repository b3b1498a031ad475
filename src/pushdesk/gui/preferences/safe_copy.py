"""A copy of everything in one file: saved from here, put in place from the terminal."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.background import Once
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.i18n import _
from pushdesk.services import backups


class SafeCopy(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.save = button(parts.theme, _("Save a copy …"), "floppy-disk")
        self._once = Once(parts.background, self, self.save)
        self.told = label(role="small", wrap=True)
        about = _("Guests, messages and settings in one file, best kept on another disk.")
        private = _("Holds the key that reaches your guests; keep it private.")
        back = _(
            "To put a copy in place, close PushDesk and type in a terminal: pushdesk restore FILE"
        )
        self.setLayout(
            column(
                label(_("Copy of everything"), "strong"),
                label(f"{about} {private}", "small", wrap=True),
                row(self.save, 1),
                self.told,
                label(back, "small", wrap=True),
                gap=6,
            )
        )
        self.save.clicked.connect(self._save)

    def show_stored(self, stored: Stored) -> None:
        """A copy that is on its way tells itself how it ends."""
        if self._once.is_busy:
            return
        if stored.copied_at is None:
            self._tell(_("No copy has been saved yet."), "amber")
            return
        when = words.moment(stored.copied_at, self._parts.ctx.clock.now())
        self._tell(_("Last copy: {when}.").format(when=when), "small")

    def _save(self) -> None:
        ctx = self._parts.ctx
        name = f"venue-{ctx.clock.now().astimezone():%Y-%m-%d}.backup"
        try:
            file = self._parts.files.save_as(self, name, _("Copies of everything (*.backup)"))
        except Cancelled:
            return
        self._tell(_("The copy is being written …"), "small")
        self._once.run(lambda: backups.save_copy(ctx, file), self._saved, self._refused)

    def _saved(self, file: Path) -> None:
        told = _("Saved as {name} in {folder}.")
        self._tell(told.format(name=file.name, folder=file.parent), "small")

    def _refused(self, error: UserError) -> None:
        self._tell(str(error), "fault")

    def _tell(self, text: str, role: str) -> None:
        self.told.setText(text)
        mark(self.told, "role", role)
