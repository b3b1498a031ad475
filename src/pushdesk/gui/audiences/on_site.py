"""Whether the venue's web site puts guests into a list, and what is pasted there for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.services.pixels import Pixel

IN, OUT = "in", "out"


class Snippet(QFrame):
    """Some HTML to look at and to copy; `copied` carries it."""

    copied = Signal(str)

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self.code = QLineEdit()
        self.code.setReadOnly(True)
        self.code.setAccessibleName(name)
        self.copy = button(theme, _("Copy"), "copy")
        self.copy.setAccessibleName(_("Copy: {name}").format(name=name))
        self.copy.clicked.connect(lambda: self.copied.emit(self.code.text()))
        line = row(self.code, self.copy)
        line.setStretch(0, 1)
        self.setLayout(column(label(name, "strong"), line, label(hint, "small", wrap=True), gap=6))

    def show_code(self, code: str) -> None:
        self.code.setText(code)
        self.code.setCursorPosition(0)


class OnSite(QFrame):
    """`switched` carries on or off, `copied` what is to go to the clipboard."""

    switched = Signal(bool)
    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self.switch = QCheckBox(_("Let your web site put guests in"))
        self.switch.setAccessibleName(self.switch.text())
        self.switch.clicked.connect(self.switched)
        self.script = Snippet(
            theme,
            _("Script"),
            _("Knows a guest on each of the sites that Preferences name, under Phones."),
        )
        self.image = Snippet(
            theme,
            _("Image"),
            _("For pages that take no script. It knows a guest on the desk's own domain only."),
        )
        for snippet in (self.script, self.image):
            snippet.copied.connect(self.copied)
        self._pixel: Pixel | None = None
        ways = ((IN, _("Puts the guest in")), (OUT, _("Takes the guest out")))
        self.ways = ChipRow(_("what the page does"), ways)
        self.ways.chosen.connect(lambda _way: self.show_pixel(self._pixel))
        self.ways.choose(IN)
        self._lay_out()

    def show_pixel(self, pixel: Pixel | None) -> None:
        """None: it is switched off."""
        self._pixel = pixel
        self.switch.setChecked(pixel is not None)
        self._snippets.setVisible(pixel is not None)
        if pixel is not None:
            goes_in = self.ways.value == IN
            self.script.show_code(pixel.script if goes_in else pixel.script_out)
            self.image.show_code(pixel.image if goes_in else pixel.image_out)
            self._hint.setText(pixel.hint)
            self._hint.setVisible(bool(pixel.hint))

    def _lay_out(self) -> None:
        why = _(
            "A guest who opens a page of yours comes into this list, or goes out of it. Guests can "
            "forbid it on their own page."
        )
        self._hint = label(role="amber", wrap=True)
        self._snippets = QFrame()
        self._snippets.setLayout(
            column(self._hint, row(self.ways, 1), self.script, self.image, gap=SIZES.grid * 2)
        )
        self.setLayout(
            column(self.switch, label(why, "small", wrap=True), self._snippets, margin=12)
        )
