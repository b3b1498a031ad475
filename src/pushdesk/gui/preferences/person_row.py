"""One person of the staff: role, a new PIN, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.staff import words
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.staff import Role, Staff

PIN_WIDTH = 128
_LONGEST_PIN = 8


class PersonRow(QFrame):
    """`role_chosen` carries a Role, `pin_given` the digits."""

    role_chosen = Signal(object)
    pin_given = Signal(str)
    archived = Signal()

    def __init__(self, theme: Theme, person: Staff) -> None:
        super().__init__()
        self.setProperty("role", "row")
        name = ElidedLabel(person.name, "strong")
        self.roles = role_chips(_("role of {name}").format(name=person.name))
        self.roles.choose(person.role)
        self.roles.chosen.connect(self.role_chosen)
        self.pin = pin_field(_("New PIN"), _("New PIN of {name}").format(name=person.name))
        self.pin.returnPressed.connect(self._give)
        self.archive = icon_button(
            theme, "archive", _("Archive {name}").format(name=person.name), "red"
        )
        self.archive.clicked.connect(self.archived)
        layout = row(name, self.roles, self.pin, self.archive, gap=SIZES.grid)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_role(self, role: Role) -> None:
        """What else somebody does in this row goes on."""
        self.roles.choose(role)

    def give_back(self, digits: str) -> None:
        """The PIN was refused: it stands there again, unless another one does."""
        if not self.pin.text():
            self.pin.setText(digits)

    def _give(self) -> None:
        digits = self.pin.text()
        self.pin.clear()
        if digits:
            self.pin_given.emit(digits)


def role_chips(what: str) -> ChipRow:
    return ChipRow(what, [(role, words.role(role)) for role in Role])


def pin_field(example: str, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaxLength(_LONGEST_PIN)
    made.setPlaceholderText(example)
    made.setAccessibleName(name)
    made.setFixedWidth(PIN_WIDTH)
    return made
