"""The preferences' screen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

from pushdesk.domain import holds
from pushdesk.gui.background import Refresh
from pushdesk.gui.preferences.logo import Logo
from pushdesk.gui.preferences.setting_field import SettingField
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import CHOICES, SIZES
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.i18n import _
from pushdesk.services import preferences, venues
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue
from pushdesk.settings import CAMERA, CONTACT, HOLD, PUBLIC_URL, THEME

Cameras = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class _Stored:
    venue: Venue
    public_url: str
    contact: str
    hold: int
    theme: str
    camera: str


class Preferences(QWidget):
    """`cameras` gives (id, name) of each camera; it is asked when the screen is opened."""

    def __init__(self, parts: Parts, cameras: Cameras) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self._cameras = cameras
        self._chosen_camera = ""
        self._make_fields(parts.ctx)
        self._lay_out()
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: _look_up(ctx), self._show, self)
        parts.events.settings_changed.connect(self._refresh.ask)
        parts.events.everything_changed.connect(self._refresh.ask)
        self._refresh.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_cameras()

    def _make_fields(self, ctx: Context) -> None:
        background = self._parts.background
        self.venue = SettingField(
            background, _("Name of the venue"), _("Guests see it on their phones."),
            lambda text: venues.save(ctx, text, venues.get(ctx).logo),
        )  # fmt: skip
        self.public_url = SettingField(
            background, _("Public address"),
            _("Where guests' phones reach this desk. Empty: this computer only."),
            lambda text: preferences.put(ctx, PUBLIC_URL, text), "https://desk.example.com",
        )  # fmt: skip
        self.contact = SettingField(
            background, _("Contact"),
            _("An e-mail address that push services may write to when something is wrong."),
            lambda text: preferences.put(ctx, CONTACT, text), "desk@example.com",
        )  # fmt: skip
        self.logo = Logo(self._parts)
        self.hold = ChipRow(
            _("minutes' hold"),
            [(minutes, str(minutes)) for minutes in _hold_minutes()],
        )
        self.hold.chosen.connect(lambda minutes: self._put_hold(str(minutes)))
        words = (_("As the system"), _("Light"), _("Dark"))
        self.theme = ChipRow(_("colours"), list(zip(CHOICES, words, strict=True)))
        self.theme.chosen.connect(self._choose_theme)
        self.camera = QComboBox()
        self.camera.setAccessibleName(_("Camera"))
        self.camera.activated.connect(self._choose_camera)

    def _lay_out(self) -> None:
        venue = _group(_("Your venue"), self.venue, self.logo, self.contact)
        guests = _group(_("Guests' phones"), self.public_url)
        desk = _group(
            _("This desk"),
            _named(_("Hold a table for, minutes"), self.hold),
            _named(_("Colours"), self.theme),
            _named(_("Camera that scans"), self.camera),
        )
        right = QWidget()
        right.setLayout(column(desk, guests, 1, gap=SIZES.grid * 2))
        left = QWidget()
        left.setLayout(column(venue, 1))
        inside = QWidget()
        layout = row(left, right, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        inside.setLayout(layout)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(area))

    def _show(self, stored: _Stored) -> None:
        self.venue.show_text(stored.venue.name)
        self.logo.show_logo(stored.venue.logo)
        self.public_url.show_text(stored.public_url)
        self.contact.show_text(stored.contact)
        self.hold.choose(stored.hold)
        self.theme.choose(stored.theme)
        self._chosen_camera = stored.camera
        self._list_cameras()

    def _list_cameras(self) -> None:
        if not self.isVisible():
            return
        self.camera.clear()
        self.camera.addItem(_("The system's first"), "")
        for device_id, name in self._cameras():
            self.camera.addItem(name, device_id)
        self.camera.setCurrentIndex(max(0, self.camera.findData(self._chosen_camera)))

    def _put_hold(self, minutes: str) -> None:
        ctx = self._parts.ctx
        self._run(lambda: preferences.put(ctx, HOLD, minutes))

    def _choose_theme(self, choice: str) -> None:
        ctx = self._parts.ctx
        self._parts.theme.choose(choice)
        self._run(lambda: preferences.put(ctx, THEME, choice))

    def _choose_camera(self, number: int) -> None:
        ctx, device_id = self._parts.ctx, str(self.camera.itemData(number))
        self._run(lambda: preferences.put(ctx, CAMERA, device_id))

    def _run(self, save: Callable[[], object]) -> None:
        self._parts.background.run(save, lambda _value: None, self)


def _hold_minutes() -> list[int]:
    return [int(hold.total_seconds() // 60) for hold in holds.HOLDS]


def _group(name: str, *fields: QWidget) -> QFrame:
    made = card()
    made.setLayout(column(label(name, "name"), *fields, gap=SIZES.grid * 2, margin=SIZES.grid * 3))
    return made


def _named(name: str, field: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(name, "strong"), field, gap=6))
    return made


def _look_up(ctx: Context) -> _Stored:
    return _Stored(
        venues.get(ctx),
        preferences.get(ctx, PUBLIC_URL),
        preferences.get(ctx, CONTACT),
        preferences.get(ctx, HOLD),
        preferences.get(ctx, THEME),
        preferences.get(ctx, CAMERA),
    )
