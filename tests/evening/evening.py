"""The evening itself: guests and staff do what they do, and the model hears of every deed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pushdesk.errors import Refused
from pushdesk.services import guests, replies, staff, waiting_list
from pushdesk.services.audits import Done
from pushdesk.services.context import Context
from pushdesk.services.replies import Reply
from pushdesk.services.staff import Role
from pushdesk.services.waiting_list import Party as Joining
from tests.evening import desk
from tests.evening.memory import peak
from tests.evening.model import CALLED, Model
from tests.evening.parties import HOUR, PARTIES, Kind, Party, Way, cast
from tests.evening.phones import Witness
from tests.evening.rig import Rig

STEP = timedelta(seconds=15)
OUTAGE = (timedelta(minutes=28), timedelta(minutes=33))
CLOSING = timedelta(minutes=100)


@dataclass
class Guest:
    """A party that has come; `ready_at` is when it stands at the door after the call."""

    party: Party
    id: int
    phone: Witness | None
    joined: datetime
    answered_call: int = 0
    opened: int = 0
    left: bool = False  # the channel
    quiet: bool = False  # goes on its own, and says so


@dataclass
class Evening:
    rig: Rig
    dice: random.Random
    coming: list[Party]
    model: Model = field(init=False)
    guests: dict[int, Guest] = field(default_factory=dict)
    staff: list[Context] = field(default_factory=list)
    changes: dict[int, int] = field(default_factory=dict)
    late: list[int | None] = field(default_factory=list)
    memory: dict[int, float] = field(default_factory=dict)
    refusals: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        self.begin = self.rig.ctx.clock.now()
        self.model = Model(self.rig.ctx.clock.now)
        for number, name in enumerate(("Ada", "Ben", "Cleo")):
            role = Role.OWNER if number == 0 else Role.HOST
            person = staff.add(self.rig.ctx, name, f"{1000 + number}", role)
            self.staff.append(staff.as_staff(self.rig.ctx, person.id))

    @property
    def since(self) -> timedelta:
        return self.rig.ctx.clock.now() - self.begin

    @property
    def over(self) -> bool:
        return not self.coming and not self.model.open()

    def step(self) -> None:
        """Everybody does what it is time for, then the time passes."""
        self._network()
        self._arrivals()
        for guest in list(self.guests.values()):
            self._guest_acts(guest)
        desk.work(self, self.staff[self.steps % len(self.staff)])
        self.rig.settle()
        self._automation()
        self.rig.pass_time(STEP)
        self.memory[int(self.since / timedelta(minutes=1))] = peak()
        self.steps += 1

    def agrees(self, guest_id: int, expected: bool, deed: Callable[[], object]) -> None:
        """It has to be refused exactly where the model refuses it."""
        story = self.model.stories[guest_id]
        done, refused = _tried(deed)
        assert (refused == "") is expected, f"{refused or done}: {story.entries[-3:]}"
        self.refusals += bool(refused)
        if isinstance(done, Done):
            self.changes[guest_id] = done.change_id

    def can_ring(self, guest: Guest) -> bool:
        return guest.phone is not None and not guest.left and not self.lost(guest.id)

    def lost(self, guest_id: int) -> bool:
        """The push service has said that this phone is gone, or its owner has left."""
        guest = self.guests[guest_id]
        if guest.phone is None or guest.left:
            return True
        return guest.phone.token in self.rig.gone()

    def _network(self) -> None:
        line = self.rig.line
        # The line fails before it breaks: requests get out, and no answer comes back.
        line.failing = OUTAGE[0] - 4 * STEP <= self.since < OUTAGE[0]
        line.cut = OUTAGE[0] <= self.since < OUTAGE[1]

    def _automation(self) -> None:
        self.model.repeat_due(self._rung, self.lost)
        self.rig.attend()

    def _rung(self, guest_id: int, since: datetime) -> bool:
        """The phone has acknowledged a call that was made since then."""
        guest = self.guests[guest_id]
        if guest.phone is None or guest.party.kind is Kind.SILENT:
            return False
        calls = self.rig.calls(guest.phone)
        return any(call.made_at >= since for call in calls)

    def _arrivals(self) -> None:
        while self.coming and self.coming[0].arrives <= self.since:
            self._arrive(self.coming.pop(0))

    def _arrive(self, party: Party) -> None:
        phone = None if party.kind is Kind.NONE else self.rig.subscribe(party.kind)
        ctx, known = self.rig.ctx, None
        if phone is not None:
            token = phone.pass_page.rsplit("/", 1)[-1]
            known = guests.by_pass(ctx, token).guest.id
        if party.way is Way.DOOR:
            by, quote = self.staff[party.number % len(self.staff)], self.dice.randint(5, 40)
            joining = Joining(known, f"Party {party.number}", party.size, quote)
            row = waiting_list.add(by, joining)
            acting = staff.acting(by)
        else:
            joining = Joining(known, "", party.size, source=party.way.value)
            row, acting, quote = waiting_list.add(ctx, joining), None, None
        self.guests[row.guest_id] = Guest(party, row.guest_id, phone, ctx.clock.now())
        self.model.join(row.guest_id, party.size, acting, quote, rings=phone is not None)
        if party.warned:
            replies.warn_me(ctx, row.guest_id, party.warned)
            self.model.warn(row.guest_id)

    def _guest_acts(self, guest: Guest) -> None:
        wait, now = self.model.stories[guest.id].wait, self.rig.ctx.clock.now()
        party = guest.party
        if party.kind is Kind.AWAY and guest.phone and now >= guest.joined + party.back:
            self.rig.connect(guest.phone)
        if wait.standing in CALLED:
            self._react(guest, wait.times, wait.called_at or now)
        elif wait.standing in {"pending", "waiting"}:
            self._waits(guest, now)

    def _waits(self, guest: Guest, now: datetime) -> None:
        party = guest.party
        if party.unsubscribes and not guest.left and now >= guest.joined + party.back:
            guest.left = self.rig.leave(guest.phone)
        if party.patience is not None and now >= guest.joined + party.patience and not guest.quiet:
            guest.quiet = True
            self._says(guest, Reply.CANCEL)

    def _react(self, guest: Guest, times: int, called_at: datetime) -> None:
        """To the call, once the phone has rung for it."""
        party, now = guest.party, self.rig.ctx.clock.now()
        if guest.phone is None or not party.reply or guest.answered_call >= times:
            return
        calls = self.rig.calls(guest.phone)
        if not calls or now < max(calls[-1].rang_at, called_at) + party.thinks:
            return
        guest.answered_call = times
        if party.opens and party.kind is not Kind.SILENT and len(calls) > guest.opened:
            guest.opened = len(calls)
            self.rig.open(guest.phone, calls[-1])
        self._says(guest, Reply(party.reply))

    def _says(self, guest: Guest, reply: Reply) -> None:
        expected = self.model.answer(guest.id, reply.value)
        self.agrees(guest.id, expected, lambda: replies.answer(self.rig.ctx, guest.id, reply))


def _tried(deed: Callable[[], object]) -> tuple[object, str]:
    """What it gave, and the sentence that refused it."""
    try:
        return deed(), ""
    except Refused as error:
        return None, str(error)


def run(rig: Rig, seed: int, watch: Callable[[Evening], None], number: int = PARTIES) -> Evening:
    """`watch` looks after each step; raises AssertionError where something is wrong."""
    dice = random.Random(seed)  # noqa: S311 - the same evening again for the same seed
    evening = Evening(rig, dice, cast(dice, number))
    while not evening.over or evening.since < HOUR:
        evening.step()
        watch(evening)
        assert evening.since < CLOSING, "the evening has no end"
    # Whatever is still with a push service or a phone gets to its end.
    for _each in range(20):
        rig.pass_time(timedelta(minutes=1))
        rig.attend()
    rig.await_ends()
    return evening
