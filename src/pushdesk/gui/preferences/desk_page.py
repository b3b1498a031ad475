"""What concerns this computer: hold, colours, camera, and where its portal listens."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pushdesk.domain import holds
from pushdesk.gui.preferences.setting_chips import StoredChips
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import CHOICES, SIZES
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.i18n import _
from pushdesk.services import preferences
from pushdesk.settings import CAMERA, HOLD, HOST, PORT, THEME

Cameras = Callable[[], list[tuple[str, str]]]


class DeskPage(QWidget):
    """`cameras` gives (id, name) of each camera; it is asked when the page is seen."""

    def __init__(self, parts: Parts, cameras: Cameras) -> None:
        super().__init__()
        self._parts, self._cameras = parts, cameras
        self._chosen_camera = ""
        minutes = [str(int(hold.total_seconds() // 60)) for hold in holds.HOLDS]
        self.hold = StoredChips(
            parts, HOLD, _("Hold a table for, minutes"), _("minutes' hold"),
            list(zip(minutes, minutes, strict=True)),
        )  # fmt: skip
        words = (_("As the system"), _("Light"), _("Dark"))
        self.theme = StoredChips(
            parts, THEME, _("Colours"), _("colours"), list(zip(CHOICES, words, strict=True))
        )
        self.theme.chips.chosen.connect(parts.theme.choose)
        self.camera = DropDown(_("Camera that scans"))
        self.camera.activated.connect(self._choose_camera)
        again = _("From the next start on.")
        self.host = StoredField(
            parts, HOST, _("Where guests' pages listen"),
            _("127.0.0.1: only programs on this computer, such as a tunnel, reach guests' pages. "
              "0.0.0.0: the whole network does. {again}").format(again=again), "127.0.0.1",
        )  # fmt: skip
        self.port = StoredField(parts, PORT, _("Port of guests' pages"), again, "8787")
        camera = column(label(_("Camera that scans"), "strong"), self.camera, gap=6)
        self.setLayout(
            column(self.hold, self.theme, camera, self.host, self.port, gap=SIZES.grid * 2)
        )

    def show_stored(self, stored: Stored) -> None:
        for part in (self.hold, self.theme, self.host, self.port):
            part.show_stored(stored)
        self._chosen_camera = stored.of(CAMERA)
        self.camera.setEnabled(CAMERA.key not in stored.fixed)
        if self.isVisible():
            self.list_cameras()

    def list_cameras(self) -> None:
        """Asking the system starts its media service: not before somebody looks."""
        self.camera.show_choices([("", _("The system's first")), *self._cameras()])
        self.camera.setCurrentIndex(max(0, self.camera.findData(self._chosen_camera)))

    def _choose_camera(self, number: int) -> None:
        ctx, device_id = self._parts.ctx, str(self.camera.itemData(number))
        self._parts.background.run(
            lambda: preferences.put(ctx, CAMERA, device_id), lambda _value: None, self
        )
