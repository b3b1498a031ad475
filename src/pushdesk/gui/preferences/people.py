"""The people who work here: let in, given a role and a PIN, archived with a way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Once, Refresh
from pushdesk.gui.preferences.person_row import PersonRow, pin_field, role_chips
from pushdesk.gui.program import Parts
from pushdesk.gui.staff import words
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import kept_rows
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.i18n import _
from pushdesk.services import staff
from pushdesk.services.context import Context
from pushdesk.services.staff import Role, Staff

_USUAL = Role.HOST  # only the first one has to be an owner


class People(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._rows: dict[int, PersonRow] = {}
        self._nobody = label(_("Nobody yet: the desk asks for no PIN."), "soft", wrap=True)
        self._list = column(gap=4)
        self._make_form()
        self.told = label(role="fault", wrap=True)
        may = [label(f"{words.role(role)}: {words.may(role)}", "small") for role in Role]
        head = label(_("People"), "name")
        self.setLayout(
            column(head, self._nobody, self._list, self._form, self.told, *may)
        )  # fmt: skip
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: staff.every(ctx), self._show, self)
        parts.events.staff_changed.connect(self._refresh.ask)
        parts.events.everything_changed.connect(self._refresh.ask)
        self._refresh.ask()

    @property
    def rows(self) -> list[PersonRow]:
        """By name."""
        return list(self._rows.values())

    def _make_form(self) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name"))
        self.name.setAccessibleName(_("Name of somebody new"))
        self.pin = pin_field(_("PIN"), _("PIN of somebody new"))
        self.pin.returnPressed.connect(self._add)
        self.roles = role_chips(_("role of somebody new"))
        self.roles.choose(Role.OWNER)
        self.add = button(self._parts.theme, _("Add"), "plus", "primary")
        self._adding = Once(self._parts.background, self, self.add)
        self.add.clicked.connect(self._add)
        self._form = row(self.name, self.roles, self.pin, self.add, gap=SIZES.grid)
        self._form.setStretch(0, 1)

    def _add(self) -> None:
        name, pin, role = self.name.text(), self.pin.text(), Role(str(self.roles.value))
        ctx = self._parts.ctx
        self._adding.run(
            lambda: staff.add(ctx, name, pin, role), lambda _staff: self._added(name), self._refused
        )

    def _added(self, name: str) -> None:
        """Whoever types the next one already is left to it."""
        if self.name.text() == name:
            self.name.clear()
            self.pin.clear()
            self.roles.choose(_USUAL)
            if self.pin.hasFocus() or self.add.hasFocus():
                self.name.setFocus()

    def _archive(self, person: Staff) -> None:
        def undo() -> None:
            self._do(lambda ctx: staff.restore(ctx, person.id))

        told = _("“{name}” is archived.").format(name=person.name)
        self._do(
            lambda ctx: staff.archive(ctx, person.id),
            lambda: self._parts.notices.undoable.emit(told, undo),
        )

    def _give_pin(self, person: Staff, digits: str) -> None:
        told = _("{name} has a new PIN.").format(name=person.name)
        self._do(
            lambda ctx: staff.change_pin(ctx, person.id, digits),
            lambda: self._tell(told, "text"),
            lambda: self._give_back(person.id, digits),
        )

    def _give_back(self, staff_id: int, digits: str) -> None:
        if staff_id in self._rows:
            self._rows[staff_id].give_back(digits)

    def _do(
        self,
        what: Callable[[Context], object],
        then: Callable[[], None] = lambda: None,
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        ctx = self._parts.ctx
        self._tell("", "text")

        def done(_answer: object) -> None:
            then()

        def refused(error: UserError) -> None:
            self._refused(error)
            otherwise()

        self._parts.background.run(lambda: what(ctx), done, self, refused)

    def _refused(self, error: UserError) -> None:
        """What was tapped didn't happen: the rows show again what holds."""
        self._tell(str(error), "fault")
        self._refresh.ask()

    def _tell(self, text: str, role: str) -> None:
        self.told.setText(text)
        mark(self.told, "role", role)

    def _show(self, present: list[Staff]) -> None:
        people = {person.id: person for person in present}
        self._rows = kept_rows.arrange(
            self._list, self._rows, people, lambda staff_id: self._row(people[staff_id])
        )
        for person in present:
            self._rows[person.id].show_role(person.role)
        self._nobody.setVisible(not present)
        if self.roles.value is Role.OWNER and present and not self.name.text():
            self.roles.choose(_USUAL)

    def _row(self, person: Staff) -> PersonRow:
        made = PersonRow(self._parts.theme, person)
        made.role_chosen.connect(
            lambda role: self._do(lambda ctx: staff.change_role(ctx, person.id, role))
        )
        made.pin_given.connect(lambda digits: self._give_pin(person, digits))
        made.archived.connect(lambda: self._archive(person))
        return made
