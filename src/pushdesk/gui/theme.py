"""The look of the desk: colours, sizes and type, and the palette and style sheet made from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from pushdesk import resource_files


@dataclass(frozen=True)
class Colours:
    """A warm paper counter; `rail` is the menu cover at its left edge, `strip` lies over the foot.

    `edge` divides, `field` frames what can be filled in. Each `*_soft` is a ground on which the
    colour of that name can be read.
    """

    paper: str
    card: str
    sunken: str
    edge: str
    field: str
    ink: str
    soft: str
    accent: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    rail: str
    rail_chosen: str
    strip: str
    on_rail: str
    on_rail_soft: str
    grey: str
    blue: str
    green: str
    amber: str
    red: str
    blue_soft: str
    green_soft: str
    amber_soft: str
    red_soft: str
    focus: str


LIGHT = Colours(
    paper="#F5EFE4", card="#FFFCF6", sunken="#EFE7D9", edge="#E0D6C4", field="#887F70",
    ink="#25211A", soft="#635B4D",
    accent="#1F6F5C", accent_pressed="#175546", on_accent="#FFFFFF", accent_soft="#DDEBE4",
    rail="#173A31", rail_chosen="#28594B", strip="#173A31",
    on_rail="#F7F1E5", on_rail_soft="#C3D3CA",
    grey="#696255", blue="#2A64A3", green="#27713F", amber="#8F5400", red="#AD3226",
    blue_soft="#E0E9F3", green_soft="#DFEDDF", amber_soft="#F9E7C8", red_soft="#F8DFD9",
    focus="#BC6C1F",
)  # fmt: skip
DARK = Colours(
    paper="#191815", card="#24221E", sunken="#2F2C27", edge="#3D3932", field="#857E70",
    ink="#F3EDE0", soft="#BBB2A2",
    accent="#5FC3A5", accent_pressed="#7BD3B9", on_accent="#0C2A21", accent_soft="#233B34",
    rail="#10241E", rail_chosen="#23463B", strip="#23463B",
    on_rail="#F1EADC", on_rail_soft="#A9BDB3",
    grey="#A79F90", blue="#86B9EE", green="#79CE97", amber="#F1B65F", red="#F59385",
    blue_soft="#22303F", green_soft="#21372A", amber_soft="#41331B", red_soft="#45261F",
    focus="#F1B65F",
)  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """Pixels at 96 dpi, on a grid of 8; a finger needs `target`, the main button `main`."""

    grid: int = 8
    radius: int = 14
    radius_small: int = 10
    target: int = 48
    main: int = 72
    row: int = 72
    text: int = 16
    small: int = 15
    name: int = 20
    timer: int = 24
    title: int = 26
    nickname: int = 28
    poster: int = 44


SIZES = Sizes()
# Of a line of text below a field or a box, so that words stand under words.
TEXT_INDENT = 4
CHOICES = ("system", "light", "dark")


class Theme(QObject):
    """Dresses the whole application; `changed` is for what paints itself."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def colours(self) -> Colours:
        return DARK if self._is_dark() else LIGHT

    def choose(self, choice: str) -> None:
        """One of CHOICES."""
        self._choice = choice
        self._dress()

    @contextmanager
    def put_on_last(self) -> Iterator[None]:
        """For building a window: else Qt dresses every part anew wherever it is put into another,
        which takes three times as long as all the rest.
        """
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._application.setStyleSheet(style_sheet(self.colours))

    def _is_dark(self) -> bool:
        if self._choice == "system":
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._choice == "dark"

    def _dress(self) -> None:
        # To take the old sheet off first is five times faster than to change it.
        self._application.setStyleSheet("")
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours))
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    """For what the style sheet doesn't reach, such as the system's own dialogs."""
    made = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, colours.paper),
        (QPalette.ColorRole.WindowText, colours.ink),
        (QPalette.ColorRole.Base, colours.card),
        (QPalette.ColorRole.AlternateBase, colours.sunken),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.soft),
        (QPalette.ColorRole.Button, colours.card),
        (QPalette.ColorRole.ButtonText, colours.ink),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.Link, colours.accent),
    ):
        made.setColor(role, QColor(name))
    return made


def style_sheet(colours: Colours) -> str:
    sheet = Template(resource_files.text("themes", "desk.qss"))
    icons = resource_files.path("icons").as_posix()
    shade = "dark" if colours is DARK else "light"
    return sheet.substitute(asdict(colours) | asdict(SIZES), icons=icons, shade=shade)


def figures(size: int) -> QFont:
    """A bold font whose digits all have the same width, so that a running timer stands still."""
    font = QFont()
    font.setPixelSize(size)
    font.setBold(True)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
