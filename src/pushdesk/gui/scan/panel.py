"""The scan panel: whatever brings a guest's code ends in one question to the guests service."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.domain import pushed_id
from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.program import Parts
from pushdesk.gui.scan import mime
from pushdesk.gui.scan.burst import Repeats
from pushdesk.gui.scan.sources import FrameSource
from pushdesk.gui.scan.viewfinder import Viewfinder
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _
from pushdesk.services import scans
from pushdesk.services.guests import Guest

# So that nothing below moves when a longer word comes.
_THREE_LINES = 54


class ScanField(QLineEdit):
    """Pasting looks the code up at once, be it text or a picture."""

    pasted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Scan, ID or name"))
        self.setAccessibleName(_("Scan or type an ID, or search by name"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


class ScanPanel(QFrame):
    """`found` carries the guest's id; `typed` what stands in the field, `entered` the same after
    Enter.
    """

    found = Signal(int)
    typed = Signal(str)
    entered = Signal(str)

    def __init__(self, parts: Parts, make_camera: Callable[[], FrameSource]) -> None:
        super().__init__()
        self._parts = parts
        self._repeats = Repeats()
        self.setProperty("role", "card")
        self.field = ScanField()
        self.viewfinder = Viewfinder(parts, make_camera)
        self._line_icon = IconLabel(parts.theme, "barcode", "soft", 22)
        self._line = label(role="small", wrap=True)
        self._line.setMinimumHeight(_THREE_LINES)
        self._line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._connect()
        self._say(_("Ready to scan."))

    @property
    def line(self) -> str:
        """The one line that says how the last scan went."""
        return self._line.text()

    def look_up(self, text: str) -> None:
        ctx = self._parts.ctx
        if text.strip() and self._repeats.is_new(text, ctx.clock.now().timestamp()):
            self._parts.background.run(
                lambda: scans.person(ctx, text), self._found, self, self._unknown
            )

    def take(self, data: QMimeData | None) -> bool:
        """What was dropped or pasted, None from an empty clipboard; False where no code can be."""
        question = mime.code_in(data) if data is not None else None
        if question is not None:
            self._parts.background.run(question, self.look_up, self, self._unknown)
        return question is not None

    def paste(self) -> None:
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._say(_("There is nothing to paste. Copy an ID or a picture first."), "amber")

    def look_up_typed(self) -> None:
        self.entered.emit(self.field.text())

    def forget(self) -> None:
        """What was typed, and what came of it."""
        self.field.clear()
        self._say(_("Ready to scan."))

    def begin(self, text: str) -> None:
        """Somebody types while no field has the focus."""
        self.field.setFocus()
        self.field.setText(text)
        self.typed.emit(text)

    def _lay_out(self) -> None:
        theme = self._parts.theme
        self.camera = button(theme, _("Camera"), "camera")
        self.picture = icon_button(theme, "image", _("Picture of a code"), "ink")
        line = row(self._line_icon, self._line, gap=10)
        line.setAlignment(self._line_icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(
            column(
                self.field,
                row(self.camera, self.picture, gap=6),
                self.viewfinder,
                line,
                gap=SIZES.grid,
                margin=SIZES.grid,
            )
        )

    def _connect(self) -> None:
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self.look_up_typed)
        self.field.pasted.connect(self.paste)
        self.camera.clicked.connect(self.viewfinder.toggle)
        self.picture.clicked.connect(self._choose_picture)
        self.viewfinder.code.connect(self.look_up)
        self.viewfinder.fault.connect(self._unknown)
        self.viewfinder.turned.connect(
            lambda on: self.camera.setText(_("Stop") if on else _("Camera"))
        )

    def _choose_picture(self) -> None:
        try:
            file = self._parts.files.open_picture(self)
        except Cancelled:
            return
        self._parts.background.run(lambda: mime.read_file(file), self.look_up, self, self._unknown)

    def _found(self, guest: Guest) -> None:
        self.field.clear()
        self.typed.emit("")  # the list shows everybody again
        who = guest.name or pushed_id.grouped(guest.pushed_id)
        self._say(_("Found {who}").format(who=who), "green")
        self.found.emit(guest.id)

    def _unknown(self, error: UserError) -> None:
        parts = (error.what, error.what_to_do or error.why)
        self._say(" ".join(part for part in parts if part), "amber")

    def _say(self, text: str, tone: str = "soft") -> None:
        icons = {"soft": "barcode", "green": "check-circle", "amber": "warning"}
        self._line_icon.change(icons[tone], tone)
        self._line.setText(text)
        mark(self._line, "tone", tone)
