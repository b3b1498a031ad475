"""The rules' screen: all of them, or the one that is open, or what all of them did."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.rules import lookup
from pushdesk.gui.rules.log import Everything
from pushdesk.gui.rules.lookup import Shown
from pushdesk.gui.rules.opening import Opening
from pushdesk.gui.rules.overview import Overview
from pushdesk.gui.rules.page import Page
from pushdesk.i18n import _
from pushdesk.services import rules
from pushdesk.services.rules import Rule

# In a rush rules do many things in a second; the screen follows after this pause.
_SETTLES_MS = 500


class Rules(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self.overview, self.page = Overview(parts.theme), Page(parts)
        self.everything = Everything(parts)
        self.opening = Opening(parts, self.page)
        self._stack = QStackedLayout(self)
        for part in (self.overview, self.page, self.everything):
            self._stack.addWidget(part)
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: lookup.look_up(ctx), self._show, self, self._no_list
        )
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._look)
        self._connect()
        self._refresh.ask()

    @property
    def is_empty(self) -> bool:
        """Known to have no rule."""
        return self.overview.is_known and not self.overview.cards

    def open(self, rule_id: str) -> None:
        self.opening.open(rule_id)

    def finish(self) -> None:
        """The program ends: a deletion that still waits is done now."""
        self.opening.deleting.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (events.rules_changed, events.audiences_changed, events.everything_changed):
            changed.connect(self._soon)
        self.overview.opened.connect(self.open)
        self.overview.switched.connect(self._switch)
        self.overview.ready_wanted.connect(self._add_ready)
        self.overview.begin.clicked.connect(self.opening.begin)
        self.overview.log.clicked.connect(self._show_everything)
        self.everything.back.clicked.connect(self._show_overview)
        self.page.switch.clicked.connect(lambda on: self._switch(self.opening.editing.rule_id, on))
        self.opening.shown.connect(lambda: self._stack.setCurrentWidget(self.page))
        self.opening.left.connect(self._show_overview)
        self.opening.deleting.changed.connect(self._refresh.ask)

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _look(self) -> None:
        """At what is on the screen, and at the list behind it."""
        self._refresh.ask()
        if self._stack.currentWidget() is self.page:
            self.opening.look_again()
        elif self._stack.currentWidget() is self.everything:
            self.everything.log.again()

    def _show(self, shown: Shown) -> None:
        shown = shown.without(self.opening.deleting.hides)
        self.overview.show_rules(shown, self._parts.ctx.clock.now())

    def _no_list(self, error: UserError) -> None:
        self.overview.fail(str(error))
        self._parts.notices.fault(error)

    def _show_overview(self) -> None:
        self._stack.setCurrentWidget(self.overview)
        self.overview.begin.setFocus()
        self._refresh.ask()

    def _show_everything(self) -> None:
        self._stack.setCurrentWidget(self.everything)
        self.everything.log.again()
        self.everything.log.guest.field.setFocus()

    def _switch(self, rule_id: str, on: bool) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: lookup.switch(ctx, rule_id, on=on),
            lambda _rule: self._look(),
            self,
            self._not_switched,
        )

    def _add_ready(self, key: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: rules.add_ready(ctx, key), self._added, self)

    def _added(self, rule: Rule) -> None:
        told = _("“{rule}” is added and off. Switch it on when it suits you.")
        self._parts.notices.undoable.emit(
            told.format(rule=rule.name), lambda: self._take_back(rule.id)
        )
        self.overview.go_to(rule.id)
        self._refresh.ask()

    def _take_back(self, rule_id: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: rules.delete(ctx, rule_id), lambda _rule: self._refresh.ask(), self
        )

    def _not_switched(self, error: UserError) -> None:
        """The switch goes back to what holds."""
        self._parts.notices.fault(error)
        self._look()
