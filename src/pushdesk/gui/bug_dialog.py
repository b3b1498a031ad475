"""Bugs: told once in plain words, with the report to copy; and Qt's own messages to the log."""

import logging

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _

log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class BugReporter(QObject):
    """`tell` may be called from any thread; one dialog at a time, the rest is in the log."""

    _told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dialog: BugDialog | None = None
        self._told.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def tell(self, report: str) -> None:
        self._told.emit(report)

    def _open(self, report: str) -> None:
        if self._dialog is None:
            self._dialog = BugDialog(self._theme, report)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


class BugDialog(QDialog):
    def __init__(self, theme: Theme, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("PushDesk"))
        self.setMinimumWidth(640)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Report"))
        self.copy = button(theme, _("Copy the report"), "copy", "primary")
        self.copy.clicked.connect(self._copy)
        close = button(theme, _("Go on"))
        close.clicked.connect(self.accept)
        words = label(
            _(
                "PushDesk goes on, and nothing that was sent is lost. Copy the report and send "
                "it to whoever looks after this program."
            ),
            wrap=True,
        )
        self.setLayout(
            column(
                label(_("Something went wrong in the program"), "title", wrap=True),
                words, self._report, row(1, self.copy, close),
                gap=SIZES.grid * 2, margin=SIZES.grid * 3,
            )
        )  # fmt: skip

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


def qt_messages_to_log() -> None:
    qInstallMessageHandler(_to_log)


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)
