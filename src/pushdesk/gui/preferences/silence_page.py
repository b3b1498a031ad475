"""What happens to a call that stays silent, and which sounds the desk makes."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.setting_chips import StoredChips
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _
from pushdesk.settings import APPRISE_URL, REPEAT_SECONDS, REPEATS, SOUNDS, VOICE


class SilencePage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.repeats = StoredChips(
            parts, REPEATS, _("Repeat a call that no phone acknowledges"), _("repeats"),
            (("0", _("Never")), ("1", _("Once")), *((str(n), f"{n}×") for n in range(2, 6))),
        )  # fmt: skip
        self.repeat_seconds = StoredField(
            parts, REPEAT_SECONDS, _("Seconds between a call and its repeat"), "", "60"
        )
        on_off = (("on", _("On")), ("off", _("Off")))
        self.voice = StoredChips(
            parts, VOICE, _("Then the board calls by voice"), _("voice"), on_off
        )
        self.apprise_url = StoredField(
            parts, APPRISE_URL, _("Then it also goes to a messenger of yours"),
            _("Its address as Apprise writes it: github.com/caronc/apprise. Masked, since it may "
              "hold a password. Empty: nowhere."),
            "ntfys://ntfy.example.com/desk",
        )  # fmt: skip
        self.sounds = StoredChips(
            parts, SOUNDS, _("Sounds of the desk and the board"), _("sounds"), on_off
        )
        why = _("Any sign from the guest's phone and anything done at the desk stops the repeats.")
        self.setLayout(column(label(why, "soft", wrap=True), *self._fields(), gap=SIZES.grid * 2))

    def show_stored(self, stored: Stored) -> None:
        for field in self._fields():
            field.show_stored(stored)

    def _fields(self) -> tuple[StoredField | StoredChips, ...]:
        return (self.repeats, self.repeat_seconds, self.voice, self.apprise_url, self.sounds)
