"""What can be done to a channel: each deed with its way back where it has one."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import channels
from pushdesk.services.channels import Channel


class Deeds(QObject):
    """`made` and `opened` carry the alias of a channel that is new, or open again.

    `refused` tells that the screen has to show again what is stored, `greeting_refused` why a
    welcome message can't be.
    """

    made = Signal(str)
    opened = Signal(str)
    refused = Signal()
    greeting_refused = Signal(str)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._creating = Once(parts.background, self)

    def create(self, name: str, venue_id: int) -> None:
        ctx = self._parts.ctx
        self._creating.run(
            lambda: channels.create(ctx, name, venue_id),
            lambda made: self.made.emit(made.alias),
            self._refused,
        )

    def rename(self, alias: str, name: str) -> None:
        ctx = self._parts.ctx
        self._do(lambda: channels.rename(ctx, alias, name))

    def reorder(self, aliases: Sequence[str], before: Sequence[str]) -> None:
        """`before` is the order that can be brought back."""
        ctx = self._parts.ctx

        def offer() -> None:
            what = _("The channels are in another order.")
            self._offer(what, lambda: channels.reorder(ctx, before))

        self._do(lambda: channels.reorder(ctx, aliases), lambda _nothing: offer())

    def archive(self, channel: Channel) -> None:
        ctx, alias = self._parts.ctx, channel.alias
        what = _("“{name}” is archived.").format(name=channel.name)
        self._do(
            lambda: channels.archive(ctx, alias),
            lambda _channel: self._parts.notices.undoable.emit(what, lambda: self.restore(alias)),
        )

    def restore(self, alias: str) -> None:
        ctx = self._parts.ctx
        self._do(lambda: channels.restore(ctx, alias), lambda _channel: self.opened.emit(alias))

    def publish(self, channel: Channel, public: bool) -> None:
        ctx, alias = self._parts.ctx, channel.alias
        self._do(lambda: channels.set_public(ctx, alias, public))

    def greet(self, channel: Channel, text: str) -> None:
        """The greeting that was there can be had back."""
        ctx, alias, before = self._parts.ctx, channel.alias, channel.welcome
        what = _("The welcome message of “{name}” is changed.").format(name=channel.name)
        self._parts.background.run(
            lambda: channels.set_welcome(ctx, alias, text),
            lambda _channel: self._offer(what, lambda: channels.set_welcome(ctx, alias, before)),
            self,
            lambda error: self.greeting_refused.emit(str(error)),
        )

    def _offer(self, what: str, back: Callable[[], object]) -> None:
        self._parts.notices.undoable.emit(what, lambda: self._do(back))

    def _do(
        self, fn: Callable[[], object], on_done: Callable[[Any], None] = lambda _answer: None
    ) -> None:
        self._parts.background.run(fn, on_done, self, self._refused)

    def _refused(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self.refused.emit()
