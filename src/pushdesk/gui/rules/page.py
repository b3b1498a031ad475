"""One rule: its form, its trials and its log, each a tab."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pushdesk.gui.program import Parts
from pushdesk.gui.rules.days_tab import DaysTab
from pushdesk.gui.rules.edit_tab import EditTab
from pushdesk.gui.rules.log import Log
from pushdesk.gui.rules.trials import PracticeTab
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.switch import Switch
from pushdesk.gui.widgets.title_field import TitleField
from pushdesk.i18n import _
from pushdesk.services.rules import Rule


class Tab(StrEnum):
    EDIT = "edit"
    PRACTICE = "practice"
    DAYS = "days"
    LOG = "log"


class Page(QWidget):
    """The parts are public; who owns this widget gives them their work."""

    renamed = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.back = icon_button(parts.theme, "arrow-left", _("Back to all rules"), "ink")
        self.name = TitleField(parts.theme, _("Name of the rule"))
        self.name.textEdited.connect(self.renamed)
        self.switch = Switch()
        self.delete = button(parts.theme, _("Delete rule"), "trash", "danger")
        self.edit, self.log = EditTab(parts.theme), Log(parts)
        self.practice, self.days = PracticeTab(parts), DaysTab(parts)
        self.tabs = ChipRow(
            _("of this rule"),
            (
                (Tab.EDIT, _("Rule")),
                (Tab.PRACTICE, _("Try with a practice guest")),
                (Tab.DAYS, _("Last 30 days")),
                (Tab.LOG, _("Log")),
            ),
        )
        self._stack = QStackedWidget()
        for part in (self.edit, self.practice, self.days, self.log):
            self._stack.addWidget(part)
        self._lay_out()
        self.tabs.chosen.connect(self.show_tab)

    def show_tab(self, tab: object) -> None:
        self.tabs.choose(tab)
        self._stack.setCurrentIndex(list(Tab).index(Tab(str(tab))))

    def show_name(self, name: str) -> None:
        self.name.setText(name)
        self.name.setCursorPosition(0)

    def show_rule(self, rule: Rule | None) -> None:
        """None for one that isn't stored yet: it can't be switched on, nor deleted."""
        self.log.show_rule(rule.id if rule else "")
        self.switch.setVisible(rule is not None)
        self.delete.setVisible(rule is not None)
        if rule is not None:
            self.switch.show_state(rule.name, on=rule.enabled)

    def _lay_out(self) -> None:
        head = row(self.back, self.name, self.name.pencil, self.switch, self.delete, gap=12)
        head.setStretch(1, 1)
        head.insertSpacing(4, SIZES.grid * 2)
        layout = column(head, row(self.tabs, 1), self._stack, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(2, 1)
        self.setLayout(layout)
