"""The owner's venues: which one this desk stands in, its name, logo and contact; one more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.notices import Tone
from pushdesk.gui.preferences.logo import Logo
from pushdesk.gui.preferences.safe_copy import SafeCopy
from pushdesk.gui.preferences.setting_field import SettingField, StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.i18n import _
from pushdesk.services import venues
from pushdesk.services.venues import Venue
from pushdesk.settings import CONTACT


class VenuePage(QWidget):
    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        ctx = parts.ctx
        self.here = DropDown(_("This desk stands in"))
        self.here.activated.connect(self._choose)
        self.name = SettingField(
            parts.background, _("Name of the venue"), _("Guests see it on their phones."),
            lambda text: venues.save(parts.ctx, text, venues.get(ctx).logo),
        )  # fmt: skip
        self.logo = Logo(parts)
        self.contact = StoredField(
            parts, CONTACT, _("Contact"),
            _("An e-mail address that push services may write to when something is wrong."),
            "desk@example.com",
        )  # fmt: skip
        self.copy = SafeCopy(parts)
        self.another = QLineEdit()
        self.another.setAccessibleName(_("Name of another venue"))
        self.another.setPlaceholderText(_("Name of another venue"))
        self.another.setMaxLength(80)
        self.add = button(parts.theme, _("Add venue"), "plus")
        self._once = Once(parts.background, self, self.add)
        self.another.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self._lay_out()

    def show_stored(self, stored: Stored) -> None:
        self._several.setVisible(len(stored.venues) > 1)
        self.here.show_choices((venue.id, venue.name) for venue in stored.venues)
        self.here.setCurrentIndex(self.here.findData(stored.venue.id))
        self.name.show_text(stored.venue.name)
        self.logo.show_logo(stored.venue.logo)
        self.contact.show_stored(stored)
        self.copy.show_stored(stored)

    def _lay_out(self) -> None:
        self._several = QWidget()
        self._several.setLayout(column(label(_("This desk stands in"), "strong"), self.here, gap=6))
        self.fault = label(role="fault", wrap=True)
        self.fault.hide()
        line = row(self.another, self.add)
        line.setStretch(0, 1)
        hint = _("For owners of several: each has its own name, logo and channels.")
        more = column(
            label(_("Another venue"), "strong"), line, self.fault, label(hint, "small", wrap=True),
            gap=6,
        )  # fmt: skip
        self.setLayout(
            column(
                self._several, self.name, self.logo, self.contact, self.copy, more,
                gap=SIZES.grid * 2,
            )
        )  # fmt: skip

    def _choose(self, number: int) -> None:
        ctx, venue_id = self._parts.ctx, int(self.here.itemData(number))
        self._parts.background.run(
            lambda: venues.choose(ctx, venue_id), lambda _venue: self.changed.emit(), self
        )

    def _add(self) -> None:
        ctx, name = self._parts.ctx, self.another.text()
        if not name.strip():
            self.another.setFocus()
            return
        self._once.run(lambda: venues.create(ctx, name), self._added, self._refused)

    def _added(self, venue: Venue) -> None:
        self.another.clear()
        self.fault.hide()
        what = _("“{name}” is added. Its channels are made under Channels.")
        self._parts.notices.say(Tone.INFO, what.format(name=venue.name))
        self.changed.emit()

    def _refused(self, error: UserError) -> None:
        self.fault.setText(str(error))
        self.fault.show()
