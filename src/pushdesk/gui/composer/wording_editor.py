"""Title and text in each language, with the variables that can stand in them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.placeholders import Wording
from pushdesk.gui.composer.languages import Languages
from pushdesk.gui.composer.tags import Tag, Tags
from pushdesk.gui.composer.text_field import TextField
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.i18n import _
from pushdesk.services import texts


class WordingEditor(QWidget):
    """`edited` tells that somebody has changed `wordings`; `show_wordings` is silent.

    `language_chosen` carries the tag whose words are shown now.
    """

    edited = Signal()
    language_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.wordings = Wordings()
        self._tag = self.wordings.standard
        self.languages = Languages(theme)
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Title"))
        self.title.setAccessibleName(_("Title"))
        self.title.setMaxLength(texts.TITLE_LENGTH)
        self.body = TextField(_("Text"), texts.BODY_LENGTH)
        self._last: QLineEdit = self.body
        self.insert = button(theme, _("Insert a variable"), "brackets-curly")
        self.variables = Tags(theme, _("Insert {name}"))
        self._offered: tuple[Tag, ...] = ()
        self.setLayout(
            column(self.languages, self.title, self.body, row(self.insert, 1), self.variables)
        )
        self._connect()
        self.offer_fields(())
        self._show()

    def show_wordings(self, wordings: Wordings) -> None:
        self.wordings = wordings
        if self._tag not in wordings.texts:
            self._tag = wordings.standard
        self._show()

    def offer_fields(self, fields: Sequence[str]) -> None:
        """Own fields of guests, beside what every message has."""
        always = (
            Tag(_("{name|friend}"), _("Guest's name"), "user"),
            Tag("{venue}", _("Venue"), "storefront"),
            Tag("{until}", _("Valid until"), "clock"),
            Tag("{minutes}", _("Minutes"), "hourglass"),
        )
        own = (Tag(f"{{{name}|…}}", name, "brackets-curly") for name in fields)
        self._offered = (*always, *own)
        if not self.variables.isHidden():
            self.variables.show_tags(self._offered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A variable goes where somebody has typed last."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._last = watched
        return False

    def _connect(self) -> None:
        self.title.textChanged.connect(lambda _text: self._write())
        self.body.textChanged.connect(lambda _text: self._write())
        for field in (self.title, self.body):
            field.installEventFilter(self)
        self.insert.clicked.connect(self._offer)
        self.variables.clicked.connect(self._insert)
        self.languages.chosen.connect(self._choose)
        self.languages.added.connect(lambda tag: self._change(self.wordings.add(tag), tag))
        self.languages.removed.connect(
            lambda tag: self._change(self.wordings.remove(tag), self.wordings.standard)
        )
        self.languages.standard_wanted.connect(
            lambda tag: self._change(self.wordings.make_standard(tag), tag)
        )

    def _choose(self, tag: str) -> None:
        self._tag = tag
        self._show()
        self.language_chosen.emit(tag)

    def _change(self, wordings: Wordings, tag: str) -> None:
        self.wordings = wordings
        self._choose(tag)
        self.edited.emit()

    def _show(self) -> None:
        wording = self.wordings.texts[self._tag]
        for field, text in ((self.title, wording.title), (self.body, wording.body)):
            if field.text() != text:
                field.blockSignals(True)
                field.setText(text)
                field.blockSignals(False)
        self.body.fit()
        self.languages.show_languages(self.wordings, self._tag)

    def _write(self) -> None:
        self.wordings = self.wordings.write(self._tag, Wording(self.title.text(), self.body.text()))
        self.edited.emit()

    def _offer(self) -> None:
        self.variables.show_tags(() if self.variables.isVisible() else self._offered)

    def _insert(self, variable: str) -> None:
        self._last.insert(variable)
        self._last.setFocus()
