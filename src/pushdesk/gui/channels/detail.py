"""One channel: its code, and everything that can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.qr_view import QrView
from pushdesk.i18n import _
from pushdesk.services.channels import Channel


class Detail(QFrame):
    """The buttons are public; who owns this widget gives them their work."""

    renamed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._alias = self._stored_name = ""
        self.setProperty("role", "card")
        self.name = QLineEdit()
        self.name.setProperty("role", "nickname")
        self.name.setAccessibleName(_("Name of the channel"))
        self.name.setMaxLength(80)
        self.name.editingFinished.connect(self._rename)
        self.view = QrView(_("Subscribe code"), 240)
        self.link = label(role="soft", wrap=True)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.full_screen = button(theme, _("Full screen"), "arrows-out", "primary")
        self.copy = button(theme, _("Copy link"), "copy", keys="Ctrl+Shift+C")
        self.save = button(theme, _("Save …"), "download-simple", keys="Ctrl+S")
        self.print = button(theme, _("Print …"), "printer", keys="Ctrl+P")
        self.archive = button(theme, _("Archive"), "archive", "danger")
        self._lay_out()

    def show_channel(self, channel: Channel, link: str, *, reaches_phones: bool) -> None:
        if channel.alias != self._alias or not self.name.hasFocus():
            self.name.setText(channel.name)
            self.name.setCursorPosition(0)
        self._alias, self._stored_name = channel.alias, channel.name
        self.link.setText(link)
        self.hint.setVisible(not reaches_phones)

    def _lay_out(self) -> None:
        self.hint = self._this_computer_only()
        buttons = column(self.full_screen, self.copy, row(self.save, self.print))
        side = column(
            label(_("Guests scan this to subscribe"), "eyebrow"),
            self.link,
            self.hint,
            buttons,
            1,
            row(self.archive, 1),
            gap=SIZES.grid * 2,
        )
        body = row(self.view, side, gap=SIZES.grid * 4)
        body.setStretch(0, 5)
        body.setStretch(1, 4)
        layout = column(self.name, body, gap=SIZES.grid * 2, margin=SIZES.grid * 3)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _this_computer_only(self) -> QFrame:
        made = card("hint")
        icon = IconLabel(self._theme, "info", "amber", 24)
        text = _(
            "This address works on this computer only. For guests' phones, set the public https "
            "address in Preferences."
        )
        layout = row(icon, label(text, wrap=True), gap=12, margin=12)
        layout.setStretch(1, 1)
        layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        made.setLayout(layout)
        return made

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._stored_name:
            self.renamed.emit(name)
