"""Where a tap leads, the pictures, and up to two buttons."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.requests import MAX_BUTTONS, Button, Request
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.services import texts

_TITLE_LENGTH = 40


class Extras(QWidget):
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.url = self._field(_("Where a tap leads (empty: the guest's own page)"))
        self.image = self._field(_("Address of a picture, https://…"))
        self.icon = self._field(_("Address of a small icon, https://…"))
        self.buttons = tuple(
            (
                self._field(_("Button {n}: what it says").format(n=n), _TITLE_LENGTH),
                self._field(_("Button {n}: where it leads, https://…").format(n=n)),
            )
            for n in range(1, MAX_BUTTONS + 1)
        )
        pairs = [row(*pair) for pair in self.buttons]
        note = label(_("iPhones show neither picture nor buttons."), "small", wrap=True)
        self.setLayout(column(self.url, self.image, self.icon, *pairs, note))

    @property
    def are_used(self) -> bool:
        return any(field.text() for field in self._fields())

    def put_into(self, request: Request) -> Request:
        pairs = [(title.text().strip(), url.text().strip()) for title, url in self.buttons]
        return replace(
            request,
            url=self.url.text().strip(),
            image=self.image.text().strip(),
            icon=self.icon.text().strip(),
            buttons=tuple(Button(title, url) for title, url in pairs if title or url),
        )

    def show_request(self, request: Request) -> None:
        pairs = [(each.title, each.url) for each in request.buttons]
        pairs += [("", "")] * (MAX_BUTTONS - len(pairs))
        wanted = (request.url, request.image, request.icon, *(t for pair in pairs for t in pair))
        for field, text in zip(self._fields(), wanted, strict=True):
            field.blockSignals(True)
            field.setText(text)
            field.setCursorPosition(0)
            field.blockSignals(False)

    def _fields(self) -> tuple[QLineEdit, ...]:
        pairs = (field for pair in self.buttons for field in pair)
        return (self.url, self.image, self.icon, *pairs)

    def _field(self, name: str, longest: int = texts.URL_LENGTH) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMaxLength(longest)
        made.textChanged.connect(lambda _text: self.edited.emit())
        return made
