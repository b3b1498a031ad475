"""Whether guests' phones reach the desk at its public address, looked at on wish."""

from PySide6.QtWidgets import QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _
from pushdesk.services import doctor
from pushdesk.services.doctor import Finding


class AddressCheck(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.check = button(parts.theme, _("Check the address"), "globe")
        self._told = label(role="small", wrap=True)
        self._lines = column(gap=6)
        self._sentences: list[str] = []
        about = _(
            "Phones take push only from an https address. Your own server or a tunnel has one "
            "and leads it to this computer; the README says how, under “How phones reach the desk”."
        )
        self.setLayout(
            column(
                label(about, "small", wrap=True), row(self.check, 1), self._told, self._lines, gap=6
            )
        )
        self._once = Once(parts.background, self, self.check)
        self.check.clicked.connect(self._check)
        self._told.hide()

    @property
    def told(self) -> str:
        """A line a finding."""
        return "\n".join(self._sentences)

    def _check(self) -> None:
        ctx = self._parts.ctx
        self._show([])
        self._tell(_("Looking …"))
        self._once.run(lambda: list(doctor.examine_address(ctx)), self._found, self._failed)

    def _found(self, findings: list[Finding]) -> None:
        self._tell("")
        self._show(findings)

    def _failed(self, error: UserError) -> None:
        self._tell(str(error))

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _show(self, findings: list[Finding]) -> None:
        empty(self._lines)
        self._sentences = [f"{each.sentence} {each.what_to_do}".strip() for each in findings]
        for each, sentence in zip(findings, self._sentences, strict=True):
            self._lines.addWidget(_line(self._parts.theme, sentence, ok=each.ok))


def _line(theme: Theme, sentence: str, *, ok: bool) -> QWidget:
    made = QWidget()
    icon = IconLabel(theme, *(("check-circle", "green") if ok else ("warning", "amber")), 20)
    layout = row(icon, label(sentence, wrap=True))
    layout.setStretch(1, 1)
    made.setLayout(layout)
    return made
