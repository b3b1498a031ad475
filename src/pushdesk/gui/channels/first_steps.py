"""A new venue's first minute: its name and its first channel, and Enter brings the code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _
from pushdesk.services import channels, venues
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue


class FirstSteps(QWidget):
    """`made` carries the alias of the new channel."""

    made = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.venue = _field(_("Name of your venue"), "")
        self.channel = _field(_("Name of the channel"), _("Waiting list"))
        self.fault = label(role="fault", wrap=True)
        self.fault.hide()
        self.go = button(parts.theme, _("Show my code"), "qr-code", "primary")
        self._once = Once(parts.background, self, self.go)
        for field in (self.venue, self.channel):
            field.returnPressed.connect(self._make)
        self.go.clicked.connect(self._make)
        self._lay_out()
        ctx = parts.ctx
        parts.background.run(lambda: venues.get(ctx), self._prefill, self)

    def _lay_out(self) -> None:
        form: QFrame = card()
        form.setFixedWidth(520)
        form.setLayout(
            column(
                IconLabel(self._parts.theme, "storefront", "accent", 56),
                label(_("Name your venue and your first channel"), "title", wrap=True),
                label(
                    _("Guests see both when they scan your code. You can change them later."),
                    "soft",
                    wrap=True,
                ),
                *(label(_("Your venue"), "eyebrow"), self.venue),
                *(label(_("Your first channel"), "eyebrow"), self.channel),
                self.fault,
                self.go,
                gap=12,
                margin=SIZES.grid * 4,
            )
        )
        self.setLayout(column(1, row(1, form, 1), 1))

    def _prefill(self, venue: Venue) -> None:
        if not self.venue.text():
            self.venue.setText(venue.name)
            self.venue.selectAll()

    def _make(self) -> None:
        ctx, venue, channel = self._parts.ctx, self.venue.text(), self.channel.text()
        self._once.run(lambda: _create(ctx, venue, channel), self._made, self._refused)

    def _made(self, channel: Channel) -> None:
        self.fault.hide()
        self.made.emit(channel.alias)

    def _refused(self, error: UserError) -> None:
        self.fault.setText(str(error))
        self.fault.show()


def _create(ctx: Context, venue: str, channel: str) -> Channel:
    venues.save(ctx, venue, venues.get(ctx).logo)
    return channels.create(ctx, channel)


def _field(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setMaxLength(80)
    return made
