"""A message on its way, as a strip above the form: how far, how fast, and the brake."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from pushdesk.gui.composer import words
from pushdesk.gui.composer.in_place import InPlace
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.broadcasts import Broadcast, State


class Strip(QFrame):
    """Cancelling is asked for in place; the signals are what somebody wants done."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = ElidedLabel(role="strong")
        self._told = label(role="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pause = button(theme, _("Pause"), "pause")
        self.resume = button(theme, _("Resume"), "play")
        self.cancel = button(theme, _("Cancel"), "x")
        self.yes = button(theme, _("Cancel the rest"), "x", "danger")
        self.no = button(theme, _("Keep sending"), "arrow-left")
        self._lay_out()
        self.pause.clicked.connect(self.pause_wanted)
        self.resume.clicked.connect(self.resume_wanted)
        self.cancel.clicked.connect(lambda: self._asking.ask(self.no))
        self.no.clicked.connect(self.cancel.setFocus)
        self._asking.confirmed.connect(self.cancel_wanted)

    @property
    def told(self) -> str:
        return self._told.text()

    @property
    def question(self) -> str:
        return self._asking.question

    def show_broadcast(self, broadcast: Broadcast) -> None:
        told = words.progress(broadcast)
        self._title.say(broadcast.title)
        self._told.setText(told)
        self.bar.setRange(0, max(1, broadcast.devices))
        self.bar.setValue(min(broadcast.done, broadcast.devices))
        self.bar.setAccessibleName(f"{broadcast.title}: {told}")
        paused = broadcast.state is State.PAUSED
        self.pause.setHidden(paused)
        self.resume.setVisible(paused)
        left = words.devices(max(0, broadcast.devices - broadcast.done))
        self._asking.say(_("Not ring the {devices} that are left?").format(devices=left))

    def _lay_out(self) -> None:
        texts = row(self._title, self._told, gap=SIZES.grid * 2)
        texts.setStretch(0, 1)
        progress = column(texts, self.bar, gap=4)
        calm = row(self.pause, self.resume, self.cancel, gap=SIZES.grid)
        calm.insertLayout(0, progress, 1)
        self._asking = InPlace(calm, self.yes, self.no)
        layout = column(self._asking)
        layout.setContentsMargins(SIZES.grid * 2, 4, SIZES.grid, 4)
        self.setLayout(layout)
