"""The message that greets who joins a channel: typed, previewed, saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from pushdesk.domain import placeholders
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.saving import Saving
from pushdesk.i18n import _
from pushdesk.services.channels import Channel

_LINES = 4


class Welcome(QWidget):
    """`saved` carries the text that somebody wants; what they type stays until it is saved."""

    saved = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._channel: Channel | None = None
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Welcome message"))
        self.text.setPlaceholderText(_("Empty: nobody is greeted."))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + SIZES.grid * 4)
        self.text.textChanged.connect(self._changed)
        self.inserts = [self._insert(text) for text in _known()]
        self._saving = Saving(theme, self.text)
        self.save, self.discard = self._saving.save, self._saving.discard
        self.save.clicked.connect(lambda: self.saved.emit(self.text.toPlainText()))
        self.discard.clicked.connect(self._discard)
        self.fault = label(role="fault", wrap=True)
        self._lay_out()

    @property
    def preview(self) -> str:
        """As a guest called Blue Fox reads it; empty where nobody is greeted."""
        return "" if self._phone.isHidden() else self._greeting.text()

    def show_channel(self, channel: Channel) -> None:
        before, self._channel = self._channel, channel
        same = before is not None and before.alias == channel.alias
        typed = same and before is not None and self.text.toPlainText() != before.welcome
        if not typed and self.text.toPlainText() != channel.welcome:
            self.text.setPlainText(channel.welcome)
        if not same:
            self.fault.hide()
        self._changed()

    def refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _lay_out(self) -> None:
        self._venue, self._greeting = label(role="strong", wrap=True), label(wrap=True)
        self._phone = card()
        words = column(self._venue, self._greeting, gap=2)
        icon = IconLabel(self._theme, "bell-ringing", "accent", 28)
        phone = row(icon, words, gap=12, margin=SIZES.grid * 2)
        phone.setStretch(1, 1)
        self._phone.setLayout(phone)
        why = _("Sent once, as soon as somebody subscribes. It can hold a voucher or the Wi-Fi.")
        self.setLayout(
            column(
                label(_("Welcome message"), "strong"),
                label(why, "small", wrap=True),
                self.text,
                row(*self.inserts, 1),
                self._phone,
                self.fault,
                row(self.save, self.discard, 1),
            )
        )
        self.fault.hide()

    def _insert(self, text: str) -> QPushButton:
        made = button(self._theme, text, "plus")
        made.setAccessibleName(_("Insert {placeholder}").format(placeholder=text))
        made.clicked.connect(lambda: self._put(text))
        return made

    def _put(self, text: str) -> None:
        self.text.insertPlainText(text)
        self.text.setFocus()

    def _changed(self) -> None:
        channel, text = self._channel, self.text.toPlainText()
        if channel is None:
            return
        typed = text != channel.welcome
        self._saving.show_edited(edited=typed)
        if not typed:
            self.fault.hide()
        self._phone.setVisible(bool(text.strip()))
        self._venue.setText(channel.venue)
        values = {"name": _("Blue Fox"), "venue": channel.venue, "channel": channel.name}
        self._greeting.setText(placeholders.render(text, values))

    def _discard(self) -> None:
        if self._channel is not None:
            self.text.setPlainText(self._channel.welcome)


def _known() -> tuple[str, ...]:
    return (f"{{name|{_('friend')}}}", "{venue}", "{channel}")
