"""How staff leave the kiosk: Esc, or the PIN where the owner has set one."""

import secrets

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.staff.pin_pad import PinPad
from pushdesk.gui.theme import Theme
from pushdesk.i18n import _

_TRIES = 5
_WAIT_MS = 60_000


class Leaving(QObject):
    """`allowed` tells that the kiosk may close."""

    allowed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._pin = ""
        self._wrong = 0
        self.is_allowed = False
        self.pad = PinPad(theme, window)
        self.pad.entered.connect(self._check)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.forgive)

    @property
    def needs_pin(self) -> bool:
        return bool(self._pin) and not self.is_allowed

    def show_pin(self, pin: str) -> None:
        """The latest that is known holds, also while the database is away."""
        self._pin = pin

    def ask(self) -> None:
        if self.needs_pin:
            self.pad.ask(_("PIN of the kiosk"))
        else:
            self._allow()

    def _check(self, digits: str) -> None:
        if self._wait.isActive():
            self.pad.refuse(_("Too many wrong PINs. Wait a minute."))
        elif secrets.compare_digest(digits, self._pin):
            self._allow()
        else:
            self._refuse()

    def _refuse(self) -> None:
        self._wrong += 1
        self.pad.refuse(_("This is not the PIN."))
        if self._wrong >= _TRIES:
            self._wait.start()
            self.pad.refuse(_("Too many wrong PINs. Wait a minute."))

    def forgive(self) -> None:
        self._wrong = 0
        self._wait.stop()

    def _allow(self) -> None:
        self.is_allowed = True
        self.allowed.emit()
