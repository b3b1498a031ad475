"""What stands in for the world behind the window's seams: camera, system dialogs, the sender."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged, DeviceGone
from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.scan.sources import Device, Frame, FrameSource
from pushdesk.services import messages, receipts
from pushdesk.services.guests import Progress
from pushdesk.services.receipts import Receipt
from pushdesk.store import guests as guest_rows
from pushdesk.store import outcomes
from pushdesk.store.outcomes import Change, News
from tests.house import House


class FakeCamera(FrameSource):
    """Shows what a test holds before it."""

    def __init__(self) -> None:
        super().__init__()
        self._missing: UserError | None = None
        self.started_with: str | None = None

    def fail_with(self, error: UserError) -> None:
        self._missing = error

    def devices(self) -> list[Device]:
        return [Device("front", "Front camera")]

    def start(self, device_id: str, parent: QWidget) -> QWidget:
        if self._missing is not None:
            raise self._missing
        self.started_with = device_id
        return QLabel("picture", parent)

    def stop(self) -> None:
        self.started_with = None

    def hold(self, frame: Frame) -> None:
        self.frame.emit(frame)


@dataclass
class FakeFiles:
    """Answers with what a test has put here; a person who steps back where it is None."""

    picture: Path | None = None
    source: Path | None = None
    target: Path | None = None
    paper: Path | None = None
    asked: list[str] = field(default_factory=list)

    def open_picture(self, parent: QWidget) -> Path:
        return self._answer(self.picture)

    def open_list(self, parent: QWidget) -> Path:
        return self._answer(self.source)

    def save_as(self, parent: QWidget, name: str, kinds: str) -> Path:
        self.asked.append(name)
        return self._answer(self.target)

    def printer(self, parent: QWidget) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._answer(self.paper)))
        return printer

    def _answer(self, path: Path | None) -> Path:
        if path is None:
            raise Cancelled
        return path


@dataclass
class Sender:
    """Brings deliveries on as the sender and the phones would, at moments that a test chooses."""

    house: House

    def latest(self) -> Progress:
        return messages.recent(self.house.ctx, 1)[0]

    def accepted(self, seconds: float = 0.4) -> None:
        """By the push service of every device that was rung."""
        self.house.clock.advance(timedelta(seconds=seconds))
        latest = self.latest()
        for progress in messages.recent(self.house.ctx, 10):
            if progress.message_id == latest.message_id:
                self._record(progress, DeliveryState.ACCEPTED)

    def failed(self, reason: str, seconds: float = 1.0) -> None:
        self.house.clock.advance(timedelta(seconds=seconds))
        self._record(self.latest(), DeliveryState.FAILED, reason)

    def gone(self, seconds: float = 0.6) -> None:
        self.house.clock.advance(timedelta(seconds=seconds))
        change = self._record(self.latest(), DeliveryState.GONE)
        ctx = self.house.ctx
        with ctx.store.write() as session:
            guest_rows.devices_gone(session, ctx.clock.now(), device_id=change.device_id)
        ctx.bus.publish(DeviceGone(change.device_id, change.guest_id))

    def shown(self, seconds: float = 0.8) -> None:
        self._receipt(Receipt.SHOWN, seconds)

    def opened(self, seconds: float = 7.8) -> None:
        self._receipt(Receipt.OPENED, seconds)

    def _receipt(self, receipt: Receipt, seconds: float) -> None:
        self.house.clock.advance(timedelta(seconds=seconds))
        ctx = self.house.ctx
        receipts.record(ctx, ctx.receipts.sign(self.latest().delivery_id), receipt)

    def _record(self, progress: Progress, state: DeliveryState, reason: str = "") -> Change:
        ctx = self.house.ctx
        news = News(progress.delivery_id, state, reason)
        with ctx.store.write() as session:
            (change,) = outcomes.record(session, [news], ctx.clock.now())
        ctx.bus.publish(
            DeliveryChanged(change.delivery_id, change.message_id, change.guest_id, change.state)
        )
        return change
