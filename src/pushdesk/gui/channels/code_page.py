"""A channel's code, and where it goes: screen, paper, file, clipboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.qr_view import QrView
from pushdesk.i18n import _


class CodePage(QWidget):
    """The buttons are public; who owns this widget gives them their work."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.view = QrView(_("Subscribe code"), 240)
        self.link = label(role="soft", wrap=True)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.full_screen = button(theme, _("Full screen"), "arrows-out", "primary")
        self.copy = button(theme, _("Copy link"), "copy", keys="Ctrl+Shift+C")
        self.save = button(theme, _("Save …"), "download-simple", keys="Ctrl+S")
        self.print = button(theme, _("Print …"), "printer", keys="Ctrl+P")
        self.archive = button(theme, _("Archive"), "archive", "danger")
        self.restore = button(theme, _("Open again"), "arrow-counter-clockwise", "primary")
        self.set_address = button(theme, _("Set the address"), "sliders-horizontal")
        self.hint = self._hint(
            _(
                "This address works on this computer only. For guests' phones, set the public "
                "https address in Preferences."
            ),
            row(self.set_address, 1),
        )
        self._closed = self._hint(_("This channel is archived: it takes no new guests."))
        self._lay_out()

    def show_code(self, link: str, png: bytes, *, archived: bool, reaches_phones: bool) -> None:
        self.view.show_png(png)
        self.view.setVisible(not archived)
        self.link.setText(link)
        self.hint.setVisible(not reaches_phones and not archived)
        self._closed.setVisible(archived)
        self._what.setHidden(archived)
        self.link.setHidden(archived)
        for part in (self.full_screen, self.copy, self.save, self.print, self.archive):
            part.setHidden(archived)
        self.restore.setVisible(archived)

    def _lay_out(self) -> None:
        self._what = label(_("Guests scan this to subscribe"), "eyebrow")
        buttons = column(self.full_screen, self.copy, row(self.save, self.print))
        side = column(
            self._what,
            self.link,
            self.hint,
            self._closed,
            row(self.restore, 1),
            buttons,
            1,
            row(self.archive, 1),
            gap=SIZES.grid * 2,
        )
        body = row(self.view, side, gap=SIZES.grid * 4)
        body.setStretch(0, 5)
        body.setStretch(1, 4)
        self.setLayout(body)

    def _hint(self, text: str, *below: QLayout) -> QFrame:
        made = card("hint")
        icon = IconLabel(self._theme, "info", "amber", 24)
        layout = row(icon, column(label(text, wrap=True), *below), gap=12, margin=12)
        layout.setStretch(1, 1)
        layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        made.setLayout(layout)
        return made
