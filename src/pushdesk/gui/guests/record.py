"""The guest's record: everything that the venue knows of one guest, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pushdesk.domain import pushed_id
from pushdesk.gui.guests.audience_tags import AudienceTags
from pushdesk.gui.guests.choice_field import ChoiceField
from pushdesk.gui.guests.email_field import EmailField
from pushdesk.gui.guests.history import History
from pushdesk.gui.guests.lookup import Known
from pushdesk.gui.guests.merge_panel import MergePanel
from pushdesk.gui.guests.pairs import Pairs, Words
from pushdesk.gui.guests.reached_on import ReachedOn
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import card, column, label, row
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _


class Record(QFrame):
    """The parts are public; who owns this widget gives them their work."""

    renamed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._guest_id = 0
        self._stored_name = ""
        self.setProperty("role", "card")
        self.name = QLineEdit()
        self.name.setProperty("role", "nickname")
        self.name.setPlaceholderText(_("Give a name"))
        self.name.setAccessibleName(_("Name"))
        self.name.setMaxLength(80)
        self.name.editingFinished.connect(self._rename)
        self.pushed_id = label(role="id")
        self.pushed_id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_ = icon_button(theme, "x", _("Close the record"))
        self.close_.setShortcut("Esc")
        self.call = button(theme, _("Call"), "bell-ringing", "primary")
        self.erase = button(theme, _("Erase guest"), "trash", "danger", "Ctrl+Del")
        self._make_parts()
        self._lay_out()

    def show_guest(self, known: Known) -> None:
        """What somebody is typing stays, as long as it is the same guest."""
        guest = known.card.guest
        another = guest.id != self._guest_id
        self._guest_id, self._stored_name = guest.id, guest.name
        if another or not self.name.hasFocus():
            self.name.setText(guest.name)
            self.name.setCursorPosition(0)
        self.pushed_id.setText(pushed_id.grouped(guest.pushed_id))
        self.language.show_code(guest.language)
        self.country.show_code(known.record.country)
        self.email.show_email(
            known.record.email,
            proven=known.record.proven,
            waiting_at=known.code_at,
            another=another,
        )
        self.own_ids.show_pairs([(own.system, own.value) for own in known.record.own_ids])
        self.fields.show_pairs([(field.name, field.value) for field in known.record.fields])
        self.reached_on.show_card(known.card)
        self.audiences.show_audiences(known.record.audiences, known.joinable)
        self.history.show_moments(known.history, known.now, another=another)
        if another:
            self.merge.close_panel()
            self.own_ids.forget_typed()
            self.fields.forget_typed()
            self._area.verticalScrollBar().setValue(0)

    def _make_parts(self) -> None:
        theme = self._theme
        self.language = ChoiceField(_("Language"), words.languages(), words.language)
        self.country = ChoiceField(_("Country"), (("", _("not known")), *words.countries()))
        self.email = EmailField(theme)
        self.own_ids = Pairs(
            theme, Words(_("System"), _("Own ID"), _("No number in another system yet."))
        )
        self.fields = Pairs(theme, Words(_("Field"), _("What it says"), _("Nothing noted yet.")))
        self.reached_on = ReachedOn(theme)
        self.audiences = AudienceTags(theme)
        self.history = History(theme)
        self.merge = MergePanel(theme)

    def _lay_out(self) -> None:
        parts = column(
            *_section(_("Language"), self.language),
            *_section(_("Country"), self.country),
            *_section(_("E-mail"), self.email),
            *_section(_("Channels and devices"), self.reached_on),
            *_section(_("Audiences"), self.audiences),
            *_section(_("Own IDs"), self.own_ids),
            *_section(_("Own fields"), self.fields),
            *_section(_("History"), self.history),
            *_section(_("Twice in the list?"), self.merge),
        )
        parts.setContentsMargins(0, 0, SIZES.grid * 2, 0)
        self._area = scroller(parts)
        head = row(column(self.name, self.pushed_id, gap=2), self.close_)
        head.setAlignment(self.close_, Qt.AlignmentFlag.AlignTop)
        foot = row(self.call, self.erase, gap=SIZES.grid * 4)
        foot.setStretch(0, 1)
        layout = column(
            head, card("line"), self._area, card("line"), foot, gap=12, margin=SIZES.grid * 2
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name != self._stored_name:
            self._stored_name = name
            self.renamed.emit(name)


def _section(name: str, part: QWidget) -> tuple[QWidget, QWidget]:
    head = label(name, "eyebrow")
    head.setContentsMargins(0, SIZES.grid, 0, 0)
    return head, part
