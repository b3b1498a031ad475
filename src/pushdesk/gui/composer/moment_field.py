"""A moment that somebody types, in the venue's time zone."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from pushdesk.gui.composer import moments
from pushdesk.i18n import _


class MomentField(QLineEdit):
    """`edited` tells that somebody has typed; `show_moment` is silent."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._zone = ""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMaxLength(40)
        self.textEdited.connect(lambda _text: self.edited.emit())

    @property
    def moment(self) -> datetime | None:
        """None also for what can't be read."""
        try:
            return moments.read(self.text(), self._zone)
        except ValueError:
            return None

    @property
    def problem(self) -> str:
        """One sentence; empty where all is well."""
        if not self.text().strip() or self.moment is not None:
            return ""
        return _("“{text}” is no moment. Write it as 2026-11-21 18:00.").format(text=self.text())

    def use_zone(self, zone: str) -> None:
        """An IANA name, empty for the computer's."""
        moment, self._zone = self.moment, zone
        if moment is not None:
            self.show_moment(moment)

    def show_moment(self, at: datetime | None) -> None:
        self.setText(moments.written(at, self._zone))
        self.setCursorPosition(0)
