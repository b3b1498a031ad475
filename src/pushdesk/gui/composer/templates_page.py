"""The ten templates at the left, the one that is chosen at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.domain.requests import Request
from pushdesk.gui.composer import words
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.template_editor import TemplateEditor
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.entries import Entries, Item
from pushdesk.i18n import _
from pushdesk.services import templates
from pushdesk.services.templates import Template

_WIDTH = 240


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
