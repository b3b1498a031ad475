"""Makes a list a category of the subscribe pages, words its checkbox, and takes it back."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.audiences.detail import Detail
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import categories
from pushdesk.services.context import Context


class Offering(QObject):
    """`changed` tells that a category is stored, or that what was asked for is refused."""

    changed = Signal()

    def __init__(self, parts: Parts, detail: Detail) -> None:
        super().__init__(detail)
        self._parts = parts
        self._name = ""
        detail.category.switched.connect(self._switch)
        detail.category.labelled.connect(self._label)

    def of(self, name: str) -> None:
        """The audience that is open."""
        self._name = name

    def _switch(self, on: bool) -> None:
        ctx, name = self._parts.ctx, self._name
        if on:
            self._run(lambda: _offer(ctx, name))
        else:
            self._parts.background.run(
                lambda: categories.drop_category(ctx, name),
                lambda _nothing: self._withdrawn(name),
                self,
                self._refused,
            )

    def _label(self, labels: Mapping[str, str]) -> None:
        ctx, name = self._parts.ctx, self._name
        self._run(lambda: categories.make_category(ctx, name, labels))

    def _withdrawn(self, name: str) -> None:
        ctx = self._parts.ctx
        what = _("“{name}” is offered to nobody any more.").format(name=name)
        self._parts.notices.undoable.emit(what, lambda: self._run(lambda: _offer(ctx, name)))
        self.changed.emit()

    def _run(self, change: Callable[[], None]) -> None:
        self._parts.background.run(
            change, lambda _nothing: self.changed.emit(), self, self._refused
        )

    def _refused(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self.changed.emit()


def _offer(ctx: Context, name: str) -> None:
    """With the words that it had before."""
    categories.make_category(ctx, name, categories.labels(ctx, name))
