"""The kiosk: one code that a guest reads from two metres, and three steps in pictures."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.qr_view import QrView
from pushdesk.i18n import _
from pushdesk.services import channels, codes
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context

_PIXELS = 1600


@dataclass(frozen=True)
class _Shown:
    channel: Channel
    png: bytes


class Kiosk(QWidget):
    """Esc leaves. Without an alias the first channel is shown."""

    closed = Signal()

    def __init__(self, parts: Parts, alias: str | None = None) -> None:
        super().__init__()
        self._parts = parts
        self.setProperty("role", "kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("PushDesk: subscribe code"))
        self.view = QrView(_("Subscribe code"), 360)
        self.venue = label(role="poster", wrap=True)
        self.channel = label(role="title", wrap=True)
        self._lay_out()
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: _look_up(ctx, alias), self._show, self, self._fault
        )
        events = parts.events
        for changed in (
            events.channels_changed,
            events.settings_changed,
            events.everything_changed,
        ):
            changed.connect(self._refresh.ask)
        self._refresh.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        steps = (
            ("camera", _("Point your phone's camera at the code")),
            ("bell-ringing", _("Tap “Notify me” and allow it")),
            ("hand-waving", _("Your phone rings when it's your turn")),
        )
        told = [
            _step(self._parts, number, icon, text)
            for number, (icon, text) in enumerate(steps, start=1)
        ]
        words = column(
            1, self.venue, self.channel, 1, *told, 1,
            label(_("Free. No app, no phone number. Leave at any time."), "soft", wrap=True),
            gap=SIZES.grid * 3,
        )  # fmt: skip
        layout = row(self.view, words, gap=SIZES.grid * 7, margin=SIZES.grid * 7)
        layout.setStretch(0, 11)
        layout.setStretch(1, 10)
        self.setLayout(layout)

    def _fault(self, error: UserError) -> None:
        self.venue.setText(error.what)
        self.channel.setText(error.what_to_do)
        self.view.clear()

    def _show(self, shown: _Shown | None) -> None:
        if shown is None:
            self.venue.setText(_("There is no channel yet"))
            self.channel.setText(_("Create one at the desk first."))
            return
        self.venue.setText(shown.channel.venue)
        self.channel.setText(shown.channel.name)
        self.view.show_png(shown.png)


def _step(parts: Parts, number: int, icon: str, text: str) -> QFrame:
    made = card()
    words = label(text, "name", wrap=True)
    layout = row(
        IconLabel(parts.theme, icon, "accent", 48), words, gap=SIZES.grid * 3, margin=SIZES.grid * 2
    )
    layout.setStretch(1, 1)
    made.setLayout(layout)
    made.setAccessibleName(f"{number}. {text}")
    return made


def _look_up(ctx: Context, alias: str | None) -> _Shown | None:
    if alias is None:
        every = channels.every(ctx)
        if not every:
            return None
        alias = every[0].alias
    return _Shown(channels.get_open(ctx, alias), codes.channel_png(ctx, alias, _PIXELS))
