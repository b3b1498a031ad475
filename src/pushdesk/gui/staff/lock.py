"""The locked desk: all is still seen and scrolled, nothing is done until somebody signs in."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pushdesk.gui.input_filter import InputFilter
from pushdesk.gui.staff.pin_pad import PinPad
from pushdesk.gui.staff.shift import Shift
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.overlay import Overlay
from pushdesk.i18n import _

_HEIGHT = 88
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.DragEnter,
    QEvent.Type.ContextMenu,
)


class LockStrip(Overlay):
    """Lies at the foot of the window, over the list's last row."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "lock")
        icon = IconLabel(theme, "lock", "on_rail", 32)
        told = label(_("Locked. The list goes on; sign in to do something."), "strong")
        self.sign_in = button(theme, _("Sign in"), "user", "primary")
        self.sign_in.setMinimumWidth(160)
        layout = row(icon, told, 1, self.sign_in, gap=SIZES.grid * 2)
        layout.setContentsMargins(SIZES.grid * 3, SIZES.grid, SIZES.grid * 3, SIZES.grid)
        self.setLayout(layout)
        self.setAccessibleName(told.text())
        self.hide()

    def place(self, around: QWidget) -> None:
        self.setGeometry(0, around.height() - _HEIGHT, around.width(), _HEIGHT)


class Lock(QObject):
    """Stands before every touch and key of the window while the shift is locked."""

    kinds = _TOUCHES

    def __init__(
        self,
        inputs: InputFilter,
        shift: Shift,
        window: QWidget,
        theme: Theme,
        let_through: QWidget,
    ) -> None:
        super().__init__(window)
        self._let_through = let_through
        self._inputs, self._shift, self._window = inputs, shift, window
        self.pad = PinPad(theme, window)
        self.strip = LockStrip(theme, window)
        self.strip.sign_in.clicked.connect(self.ask)
        self.pad.entered.connect(self._enter)
        self.pad.left.connect(self._stepped_back)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(shift.lock)
        shift.changed.connect(self._show)

    def stop(self) -> None:
        self.timer.stop()
        self._inputs.remove(self)

    def ask(self) -> None:
        self.pad.ask(_("Your PIN"))

    @property
    def minutes(self) -> int:
        return self.timer.interval() // 60_000

    def lock_after(self, minutes: int) -> None:
        """Without a touch or a key; 0: never."""
        self.timer.setInterval(minutes * 60_000)
        self._wind_up()

    def keeps(self, watched: QObject, event: QEvent) -> bool:
        self._wind_up()
        if watched is self.pad.field and isinstance(event, QKeyEvent):
            return self._type(event)
        return self._shift.is_locked and self._is_kept_from(watched)

    def _type(self, event: QKeyEvent) -> bool:
        """Straight into the field: a scanner that is used now must not find a guest."""
        self.pad.field.event(event)
        if not event.isAccepted():
            self.pad.event(event)
        return True

    def _is_kept_from(self, watched: QObject) -> bool:
        """The PIN pad and the strip react, and so do other windows."""
        if not isinstance(watched, QWidget):
            return watched.parent() is self._window  # a shortcut of the window
        own = (self.pad, self.strip, self._let_through)
        if any(part is watched or part.isAncestorOf(watched) for part in own):
            return False
        return watched is self._window or self._window.isAncestorOf(watched)

    def _wind_up(self) -> None:
        if self.timer.interval() and self._shift.person is not None:
            self.timer.start()

    def _enter(self, pin: str) -> None:
        self._shift.enter(pin, lambda error: self.pad.refuse(str(error)))

    def _stepped_back(self) -> None:
        back = self.strip.sign_in if self._shift.is_locked else self._let_through
        back.setFocus()

    def _show(self) -> None:
        if self._shift.has_staff:
            self._inputs.add(self)
        locked = self._shift.is_locked
        self.strip.place(self._window)
        self.strip.setVisible(locked)
        if not locked:
            self.pad.hide()
            self._wind_up()
            return
        self.timer.stop()
        self.strip.raise_()
        self.strip.sign_in.setFocus()
