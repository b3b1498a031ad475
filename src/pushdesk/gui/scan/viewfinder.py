"""The camera's corner of the scan panel: preview, start and stop, frames to the reader."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.program import Parts
from pushdesk.gui.scan.sources import Frame, FrameSource
from pushdesk.gui.widgets.dressing import column
from pushdesk.i18n import _
from pushdesk.services import preferences, scans
from pushdesk.settings import CAMERA

PREVIEW_HEIGHT = 240


class Viewfinder(QFrame):
    """Reads one frame at a time; what the camera shows meanwhile is let go."""

    code = Signal(str)
    fault = Signal(object)
    turned = Signal(bool)

    def __init__(self, parts: Parts, make_source: Callable[[], FrameSource]) -> None:
        super().__init__()
        self._parts = parts
        self._make_source = make_source
        self._source: FrameSource | None = None
        self._preview: QWidget | None = None
        self._reading = False
        self.setProperty("role", "well")
        self.setAccessibleName(_("Camera picture"))
        self.setFixedHeight(PREVIEW_HEIGHT)
        self.setLayout(column(margin=8))
        self.hide()

    @property
    def is_on(self) -> bool:
        return self._preview is not None

    def toggle(self) -> None:
        if self.is_on:
            self.stop()
        else:
            ctx = self._parts.ctx
            self._parts.background.run(lambda: preferences.get(ctx, CAMERA), self._start, self)

    def stop(self) -> None:
        if self._source is not None and self._preview is not None:
            self._source.stop()
            self._preview.deleteLater()
        self._preview = None
        self.hide()
        self.turned.emit(False)

    def _start(self, device_id: str) -> None:
        source = self._source or self._connected(self._make_source())
        try:
            self._preview = source.start(device_id, self)
        except UserError as error:
            self._fail(error)
            return
        self._preview.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._preview)
        self.show()
        self.turned.emit(True)

    def _connected(self, source: FrameSource) -> FrameSource:
        source.setParent(self)
        source.frame.connect(self._read)
        source.fault.connect(self._fail)
        self._source = source
        return source

    def _read(self, frame: Frame) -> None:
        if self._reading or not self.is_on:
            return
        self._reading = True
        self._parts.background.run(
            lambda: scans.read_frame(frame.width, frame.height, frame.stride, frame.gray),
            self._done,
            self,
        )

    def _done(self, code: str | None) -> None:
        self._reading = False
        if code is not None and self.is_on:
            self.code.emit(code)

    def _fail(self, error: UserError) -> None:
        self.stop()
        self.fault.emit(error)
