"""The strip above the waiting list: how many, how long, who isn't reached; add, late, mute."""

from datetime import datetime

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.floor.row_words import Spare
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import mark, row
from pushdesk.gui.widgets.icons import IconLabel, Wear
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Floor

FLASH_MS = 3_000


class Summary(QWidget):
    """`unreached_wanted` asks for the first party whom no phone has reached, `asking_wanted` for
    the first that asks to join.
    """

    add_wanted = Signal()
    late_wanted = Signal()
    mute_wanted = Signal()
    unreached_wanted = Signal()
    asking_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._waiting = ElidedLabel(role="name")
        self._quotes = Spare()
        self._sign = IconLabel(theme, "bell-ringing", "accent", 24)
        self._told = ElidedLabel(role="strong")
        self.asking = button(theme, "", "hand-waving")
        self.unreached = button(theme, "", "warning", "danger")
        self.add = button(theme, _("Add  N"), "user-plus")
        self.late = button(theme, _("Late  B"), "clock-counter-clockwise")
        self.mute = button(theme, "", "speaker-high")
        self._muted_until: datetime | None = None
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self._calm)
        self._icon, self._narrow = self.add.iconSize(), False
        self._name_keys()
        self._lay_out()
        self._calm()
        self.show_mute(None)

    @property
    def told(self) -> str:
        """What flashes now; empty where nothing does."""
        return self._told.accessibleName() if not self._told.isHidden() else ""

    @property
    def waiting(self) -> str:
        return self._waiting.accessibleName()

    def show_floor(self, floor: Floor) -> None:
        self._waiting.say(_waiting(floor))
        self._quotes.say(_quotes(floor))
        asking = _("{n} asks to join") if floor.pending == 1 else _("{n} ask to join")
        self.asking.setText(asking.format(n=floor.pending))
        self.asking.setAccessibleName(self.asking.text())
        self.asking.setVisible(floor.pending > 0)

    def show_unreached(self, parties: int) -> None:
        self.unreached.setVisible(parties > 0)
        self.unreached.setText(_("{n} not reached").format(n=parties))
        self.unreached.setAccessibleName(self.unreached.text())

    def flash(self, sentence: str) -> None:
        """The twin of a sound, for whoever doesn't hear it."""
        self._told.say(sentence)
        self._turn(flashing=True)
        self._flash.start()

    def show_mute(self, until: datetime | None) -> None:
        """`until`: when sounds come back; None while they are on."""
        self._muted_until = until
        muted = until is not None
        self.mute.setText(_until(until, narrow=self._narrow))
        name = _("Sounds on again") if muted else _("Mute for 30 minutes")
        self.mute.setAccessibleName(name)
        self.mute.setAccessibleDescription(_until(until, narrow=False))
        self.mute.setToolTip(name)
        mark(self.mute, "muted", "yes" if muted else "no")
        for icon in self.mute.findChildren(Wear):
            icon.change("speaker-slash" if muted else "speaker-high", "amber" if muted else "ink")

    def tick(self, now: datetime) -> None:
        if self._muted_until is not None and self._muted_until <= now:
            self.show_mute(None)

    def make_narrow(self, *, narrow: bool) -> None:
        """Words need the room more than pictures do."""
        for each in (self.asking, self.unreached, self.add, self.late):
            each.setIconSize(QSize(0, 0) if narrow else self._icon)
        self._narrow = narrow
        self.show_mute(self._muted_until)
        self._turn(flashing=bool(self.told))

    def _calm(self) -> None:
        self._turn(flashing=False)

    def _turn(self, *, flashing: bool) -> None:
        """The news takes the place of the counts, so that it can be read on a small screen."""
        for news in (self._sign, self._told):
            news.setVisible(flashing)
        self._waiting.setHidden(flashing)
        self._quotes.setHidden(flashing or self._narrow)

    def _name_keys(self) -> None:
        self.add.setAccessibleName(_("Add a party"))
        self.late.setAccessibleName(_("Running late"))
        self.add.clicked.connect(self.add_wanted)
        self.late.clicked.connect(self.late_wanted)
        self.mute.clicked.connect(self.mute_wanted)
        self.unreached.clicked.connect(self.unreached_wanted)
        self.asking.clicked.connect(self.asking_wanted)
        for each in (self.asking, self.unreached):
            each.hide()

    def _lay_out(self) -> None:
        layout = row(
            self._waiting, self._quotes, self._sign, self._told, self.asking, self.unreached,
            self.add, self.late, self.mute,
            gap=SIZES.grid,
        )  # fmt: skip
        layout.setStretch(1, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)


def _until(moment: datetime | None, *, narrow: bool) -> str:
    if moment is None:
        return ""
    time = f"{moment.astimezone():%H:%M}"
    return time if narrow else _("muted until {time}").format(time=time)


def _waiting(floor: Floor) -> str:
    """An average of less than a minute says nothing."""
    minutes = int(floor.average_wait.total_seconds() // 60)
    if not floor.waiting:
        return "" if floor.pending else _("Nobody waits")
    if not minutes:
        return _("{n} waiting").format(n=floor.waiting)
    return _("{n} waiting · {m} min on average").format(n=floor.waiting, m=minutes)


def _quotes(floor: Floor) -> tuple[str, ...]:
    """Of lanes in which a wait is to be expected."""
    quotes = [
        _("{lane}: {n} min").format(lane=lane.name, n=lane.next_quote)
        for lane in floor.lanes
        if lane.next_quote
    ]
    return (_("Next quote  {quote}").format(quote=quotes[0]), *quotes[1:]) if quotes else ()
