"""What it says: a template or free text, and values for what the text leaves open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.requests import Request
from pushdesk.gui.composer import wordings, words
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.wording_editor import WordingEditor
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.inputs import DropDown
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
        empty(self._lines)
        self.fields = {}
        self.ask_for(list(values))

    def ask_for(self, missing: Sequence[str]) -> None:
        """Fields that are there stay: somebody may be typing in one."""
        self.fields |= {name: self._field(name) for name in missing if name not in self.fields}
        self.setVisible(bool(self.fields))

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


class WordsSection(QWidget):
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices = Choices()
        self.template = DropDown(_("Template or free text"))
        self.change = button(theme, _("Change these words"), "pencil-simple")
        self._of_template = label(role="soft", wrap=True)
        self.editor = WordingEditor(theme)
        self.values = Values()
        head = row(self.template, self.change)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._of_template, self.editor, self.values))
        self.template.currentIndexChanged.connect(lambda _number: self._other_template())
        self.change.clicked.connect(self._copy)
        self.editor.edited.connect(self.edited)
        self.values.edited.connect(self.edited)
        self._fill()

    @property
    def template_name(self) -> str:
        return str(self.template.currentData() or "")

    def offer(self, choices: Choices) -> None:
        chosen, self._choices = self.template_name, choices
        self.editor.offer_fields(choices.fields)
        self._fill()
        self._choose(chosen)

    def put_into(self, request: Request) -> Request:
        if self.template_name:
            cleared = replace(request, title="", body="", translations={})
            return replace(cleared, template=self.template_name, variables=self.values.values)
        written = self.editor.wordings
        return replace(
            request,
            template="",
            title=written.of_standard.title,
            body=written.of_standard.body,
            translations=written.languages,
            variables=self.values.values,
        )

    def show_request(self, request: Request) -> None:
        self._choose(request.template)
        self.editor.show_wordings(
            wordings.of_message(request.title, request.body, request.translations)
        )
        self.values.show_values(request.variables)

    def _fill(self) -> None:
        templates = ((each.name, words.template(each.name)) for each in self._choices.templates)
        self.template.show_choices([("", _("Free text")), *templates])

    def _choose(self, name: str) -> None:
        """A template that isn't known yet, or any more, stays what is asked for."""
        self.template.blockSignals(True)
        if self.template.findData(name) < 0:
            self.template.addItem(words.template(name), name)
        self.template.setCurrentIndex(self.template.findData(name))
        self.template.blockSignals(False)
        self._show_kind()

    def _show_kind(self) -> None:
        known = self._choices.template(self.template_name)
        self.editor.setHidden(bool(self.template_name))
        self.change.setVisible(known is not None)
        self._of_template.setVisible(known is not None)
        if known is not None:
            standard = known.standard
            self._of_template.setText(f"{standard.title}\n{standard.body}".strip())

    def _other_template(self) -> None:
        self._show_kind()
        self.edited.emit()

    def _copy(self) -> None:
        """The template itself stays as it is."""
        known = self._choices.template(self.template_name)
        if known is not None:
            self.editor.show_wordings(Wordings(dict(known.wordings), known.standard_language))
            self._choose("")
            self.editor.title.setFocus()
            self.edited.emit()
