"""One template: its words in each language, how urgent, and how long it is worth showing."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pushdesk.gui.composer import words
from pushdesk.gui.composer.durations import Durations
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.wording_editor import WordingEditor
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.templates import Template


class TemplateEditor(QFrame):
    """`saved` carries the Template as it is in the form, `reset_wanted` asks for the shipped."""

    saved = Signal(object)
    reset_wanted = Signal()
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._stored: Template | None = None
        self._name = label(role="name")
        self.editor = WordingEditor(theme)
        self.urgency = ChipRow(_("How urgent"), words.urgency_names())
        self.validity = Durations(_("Valid for"))
        self.save = button(theme, _("Save"), "check", "primary")
        self.discard = button(theme, _("Discard changes"), "arrow-counter-clockwise")
        self.reset = button(theme, _("Back to the shipped words"), "clock-counter-clockwise")
        self._lay_out()
        self._connect()
        self._show_buttons()

    @property
    def template(self) -> Template | None:
        """As the form has it."""
        if self._stored is None:
            return None
        ttl, written = self.validity.value, self.editor.wordings
        return replace(
            self._stored,
            wordings=written.languages,
            standard_language=written.standard,
            urgency=str(self.urgency.value),
            ttl=ttl if isinstance(ttl, timedelta) else self._stored.ttl,
        )

    @property
    def is_edited(self) -> bool:
        return self._stored is not None and self.template != self._stored

    def offer(self, choices: Choices) -> None:
        self.editor.offer_fields(choices.fields)

    def show_template(self, template: Template) -> None:
        self._stored = template
        self._name.setText(words.template(template.name))
        self.editor.show_wordings(Wordings(dict(template.wordings), template.standard_language))
        self.urgency.choose(template.urgency)
        self.validity.choose(template.ttl)
        self._show_buttons()

    def _show_buttons(self) -> None:
        edited = self.is_edited
        self.save.setVisible(edited)
        self.discard.setVisible(edited)
        self.reset.setVisible(not edited and self._stored is not None and self._stored.edited)

    def _lay_out(self) -> None:
        form = column(
            self.editor,
            label(_("How urgent"), "eyebrow"),
            self.urgency,
            label(_("Valid for"), "eyebrow"),
            self.validity,
        )
        form.setContentsMargins(0, 0, SIZES.grid, 0)
        foot = row(self.save, self.discard, self.reset, 1)
        layout = column(self._name, scroller(form), foot, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.editor.edited.connect(self._edit)
        self.urgency.chosen.connect(lambda _urgency: self._edit())
        self.validity.chosen.connect(lambda _ttl: self._edit())
        self.save.clicked.connect(lambda: self.saved.emit(self.template))
        self.discard.clicked.connect(self._discard)
        self.reset.clicked.connect(self.reset_wanted)

    def _edit(self) -> None:
        self._show_buttons()
        self.edited.emit()

    def _discard(self) -> None:
        if self._stored is not None:
            self.show_template(self._stored)
            self.edited.emit()
