"""One audience: its sentence, whom it reaches now, and how it is changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pushdesk.gui.audiences import words
from pushdesk.gui.audiences.adding import Adding
from pushdesk.gui.audiences.categories import CategoryEditor
from pushdesk.gui.audiences.lookup import Known, Preview
from pushdesk.gui.audiences.members import Members
from pushdesk.gui.audiences.on_site import OnSite
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.conditions.form import ConditionForm
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.saving import Saving
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.gui.widgets.title_field import TitleField
from pushdesk.i18n import _


class Detail(QFrame):
    """The parts are public; who owns this widget gives them their work."""

    renamed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown_name = self._stored_name = ""
        self.setProperty("role", "card")
        self.name = TitleField(theme, _("Name of the audience"))
        self.name.editingFinished.connect(self._rename)
        self.form = ConditionForm(theme, _("Add a line"))
        self.adding = Adding(theme)
        self.members = Members(theme)
        self.category = CategoryEditor(theme)
        self.on_site = OnSite(theme)
        self._saving = Saving(theme, self.name, "Ctrl+S")
        self.save, self.discard = self._saving.save, self._saving.discard
        self.delete = button(theme, _("Delete audience"), "trash", "danger")
        self._lay_out()

    @property
    def sentence(self) -> str:
        return "" if self._sentence.isHidden() else self._sentence.text()

    @property
    def reach(self) -> str:
        return "" if self._reach.isHidden() else self._reach.text()

    @property
    def sample(self) -> str:
        return "" if self._sample.isHidden() else self._sample.accessibleName()

    @property
    def hint(self) -> str:
        return "" if self._hint.isHidden() else self._hint.text()

    def show_known(self, known: Known) -> None:
        """Its name, its kind and, of a list kept by hand, who may put guests in."""
        name = known.name
        if name != self._shown_name or not self.name.hasFocus():
            self.name.setText(name)
            self.name.setCursorPosition(0)
        if name != self._shown_name:
            self.adding.tell("", "green")
            self._area.verticalScrollBar().setValue(0)
        self._shown_name = self._stored_name = name
        self._kind.setText(words.kind(known))
        self._kind_icon.change("funnel" if known.smart else "hand", "soft")
        self.adding.setVisible(not known.smart)
        self.category.setVisible(not known.smart)
        self.on_site.setVisible(not known.smart)
        self.on_site.show_pixel(known.pixel)
        if not known.smart:
            self.category.show_category(name, None if known.labels is None else dict(known.labels))

    def show_preview(self, preview: Preview) -> None:
        self._said.setMinimumHeight(0)
        self._sentence.setText(_capital(preview.sentence))
        self._sentence.setVisible(bool(preview.sentence))
        self._reach.setText(words.reach(preview.reach))
        self._reach.show()
        self._show_sample(preview)

    def _show_sample(self, preview: Preview) -> None:
        """Some names of those found by a rule; those kept by hand can be taken out."""
        by_hand = not preview.known.smart
        self.members.setVisible(by_hand)
        self._sample.setVisible(bool(preview.sample) and not by_hand)
        if by_hand:
            self.members.show_members(preview.sample, preview.of_all)
        else:
            names = ", ".join(member.name for member in preview.sample)
            self._sample.say(_("For example {names}").format(names=names))

    def forget_preview(self) -> None:
        """Nothing is known yet of what is on the screen now; the lines below keep their place."""
        self._said.setMinimumHeight(self._said.height())
        for part in (self._sentence, self._reach, self._sample, self.members):
            part.hide()

    def show_editing(self, *, editable: bool, edited: bool, complete: bool, new: bool) -> None:
        """`new`: it is not stored yet, so there is nothing to delete."""
        self.form.setVisible(editable)
        self._saving.show_edited(edited=edited, complete=complete)
        self.delete.setVisible(not new)

    def tell_hint(self, text: str) -> None:
        """What is still missing, or why there is no form; empty where all is well."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _lay_out(self) -> None:
        self._kind_icon = IconLabel(self._theme, "funnel", "soft", 20)
        self._kind = label(role="eyebrow")
        self._sentence = label(wrap=True)
        self._reach = label(role="name", wrap=True)
        self._sample = ElidedLabel(role="small")
        self._hint = label(role="amber", wrap=True)
        head = row(self.name, self.name.pencil, self._kind_icon, self._kind)
        foot = row(self.save, self.discard, 1, self.delete, gap=SIZES.grid * 2)
        self._said = QWidget()
        self._said.setLayout(
            column(self._sentence, self._reach, self._sample, self._hint, 1, gap=12)
        )
        layout = column(head, self._said, self._scroller(), foot, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _scroller(self) -> QScrollArea:
        inside = QWidget()
        parts = column(
            self.form, self.adding, self.category, self.on_site, self.members, 1,
            gap=SIZES.grid * 2,
        )  # fmt: skip
        parts.setContentsMargins(0, 0, SIZES.grid, 0)
        inside.setLayout(parts)
        self._area = scroller(inside)
        return self._area

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._stored_name:
            self._stored_name = name
            self.renamed.emit(name)


def _capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
