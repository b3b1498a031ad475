"""The one look at every event of the program: each further one is felt while a broadcast leaves."""

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


class Keeper(Protocol):
    @property
    def kinds(self) -> Collection[QEvent.Type]:
        """The events that it is asked about."""

    def keeps(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""


class InputFilter(QObject):
    """Asks one keeper after the other, the latest first, as Qt does with filters."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._keepers: tuple[Keeper, ...] = ()
        self._kinds: tuple[QEvent.Type, ...] = ()

    def add(self, keeper: Keeper) -> None:
        """Twice is once."""
        if keeper not in self._keepers:
            self._ask((keeper, *self._keepers))

    def remove(self, keeper: Keeper) -> None:
        self._ask(tuple(each for each in self._keepers if each is not keeper))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event, so the first question must be cheap."""
        kind = event.type()
        if kind not in self._kinds:
            return False
        return any(kind in each.kinds and each.keeps(watched, event) for each in self._keepers)

    def _ask(self, keepers: tuple[Keeper, ...]) -> None:
        self._keepers = keepers
        self._kinds = tuple({kind for each in keepers for kind in each.kinds})
        self._application.removeEventFilter(self)
        if keepers:
            self._application.installEventFilter(self)
