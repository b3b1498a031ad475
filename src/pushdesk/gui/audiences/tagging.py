"""Lets the venue's web site put guests into the list that is open, and ends it again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from pushdesk.errors import UserError
from pushdesk.gui.audiences.detail import Detail
from pushdesk.gui.audiences.lookup import Known
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import pixels


class Tagging(QObject):
    """`changed` tells that it is stored, or that what was asked for is refused."""

    changed = Signal()

    def __init__(self, parts: Parts, detail: Detail) -> None:
        super().__init__(detail)
        self._parts = parts
        self._name = self._key = ""
        detail.on_site.switched.connect(self._switch)
        detail.on_site.copied.connect(self._copy)

    def of(self, known: Known) -> None:
        """The audience that is open."""
        self._name = known.name
        self._key = known.pixel.key if known.pixel else ""

    def _switch(self, on: bool) -> None:
        ctx, name, key = self._parts.ctx, self._name, self._key
        if on:
            self._run(lambda: pixels.switch_on(ctx, name), self.changed.emit)
        else:
            self._run(lambda: pixels.switch_off(ctx, name), lambda: self._ended(name, key))

    def _ended(self, name: str, key: str) -> None:
        """What is on the web site works again after an undo: the key comes back."""
        ctx = self._parts.ctx
        what = _("Your web site puts nobody into “{name}” any more.").format(name=name)
        self._parts.notices.undoable.emit(
            what, lambda: self._run(lambda: pixels.switch_on(ctx, name, key), self.changed.emit)
        )
        self.changed.emit()

    def _copy(self, code: str) -> None:
        QGuiApplication.clipboard().setText(code)
        self._parts.notices.say(Tone.INFO, _("It is copied: paste it into your web page."))

    def _run(self, change: Callable[[], object], then: Callable[[], None]) -> None:
        self._parts.background.run(change, lambda _made: then(), self, self._refused)

    def _refused(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self.changed.emit()
