"""The ten templates at the left; at the right the one that is chosen, to be edited."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.domain.requests import Request
from pushdesk.gui.composer import words
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.manner import Durations
from pushdesk.gui.composer.wording_editor import WordingEditor
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.entries import Entries, Item
from pushdesk.gui.widgets.saving import Saving
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services import templates
from pushdesk.services.templates import Template

_WIDTH = 272


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
        self._saving = Saving(theme, self.editor.title)
        self.save, self.discard = self._saving.save, self._saving.discard
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
        self._saving.show_edited(edited=edited)
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


class TemplatesPage(QWidget):
    """`changed` tells that the preview has to follow."""

    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._choices = Choices()
        self._name = templates.NAMES[0]
        self.entries = Entries(parts.theme)
        self.editor = TemplateEditor(parts.theme)
        listing = QFrame()
        listing.setProperty("role", "card")
        listing.setFixedWidth(_WIDTH)
        listing.setLayout(column(self.entries, margin=SIZES.grid))
        layout = row(listing, self.editor, gap=SIZES.grid)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.entries.chosen.connect(self.choose)
        self.editor.edited.connect(self.changed)
        self.editor.saved.connect(self._save)
        self.editor.reset_wanted.connect(self._reset)

    def offer(self, choices: Choices) -> None:
        """What somebody edits stays as it is on the screen."""
        self._choices = choices
        self.editor.offer(choices)
        self.entries.show_items([_item(each) for each in choices.templates], self._name)
        if not self.editor.is_edited:
            self._show(choices.template(self._name))

    def choose(self, name: str) -> None:
        """What isn't saved of another one is forgotten."""
        self._name = name
        self.entries.choose(name)
        self._show(self._choices.template(name))

    @property
    def request(self) -> Request:
        """With the words that are in the form, for the preview."""
        template = self.editor.template
        if template is None:
            return Request(())
        title, body = template.standard.title, template.standard.body
        return Request((), title=title, body=body, translations=template.wordings, ttl=template.ttl)

    def _show(self, template: Template | None) -> None:
        if template is not None:
            self.editor.show_template(template)
            self.changed.emit()

    def _save(self, template: Template) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: templates.save(ctx, template), self._stored, self)

    def _reset(self) -> None:
        """The owner's words are the way back, and they are offered."""
        ctx, own = self._parts.ctx, self._choices.template(self._name)
        if own is None:
            return
        what = _("“{name}” has its shipped words again.").format(name=words.template(own.name))

        def done(shipped: Template) -> None:
            self._stored(shipped)
            self._parts.notices.undoable.emit(what, lambda: self._save(own))

        self._parts.background.run(lambda: templates.reset(ctx, own.name), done, self)

    def _stored(self, template: Template) -> None:
        """The list follows by the news that the setting has changed."""
        if template.name == self._name:
            self._show(template)


def _item(template: Template) -> Item:
    told = _("your words") if template.edited else _("as shipped")
    return Item(template.name, words.template(template.name), told)
