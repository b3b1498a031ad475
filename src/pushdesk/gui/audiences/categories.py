"""Whether subscribe pages offer a list as a topic to tick, and what its checkbox says."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.i18n import _

_STANDARD = "en"
_COLUMNS = 3
# Beside those that the shipped texts speak, by their own names.
_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "ar": "العربية", "cs": "čeština", "da": "dansk", "el": "ελληνικά", "fi": "suomi",
        "hr": "hrvatski", "hu": "magyar", "ja": "日本語", "ko": "한국어", "nb": "norsk bokmål",
        "nl": "Nederlands", "pl": "polski", "ro": "română", "ru": "русский", "sv": "svenska",
        "tr": "Türkçe", "uk": "українська", "zh": "中文",
    }
)  # fmt: skip


class CategoryEditor(QFrame):
    """`switched` carries on or off, `labelled` the labels by language as somebody left them."""

    switched = Signal(bool)
    labelled = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._name = ""
        self._stored: dict[str, str] = {}
        self._language = _STANDARD
        self.fields: dict[str, QLineEdit] = {}
        self._cells: dict[str, QWidget] = {}
        self.switch = QCheckBox(_("Offer as a category"))
        self.switch.setAccessibleName(_("Offer as a category"))
        self.switch.clicked.connect(self.switched)
        self._grid = QGridLayout()
        self._grid.setSpacing(SIZES.grid)
        self.more = self._languages()
        self._shown = card()
        self._tick = label(wrap=True)
        self._lay_out(theme)

    @property
    def preview(self) -> str:
        """What the checkbox says in the language of the field that has or had the focus."""
        return self._tick.text()

    def show_category(self, name: str, labels: Mapping[str, str] | None) -> None:
        """None: it is not offered. What somebody is typing stays."""
        offered = labels is not None
        self.switch.setChecked(offered)
        self._labels.setVisible(offered)
        if name != self._name:
            self._name, self._language = name, _STANDARD
            self._keep_only(dict(words.languages()))
        self._stored = dict(labels or {})
        for language in (*dict(words.languages()), *self._stored):
            field = self.fields.get(language) or self._add(language)
            # An empty one reads as the list is called, or as the standard language says.
            field.setPlaceholderText(self._stored.get(_STANDARD) or name)
            if not field.hasFocus():
                field.setText(self._stored.get(language, ""))
        self._show_preview()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The preview speaks the language of the field that somebody is in."""
        if event.type() is QEvent.Type.FocusIn:
            self._language = next(tag for tag, field in self.fields.items() if field is watched)
            self._show_preview()
        return False

    def _lay_out(self, theme: Theme) -> None:
        why = _("Guests tick it when they subscribe, and untick it at any time on their own page.")
        box = IconLabel(theme, "square", "soft", 28)
        shown = row(box, self._tick, gap=12, margin=SIZES.grid * 2)
        shown.setStretch(1, 1)
        self._shown.setLayout(shown)
        self._labels = QFrame()
        self._labels.setLayout(
            column(
                label(_("What guests read beside it, by language"), "eyebrow", wrap=True),
                self._grid,
                row(self.more, 1),
                label(_("On the phone"), "eyebrow"),
                self._shown,
                gap=12,
            )
        )
        self.setLayout(column(self.switch, label(why, "small", wrap=True), self._labels, margin=12))

    def _languages(self) -> DropDown:
        made = DropDown(_("Another language"))
        made.addItem(_("Another language …"), "")
        for code, name in _OTHERS.items():
            made.addItem(name, code)
        made.activated.connect(self._add_chosen)
        return made

    def _add_chosen(self, number: int) -> None:
        language = str(self.more.itemData(number))
        self.more.setCurrentIndex(0)
        if language:
            (self.fields.get(language) or self._add(language)).setFocus()

    def _add(self, language: str) -> QLineEdit:
        name = _OTHERS.get(language) or words.language(language)
        made = QLineEdit()
        made.setAccessibleName(_("Label in {language}").format(language=name))
        made.setMaxLength(80)
        made.installEventFilter(self)
        made.textEdited.connect(lambda _text: self._show_preview())
        made.editingFinished.connect(self._leave)
        cell = QWidget()
        cell.setLayout(column(label(name, "small"), made, gap=2))
        self._grid.addWidget(cell, *divmod(len(self.fields), _COLUMNS))
        self.fields[language], self._cells[language] = made, cell
        return made

    def _keep_only(self, languages: Mapping[str, str]) -> None:
        for language in self.fields.keys() - languages.keys():
            gone = self.fields.pop(language)
            gone.removeEventFilter(self)
            cell = self._cells.pop(language)
            cell.hide()
            cell.deleteLater()

    def _leave(self) -> None:
        labels = {tag: field.text().strip() for tag, field in self.fields.items()}
        given = {tag: text for tag, text in labels.items() if text}
        if given != self._stored:
            self._stored = given
            self.labelled.emit(given)

    def _show_preview(self) -> None:
        texts = {tag: field.text().strip() for tag, field in self.fields.items()}
        told = texts.get(self._language) or texts.get(_STANDARD) or self._name
        self._tick.setText(told)
