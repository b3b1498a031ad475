"""Rows of a list that is shown again and again: who stays keeps the focus and what is typed."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

K = TypeVar("K")
W = TypeVar("W", bound=QWidget)


def arrange(
    layout: QBoxLayout, before: Mapping[K, W], wanted: Iterable[K], make: Callable[[K], W]
) -> dict[K, W]:
    """The rows of the keys that are wanted, from the top down; what nobody wants is deleted.

    `before` is what this gave the last time; nothing else is in the layout.
    """
    keys = list(wanted)
    for key in before.keys() - set(keys):
        layout.removeWidget(before[key])
        before[key].hide()
        before[key].deleteLater()
    rows = {key: before.get(key) or make(key) for key in keys}
    for place, row in enumerate(rows.values()):
        if layout.indexOf(row) != place:
            layout.insertWidget(place, row)
    if rows.keys() != before.keys():
        _put_in_tab_order(rows.values())
    return rows


def _put_in_tab_order(rows: Iterable[QWidget]) -> None:
    """A row that came last may stand first."""
    stops = [
        child
        for row in rows
        for child in row.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)
