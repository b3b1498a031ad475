"""What somebody changes in a record goes to the services, and what is stored comes back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.guests import lookup
from pushdesk.gui.guests.lookup import Known
from pushdesk.gui.guests.record import Record
from pushdesk.gui.program import Parts
from pushdesk.services import audiences, email_proof, guest_records, guests

Change = Callable[[int], object]


class OpenRecord(QObject):
    """`shown` carries the guest whose record is open now, 0 when it is closed."""

    shown = Signal(int)
    changed = Signal()

    def __init__(self, parts: Parts, record: Record) -> None:
        super().__init__(record)
        self._parts, self._record = parts, record
        self._guest_id = 0
        self._known: Known | None = None
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background,
            lambda: lookup.look_up(ctx, self._guest_id),
            self._show,
            self,
            self._lost,
        )
        self._connect_person()
        self._connect_lists()

    @property
    def guest_id(self) -> int:
        """Whose record is open; 0 where none is."""
        return self._guest_id

    @property
    def known(self) -> Known | None:
        return self._known

    def open(self, guest_id: int) -> None:
        self._guest_id = guest_id
        self._refresh.ask()

    def close(self) -> None:
        self._guest_id, self._known = 0, None
        self.shown.emit(0)

    def again(self) -> None:
        if self._guest_id:
            self._refresh.ask()

    def _connect_person(self) -> None:
        ctx, record = self._parts.ctx, self._record
        record.renamed.connect(lambda name: self._do(lambda id_: guests.rename(ctx, id_, name)))
        record.language.chosen.connect(
            lambda code: self._do(lambda id_: guest_records.set_language(ctx, id_, code))
        )
        record.country.chosen.connect(
            lambda code: self._do(lambda id_: guest_records.set_country(ctx, id_, code))
        )
        record.email.changed.connect(lambda text: self._set_email(text, proven=False))
        record.email.seen.connect(lambda text: self._set_email(text, proven=True))
        record.email.code_wanted.connect(self._mail_code)
        record.email.code_told.connect(
            lambda code: self._do(lambda id_: email_proof.confirm(ctx, id_, code))
        )

    def _connect_lists(self) -> None:
        ctx, record = self._parts.ctx, self._record
        record.own_ids.added.connect(
            lambda system, value: self._do(
                lambda id_: guest_records.set_own_id(ctx, id_, system, value),
                lambda: record.own_ids.give_back(system, value),
            )
        )
        record.own_ids.removed.connect(
            lambda system, value: self._do(
                lambda id_: guest_records.remove_own_id(ctx, id_, system, value)
            )
        )
        record.fields.added.connect(
            lambda name, text: self._do(
                lambda id_: guest_records.set_field(ctx, id_, name, text),
                lambda: record.fields.give_back(name, text),
            )
        )
        record.fields.removed.connect(
            lambda name, _text: self._do(lambda id_: guest_records.remove_field(ctx, id_, name))
        )
        record.audiences.joined.connect(
            lambda name: self._do(lambda id_: audiences.add(ctx, name, id_))
        )
        record.audiences.left.connect(
            lambda name: self._do(lambda id_: audiences.remove(ctx, name, id_))
        )

    def _set_email(self, address: str, *, proven: bool) -> None:
        ctx = self._parts.ctx
        self._do(lambda id_: guest_records.set_email(ctx, id_, address, proven_by_staff=proven))

    def _mail_code(self, address: str) -> None:
        ctx = self._parts.ctx
        self._record.email.show_mailing(is_mailing=True)
        self._do(lambda id_: email_proof.request(ctx, id_, address))

    def _do(self, change: Change, otherwise: Callable[[], None] = lambda: None) -> None:
        """To the guest who is open at the click; what is stored is shown, also after a refusal.

        `otherwise` follows a refusal, while the same guest is open.
        """
        guest_id = self._guest_id

        def refused(error: UserError) -> None:
            if guest_id == self._guest_id:
                otherwise()
            self._parts.notices.fault(error)
            self._changed()

        if guest_id:
            self._parts.background.run(
                lambda: change(guest_id), lambda _answer: self._changed(), self, refused
            )

    def _changed(self) -> None:
        self._record.email.show_mailing(is_mailing=False)
        self.again()
        self.changed.emit()

    def _show(self, known: Known) -> None:
        if known.card.guest.id != self._guest_id:
            return
        self._known = known
        self._record.show_guest(known)
        self.shown.emit(self._guest_id)

    def _lost(self, error: UserError) -> None:
        """Erased or merged meanwhile."""
        if self._guest_id:
            self.close()
            self._parts.notices.fault(error)
