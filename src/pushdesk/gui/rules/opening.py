"""The page of one rule: opened, begun, left, saved, deleted."""

from PySide6.QtCore import QObject, Signal

from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.rules import lookup
from pushdesk.gui.rules.editing import Editing, Unsaved
from pushdesk.gui.rules.lookup import Opened
from pushdesk.gui.rules.page import Page, Tab
from pushdesk.gui.widgets.deferred import Deferred
from pushdesk.i18n import _
from pushdesk.services import rules
from pushdesk.services.rules import Rule


class Opening(QObject):
    """`shown` tells that the page has something to show, `left` that it has nothing any more."""

    shown = Signal()
    left = Signal()

    def __init__(self, parts: Parts, page: Page) -> None:
        super().__init__(page)
        self._parts, self._page = parts, page
        self.editing = Editing(parts, page.edit)
        ctx = parts.ctx
        self.deleting = Deferred[str](parts, self, lambda one: rules.delete(parts.ctx, one))
        self._again = Refresh(
            parts.background,
            lambda: lookup.open_rule(ctx, self.editing.rule_id),
            self._show_again,
            self,
        )
        page.back.clicked.connect(self.leave)
        page.renamed.connect(lambda name: self.editing.rename(name.strip()))
        page.delete.clicked.connect(self._delete)
        self.editing.saved.connect(self._saved)
        self.editing.dropped.connect(self.left)
        self.editing.changed.connect(self._show_definition)

    def open(self, rule_id: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: lookup.open_rule(ctx, rule_id), self._opened, self)

    def begin(self) -> None:
        """A new rule, with the audiences and messages of this moment to choose from."""
        ctx = self._parts.ctx
        self._parts.background.run(lambda: lookup.open_rule(ctx, ""), self._begun, self)

    def look_again(self) -> None:
        """Something has changed, or has run."""
        self._again.ask()
        self._page.log.again()

    def leave(self) -> None:
        """What isn't saved can be taken up again for a while."""
        unsaved = self.editing.unsaved
        if unsaved is not None:
            told = _("The changes of “{rule}” are not saved.").format(rule=unsaved.name)
            self._parts.notices.undoable.emit(told, lambda: self._take_up(unsaved))
        self.editing.stop()
        self.left.emit()

    def _opened(self, opened: Opened) -> None:
        if opened.rule is None:
            self.left.emit()
            return
        self._show_page(opened.rule, opened.rule.name)
        self.editing.show_rule(opened.rule, opened.choices)
        self._page.back.setFocus()

    def _begun(self, opened: Opened) -> None:
        name = _("New rule")
        self._show_page(None, name)
        self.editing.begin(name, opened.choices)
        self._page.name.setFocus()
        self._page.name.selectAll()

    def _take_up(self, unsaved: Unsaved) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: lookup.open_rule(ctx, unsaved.rule_id),
            lambda opened: self._taken_up(unsaved, opened),
            self,
        )

    def _taken_up(self, unsaved: Unsaved, opened: Opened) -> None:
        self._show_page(opened.rule, unsaved.name)
        self.editing.take_up(unsaved, opened.rule, opened.choices)

    def _show_page(self, rule: Rule | None, name: str) -> None:
        self.editing.stop()
        self._page.show_name(name)
        self._page.show_rule(rule)
        self._page.show_tab(Tab.EDIT)
        self.shown.emit()

    def _show_again(self, opened: Opened) -> None:
        """Somebody else may have switched, changed or deleted it."""
        rule, unsaved = opened.rule, self.editing.unsaved
        if opened.asked != self.editing.rule_id:
            return
        if rule is None:
            if unsaved:
                self.editing.offer(opened.choices)
            else:
                self.left.emit()
            return
        self._page.show_rule(rule)
        if not unsaved:
            self._page.show_name(rule.name)
        self.editing.show_rule(rule, opened.choices)

    def _saved(self, rule: Rule) -> None:
        self._page.show_name(rule.name)
        self._page.show_rule(rule)

    def _delete(self) -> None:
        rule_id, name = self.editing.rule_id, self._page.name.text()
        self.editing.stop()
        self.deleting.ask(rule_id, _("“{name}” will be deleted.").format(name=name))
        self.left.emit()

    def _show_definition(self) -> None:
        self._page.practice.show_definition(self.editing.definition)
        self._page.days.show_definition(self.editing.definition)
