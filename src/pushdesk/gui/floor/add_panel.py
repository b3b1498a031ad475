"""Adding a party in place: size, quote, notes; Enter saves."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.grid_chips import ChipGrid
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.quotes import Suggestion
from pushdesk.services.waiting_list import Party, Row

USUAL_SIZE = 2
QUOTES = (5, 10, 15, 20, 30, 45)
_SIZE_KEY = 56
_COLUMNS = 3


@dataclass(frozen=True, eq=False)
class Form:
    """What the panel was opened for: a guest on the list, or one who joins. Another one each time,
    by which a late answer knows whether it is still meant.
    """

    guest_id: int | None = None
    is_on_list: bool = False


class AddPanel(QFrame):
    """`saved` carries the Party; `size_changed` asks for a quote; `call_wanted` calls at once."""

    saved = Signal(object)
    call_wanted = Signal(object)
    size_changed = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Add a party"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.form = Form()
        self._quoted = False
        self._known_quote: int | None = None
        self._head = ElidedLabel(role="name")
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(_("Name or nickname"))
        self.name.setPlaceholderText(_("Name or nickname"))
        numbers = [(size, str(size)) for size in range(1, 10)]
        self.sizes = ChipGrid(_("people"), numbers, _COLUMNS, _SIZE_KEY)
        quotes = [(minutes, str(minutes)) for minutes in QUOTES]
        self.quotes = ChipGrid(_("minutes"), quotes, _COLUMNS, SIZES.target)
        self.notes = [_note(text) for text in note_words()]
        self._suggested = label(role="small", wrap=True)
        self.save = button(theme, _("Save"), "check", "primary")
        self.call = button(theme, _("Call now"), "bell-ringing")
        self.close_button = icon_button(theme, "x", _("Close"), "ink")
        self._connect()
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def type(self, key: str) -> None:
        """While no field has the focus: a digit is the size, a letter begins the name."""
        if key in "123456789":
            self.choose_size(int(key))
        elif key.isalpha():
            self.name.setFocus()
            self.name.insert(key)

    @property
    def guest_id(self) -> int | None:
        return self.form.guest_id

    @property
    def suggested(self) -> str:
        return self._suggested.text()

    def open_new(self, guest_id: int | None, name: str) -> None:
        """For a guest who was scanned, or without one for a party that has no phone."""
        self.form = Form(guest_id)
        self._head.say(_("Add a party") if guest_id is None else _("Add to the list"))
        self.call.setVisible(guest_id is not None)
        self._fill(name, USUAL_SIZE, ())
        self._known_quote = None
        self.quotes.clear()
        self.setFocus()
        self.size_changed.emit(USUAL_SIZE)

    def open_row(self, shown: Row) -> None:
        """What is known of a party, to be changed."""
        self.form = Form(shown.guest_id, is_on_list=True)
        self._head.say(_("Change the party"))
        self.call.hide()
        self._fill(shown.name, shown.size, shown.notes)
        self._quoted = True
        self._suggested.setText(_("Minutes to wait"))
        self._known_quote = shown.quote_minutes
        self.quotes.choose(shown.quote_minutes)
        self.setFocus()

    @property
    def changes_a_row(self) -> bool:
        return self.form.is_on_list

    def choose_size(self, size: int) -> None:
        self.sizes.choose(size)
        if not self._quoted:
            self.size_changed.emit(size)

    def suggest(self, suggestion: Suggestion) -> None:
        """It holds until a person chooses a chip; there needn't be one for it."""
        how = (
            _("Minutes to wait: {n}, says history")
            if suggestion.from_visits
            else _("Minutes to wait: {n}, by the parties ahead")
        )
        nobody = _("Minutes to wait: nobody is ahead")
        self._suggested.setText(how.format(n=suggestion.minutes) if suggestion.minutes else nobody)
        if not self._quoted:
            self.quotes.choose(suggestion.minutes)

    def _fill(self, name: str, size: int, notes: tuple[str, ...]) -> None:
        self._quoted = False
        self._suggested.setText(_("Minutes to wait"))
        self.name.setText(name)
        self.sizes.choose(size)
        for each in self.notes:
            each.setChecked(each.text() in notes)

    def _party(self) -> Party:
        size = self.sizes.value
        return Party(
            guest_id=self.form.guest_id,
            name=self.name.text().strip(),
            size=size if isinstance(size, int) else USUAL_SIZE,
            quote_minutes=self._new_quote(),
            notes=tuple(each.text() for each in self.notes if each.isChecked()),
        )

    def _new_quote(self) -> int | None:
        """None where it stays as it was: a quote counts from the moment that it is given."""
        quote = self.quotes.value
        return quote if isinstance(quote, int) and quote != self._known_quote else None

    def _save(self) -> None:
        self.saved.emit(self._party())

    def _choose_quote(self, _minutes: object) -> None:
        self._quoted = True

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.call.clicked.connect(lambda: self.call_wanted.emit(self._party()))
        self.close_button.clicked.connect(self.closed)
        self.quotes.chosen.connect(self._choose_quote)
        self.sizes.chosen.connect(self.choose_size)

    def _lay_out(self) -> None:
        for each in (self.save, self.call):
            each.setMinimumHeight(_SIZE_KEY)
        head = row(self._head, self.close_button)
        head.setStretch(0, 1)
        notes = row(*self.notes)
        for place, each in enumerate(self.notes):
            # As wide as its word wants it beside the others.
            notes.setStretch(place, each.fontMetrics().horizontalAdvance(each.text()))
        inside = scroller(
            column(
                self.name, label(_("How many"), "small"), self.sizes,
                self._suggested, self.quotes, notes, gap=6,
            )
        )  # fmt: skip
        buttons = row(self.call, self.save)
        buttons.setStretch(1, 1)
        whole = column(head, inside, buttons, gap=6, margin=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def note_words() -> tuple[str, ...]:
    return (_("High chair"), _("Patio"), _("Wheelchair"))


def _note(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("kind", "chip")
    made.setProperty("slim", "yes")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumHeight(SIZES.target)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
