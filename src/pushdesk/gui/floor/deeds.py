"""What is done to a party: seen at once, done off the GUI thread, undone for ten seconds."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from pushdesk.domain import holds
from pushdesk.errors import UserError
from pushdesk.gui.floor.grace import Grace
from pushdesk.gui.floor.row_look import CALLS, Deed
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import delays, recalls, undo, visits, waiting_list
from pushdesk.services.audits import Done
from pushdesk.services.context import Context
from pushdesk.services.waiting_list import Party, Row

Work = Callable[[], Done]


class Deeds(QObject):
    """`begun` carries a guest's id and the word for its row, `ended` the id, `waits` that of a call
    which can still be taken back.

    `offered` carries a sentence, the word of a button and what that button does.
    """

    begun = Signal(int, str)
    ended = Signal(int)
    waits = Signal(int)
    offered = Signal(str, str, object)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._under_way: dict[int, Deed] = {}
        self._next: dict[int, Callable[[], None]] = {}
        self.hold = holds.DEFAULT_HOLD
        self.grace = Grace(self)

    def do(self, deed: Deed, guest_id: int, hold: timedelta | None = None) -> None:
        """Done after what is under way for this guest, which itself is not done twice; a call that
        waits is taken back by whatever is done next.
        """
        if self.grace.holds(guest_id):
            self.grace.take_back(guest_id)
            self.ended.emit(guest_id)
        elif guest_id in self._under_way:
            if not _same(deed, self._under_way[guest_id]):
                self._next[guest_id] = lambda: self.do(deed, guest_id, hold)
        elif deed in CALLS and self.grace.milliseconds:
            self.waits.emit(guest_id)
            self.grace.hold(guest_id, lambda: self._begin(deed, guest_id, hold))
        else:
            self._begin(deed, guest_id, hold)

    def _begin(self, deed: Deed, guest_id: int, hold: timedelta | None) -> None:
        ctx, held = self._parts.ctx, hold or self.hold
        self._under_way[guest_id] = deed
        self._next.pop(guest_id, None)
        self.begun.emit(guest_id, _word(deed))
        self._parts.background.run(
            lambda: _work(ctx, deed, guest_id, held),
            lambda done: self._done(guest_id, done),
            self,
            lambda error: self._refused(guest_id, error),
            lambda: self._end(guest_id),
        )

    def accept(self, guest_id: int, minutes: int | None) -> None:
        ctx = self._parts.ctx
        self._run(guest_id, lambda: waiting_list.accept(ctx, guest_id, minutes))

    def late(self, minutes: int, lane: str) -> None:
        ctx = self._parts.ctx
        self._run(0, lambda: delays.late(ctx, minutes, lane or None))

    def add(
        self,
        party: Party,
        on_added: Callable[[Row], None],
        on_end: Callable[[], None],
        *,
        call: bool,
    ) -> None:
        """`call`: the table is free already. `on_end` comes first, also where it was refused."""
        ctx, hold = self._parts.ctx, self.hold
        self._parts.background.run(
            lambda: _add(ctx, party, hold, call=call),
            lambda row: self._added(row, on_added),
            self,
            on_end=on_end,
        )

    def edit(self, guest_id: int, party: Party) -> None:
        ctx = self._parts.ctx
        self._run(guest_id, lambda: _edit(ctx, guest_id, party))

    def undo(self, done: Done, guest_id: int) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: undo.undo(ctx, done.change_id),
            lambda sentence: self._undone(done, guest_id, sentence),
            self,
        )

    def too_late(self) -> None:
        """Somebody wants to take back what nothing is offered for any more."""
        self._parts.notices.say(
            Tone.INFO,
            _("Nothing can be taken back now: that is possible for ten seconds."),
            _("“Wrong call” takes a call back as long as it stands, F6 brings back who has left."),
        )

    def _run(self, guest_id: int, work: Work) -> None:
        self._parts.background.run(work, lambda done: self._offer(done, guest_id), self)

    def _done(self, guest_id: int, done: Done) -> None:
        self._offer(done, guest_id)
        self._next.pop(guest_id, lambda: None)()

    def _added(self, row: Row, on_added: Callable[[Row], None]) -> None:
        sentence = _("“{guest}” is on the list.").format(guest=row.name)
        self._offer(Done(row.change_id, sentence), row.guest_id)
        on_added(row)

    def _refused(self, guest_id: int, error: UserError) -> None:
        self._next.pop(guest_id, None)
        self._parts.notices.fault(error)

    def _end(self, guest_id: int) -> None:
        del self._under_way[guest_id]
        self.ended.emit(guest_id)

    def _offer(self, done: Done, guest_id: int) -> None:
        self.offered.emit(done.sentence, _("Undo"), lambda: self.undo(done, guest_id))

    def _undone(self, done: Done, guest_id: int, sentence: str) -> None:
        """A push can't be called back: what it said can only be put right."""
        if not done.correction:
            what = _("Taken back: {what}").format(what=done.sentence)
            self._parts.notices.say(Tone.INFO, what)
            return
        self.offered.emit(
            _("{undone} The phone has rung already.").format(undone=sentence),
            _("Send a correction"),
            lambda: self.do(Deed.CORRECT, guest_id),
        )


def _same(deed: Deed, other: Deed) -> bool:
    return deed is other or (deed in CALLS and other in CALLS)


def _work(ctx: Context, deed: Deed, guest_id: int, hold: timedelta) -> Done:
    match deed:
        case Deed.NOTIFY | Deed.AGAIN:
            return visits.notify(ctx, guest_id, hold)
        case Deed.ACCEPT:
            return waiting_list.accept(ctx, guest_id, None)
        case _:
            return _PLAIN[deed](ctx, guest_id)


_PLAIN: dict[Deed, Callable[[Context, int], Done]] = {
    Deed.DECLINE: waiting_list.decline,
    Deed.SEAT: visits.seat,
    Deed.NO_SHOW: visits.no_show,
    Deed.LEAVE: visits.leave,
    Deed.DISMISS: visits.dismiss,
    Deed.RECALL: recalls.recall,
    Deed.CORRECT: recalls.correct,
}


def _add(ctx: Context, party: Party, hold: timedelta, *, call: bool) -> Row:
    row = waiting_list.add(ctx, party)
    if call:
        visits.notify(ctx, row.guest_id, hold)
        return waiting_list.row(ctx, row.guest_id)
    return row


def _edit(ctx: Context, guest_id: int, party: Party) -> Done:
    return waiting_list.edit(
        ctx,
        guest_id,
        size=party.size,
        name=party.name,
        notes=party.notes,
        quote_minutes=party.quote_minutes,
    )


def _word(deed: Deed) -> str:
    match deed:
        case Deed.NOTIFY | Deed.AGAIN:
            return _("Calling …")
        case Deed.SEAT:
            return _("Seating …")
        case _:
            return _("Saving …")
