"""Values for variables that no guest brings along: one field a variable."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.gui.widgets.dressing import column, empty, label
from pushdesk.i18n import _

_LONGEST = 200


class Values(QWidget):
    """`edited` tells that somebody has changed `values`."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self._kept: dict[str, str] = {}
        self._lines = column()
        self._hint = label(_("The same for every guest:"), "small")
        self.setLayout(column(self._hint, self._lines))
        self.hide()

    @property
    def values(self) -> dict[str, str]:
        """Only what is filled in."""
        return {name: text for name, text in self._kept.items() if text}

    def show_values(self, values: Mapping[str, str]) -> None:
        self._kept = dict(values)
        self._show(list(values))

    def ask_for(self, missing: Sequence[str]) -> None:
        """Fields that are there stay: somebody may be typing in one."""
        self._show([*self.fields, *(name for name in missing if name not in self.fields)])

    def _show(self, names: Sequence[str]) -> None:
        if list(names) != list(self.fields):
            empty(self._lines)
            self.fields = {name: self._field(name) for name in names}
        self.setVisible(bool(names))

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit(self._kept.get(name, ""))
        made.setPlaceholderText(f"{{{name}}}")
        made.setAccessibleName(_("Value for {name}").format(name=name))
        made.setMaxLength(_LONGEST)
        made.textChanged.connect(lambda text: self._write(name, text))
        self._lines.addWidget(made)
        return made

    def _write(self, name: str, text: str) -> None:
        self._kept[name] = text.strip()
        self.edited.emit()
