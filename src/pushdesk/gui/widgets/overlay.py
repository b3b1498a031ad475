"""What lies over the window: while it is shown, Tab goes round in it and never behind it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget


class Overlay(QFrame):
    """What had the focus in it passes it on to the window when it goes."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        following = next(self._stops(forward=forward), None)
        if following is None:
            return not self.isVisible() and super().focusNextPrevChild(forward)
        way = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        following.setFocus(way)
        return True

    def _stops(self, *, forward: bool) -> Iterator[QWidget]:
        """From the one that has the focus on, once round."""
        begin = QApplication.focusWidget() or self
        each = _neighbour(begin, forward=forward)
        while each is not None and each is not begin:
            if self._is_stop(each):
                yield each
            each = _neighbour(each, forward=forward)

    def _is_stop(self, widget: QWidget) -> bool:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
        return self.isAncestorOf(widget) and widget.isVisible() and takes


def _neighbour(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()
