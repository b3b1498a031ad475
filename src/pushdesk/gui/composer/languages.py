"""The languages of a text as tabs, one of them marked as the standard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from pushdesk.gui.composer import words
from pushdesk.gui.composer.flow import Flow
from pushdesk.gui.composer.tags import Tag, Tags
from pushdesk.gui.composer.wordings import Wordings
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words as widget_words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, row
from pushdesk.i18n import _

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
