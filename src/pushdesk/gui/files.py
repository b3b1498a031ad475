"""The system's own dialogs, behind a seam: choosing files and a printer."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from pushdesk.errors import Cancelled
from pushdesk.i18n import _


class Files(Protocol):
    """Each raises Cancelled where the person steps back."""

    def open_picture(self, parent: QWidget) -> Path: ...

    def open_list(self, parent: QWidget) -> Path: ...

    def save_as(self, parent: QWidget, name: str, kinds: str) -> Path: ...

    def printer(self, parent: QWidget) -> QPrinter: ...


class SystemFiles:
    def open_picture(self, parent: QWidget) -> Path:
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.gif *.bmp)"
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose a picture"), "", kinds)
        return _path(chosen)

    def open_list(self, parent: QWidget) -> Path:
        several = ";;".join((list_kinds(), _("All files (*)")))
        chosen, _kind = QFileDialog.getOpenFileName(
            parent, _("Choose a list"), _in_documents(""), several
        )
        return _path(chosen)

    def save_as(self, parent: QWidget, name: str, kinds: str) -> Path:
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, _("Save as"), _in_documents(name), kinds
        )
        return _path(chosen)

    def printer(self, parent: QWidget) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
            raise Cancelled
        return printer


def list_kinds() -> str:
    return _("Lists of guests (*.csv)")


def _in_documents(name: str) -> str:
    """Where people look for what they have saved."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(folder) / name)


def _path(chosen: str) -> Path:
    if not chosen:
        raise Cancelled
    return Path(chosen)
