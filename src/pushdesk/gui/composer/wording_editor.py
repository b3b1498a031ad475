"""Title and text in each language, a tab a language, with the variables that can stand in them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QWidget

from pushdesk.domain.placeholders import Wording
from pushdesk.gui.composer import words
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words as widget_words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, row
from pushdesk.gui.widgets.tags import Flow, Tag, Tags
from pushdesk.gui.widgets.text_box import TextBox
from pushdesk.i18n import _
from pushdesk.services import texts

_STANDARD = "★"


class Languages(QWidget):
    """All signals carry a language tag; who owns this widget does what they ask."""

    chosen = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    standard_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._tag = ""
        self._free: list[Tag] = []
        self._group = QButtonGroup(self)
        self.tabs: dict[str, QPushButton] = {}
        self._flow = Flow()
        self.more = button(theme, _("Translate"), "translate")
        self.offered = Tags(theme, _("Translate into {name}"))
        self.standard = button(theme, _("Make it the standard"), "star")
        self.remove = button(theme, _("Remove language"), "x")
        tabs = QWidget()
        tabs.setLayout(self._flow)
        head = row(tabs, self.more)
        head.setStretch(0, 1)
        head.setAlignment(self.more, self._flow.alignment())
        self.setLayout(column(head, self.offered, row(self.standard, self.remove, 1)))
        self.more.clicked.connect(self._offer)
        self.offered.clicked.connect(self._add)
        self.standard.clicked.connect(lambda: self.standard_wanted.emit(self._tag))
        self.remove.clicked.connect(lambda: self.removed.emit(self._tag))

    def show_languages(self, wordings: Wordings, tag: str) -> None:
        self._tag = tag
        shown = (*wordings.texts, wordings.standard)
        if shown != self._shown:
            self._shown = shown
            empty(self._flow)
            self.tabs = {each: self._tab(each, wordings) for each in wordings.texts}
        self.tabs[tag].setChecked(True)
        for part in (self.standard, self.remove):
            part.setVisible(tag != wordings.standard)
        self._free = [
            Tag(code, name) for code, name in widget_words.languages() if code not in wordings.texts
        ]
        self.more.setVisible(bool(self._free))

    def _tab(self, tag: str, wordings: Wordings) -> QPushButton:
        name = words.language(tag)
        alone = len(wordings.texts) == 1
        made = QPushButton(name if alone or tag != wordings.standard else f"{name} {_STANDARD}")
        made.setCheckable(True)
        made.setProperty("kind", "chip")
        made.setMinimumSize(SIZES.target, SIZES.target)
        made.setAccessibleName(
            _("{language}, the standard").format(language=name)
            if tag == wordings.standard
            else name
        )
        made.clicked.connect(lambda: self.chosen.emit(tag))
        self._group.addButton(made)
        self._flow.addWidget(made)
        return made

    def _offer(self) -> None:
        self.offered.show_tags(() if self.offered.isVisible() else self._free)

    def _add(self, tag: str) -> None:
        self.offered.hide()
        self.added.emit(tag)


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
        self.body = TextBox(_("Text"), texts.BODY_LENGTH)
        self._last: QLineEdit | TextBox = self.body
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
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QLineEdit | TextBox):
            self._last = watched
        return False

    def _connect(self) -> None:
        self.title.textChanged.connect(lambda _text: self._write())
        self.body.textChanged.connect(self._write)
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
                with QSignalBlocker(field):
                    _fill(field, text)
        self.body.fit()
        self.languages.show_languages(self.wordings, self._tag)

    def _write(self) -> None:
        self.wordings = self.wordings.write(self._tag, Wording(self.title.text(), self.body.text()))
        self.edited.emit()

    def _offer(self) -> None:
        self.variables.show_tags(() if self.variables.isVisible() else self._offered)

    def _insert(self, variable: str) -> None:
        if isinstance(self._last, TextBox):
            self._last.insertPlainText(variable)
        else:
            self._last.insert(variable)
        self._last.setFocus()


def _fill(field: QLineEdit | TextBox, text: str) -> None:
    if isinstance(field, TextBox):
        field.setPlainText(text)
    else:
        field.setText(text)
