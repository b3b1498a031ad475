"""The strip above the screens: the venue, the connection, and who is at the desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _

HEIGHT = 72
_LONGEST_NAME = 160


class Header(QFrame):
    """The banner lies over it, the undo bar over the venue's name: when they come and go, nothing
    moves, and the undo bar covers no button.
    """

    def __init__(self, theme: Theme, banner: QFrame, undo_bar: QFrame) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT)
        self._venue = ElidedLabel(role="name")
        self._icon = IconLabel(theme, "wifi-high", "soft", 22)
        self._word = label(role="small")
        self.person = button(theme, _("Sign in"), "user")
        self.lock = icon_button(theme, "lock", _("Lock the desk"))
        desk = QWidget()
        desk.setLayout(row(self._icon, self._word, self.person, self.lock, margin=SIZES.grid))
        self._venue.setIndent(SIZES.grid)
        all_over = QGridLayout(self)
        all_over.setContentsMargins(SIZES.grid * 2, 4, SIZES.grid * 2, 4)
        all_over.setSpacing(0)
        all_over.setColumnStretch(0, 1)
        all_over.addWidget(self._venue, 0, 0)
        all_over.addWidget(desk, 0, 1)
        all_over.addWidget(banner, 0, 0, 1, 2)
        all_over.addWidget(undo_bar, 0, 0)
        self.show_person("", "", has_staff=False)
        self._word.setText(_("Ready"))  # until a push service has been asked, nothing is known

    @property
    def connection(self) -> str:
        return self._word.text()

    @property
    def venue(self) -> str:
        return self._venue.accessibleName()

    def show_venue(self, name: str) -> None:
        self._venue.say(name)

    def show_person(self, name: str, role: str, *, has_staff: bool) -> None:
        """Without a name nobody is signed in; without staff nobody has to be."""
        words = _("{name}, {role}").format(name=name, role=role) if name else _("Sign in")
        self.person.setText(self._fitting(name) or words)
        self.person.setAccessibleName(words)
        self.person.setVisible(has_staff)
        self.lock.setVisible(has_staff and bool(name))

    def _fitting(self, name: str) -> str:
        return self.person.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, _LONGEST_NAME
        )

    def show_connection(self, *, online: bool) -> None:
        self._icon.change(*(("wifi-high", "green") if online else ("wifi-slash", "red")))
        self._word.setText(_("Connected") if online else _("No connection: calls wait"))
        self._word.setAccessibleName(self._word.text())
