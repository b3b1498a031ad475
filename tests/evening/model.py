"""What should be known of each party's wait: a small model, written from the table in the docs.

It knows nothing of the program's own rules, so that both would have to be wrong alike.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

CALLED = frozenset({"called", "coming", "later"})
ON_THE_LIST = CALLED | {"waiting"}
OPEN = ON_THE_LIST | {"pending", "cancelled"}
COOL_DOWN = timedelta(seconds=15)
UNDO = timedelta(seconds=15)
RECALL = timedelta(hours=2)
MORE_TIME = timedelta(minutes=5)
PAUSE = timedelta(seconds=60)
REPEATS = 2

# Action → from which standing, to which.
_TABLE = {
    "accept": ({"pending"}, "waiting"),
    "decline": ({"pending"}, "declined"),
    "call": (OPEN, "called"),
    "repeat": ({"called"}, "called"),
    "seat": (OPEN, "seated"),
    "no_show": (ON_THE_LIST, "no_show"),
    "leave": (ON_THE_LIST | {"pending"}, "left"),
    "release": (ON_THE_LIST, "released"),
    "dismiss": ({"cancelled"}, "cancelled off"),
    "coming": (CALLED, "coming"),
    "later": (CALLED, "later"),
    "cancel": (ON_THE_LIST, "cancelled"),
}


@dataclass(frozen=True)
class Wait:
    """`standing` is a state of the list, or how it ended."""

    standing: str
    size: int
    times: int = 0
    called_at: datetime | None = None
    hold_until: datetime | None = None
    quoted_until: datetime | None = None
    answer: str = ""
    ended_at: datetime | None = None


@dataclass
class Entry:
    """`rings`: a message went out with it. `staff` None: the guest, or the program."""

    action: str
    staff: int | None
    at: datetime
    before: Wait | None
    after: Wait
    rings: bool = False
    undone: bool = False


@dataclass
class Story:
    """One party's wait, and all that was done to it."""

    wait: Wait
    entries: list[Entry] = field(default_factory=list)

    def standing_between(self, begin: datetime, end: datetime) -> Iterator[str]:
        """At `begin`, and whatever it became until `end`."""
        at_begin = [one for one in self.entries if one.at < begin]
        if at_begin:
            yield at_begin[-1].after.standing
        yield from (one.after.standing for one in self.entries if begin <= one.at <= end)


class Model:
    """By guest. Every deed returns whether the program has to do it, or has to refuse."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.stories: dict[int, Story] = {}
        self._now = now

    def open(self) -> dict[int, Wait]:
        return {
            guest: story.wait
            for guest, story in self.stories.items()
            if story.wait.standing in OPEN
        }

    def join(
        self, guest: int, size: int, staff: int | None, quote: int | None, *, rings: bool
    ) -> None:
        """With a quote in minutes it waits; without one it has to be let in."""
        until = None if quote is None else self._now() + timedelta(minutes=quote)
        wait = Wait("pending" if quote is None else "waiting", size, quoted_until=until)
        story = self.stories[guest] = Story(wait)
        story.entries.append(Entry("add", staff, self._now(), None, wait, rings))

    def accept(self, guest: int, staff: int, quote: int) -> bool:
        until = self._now() + timedelta(minutes=quote)
        return self._do(guest, "accept", staff, quoted_until=until)

    def call(self, guest: int, staff: int, hold: timedelta, *, rings: bool) -> bool:
        wait, now = self.stories[guest].wait, self._now()
        if wait.called_at is not None and now - wait.called_at < COOL_DOWN:
            return False
        return self._do(
            guest,
            "call",
            staff,
            rings=rings,
            called_at=now,
            hold_until=now + hold,
            answer="",
            times=wait.times + 1,
        )

    def end(self, guest: int, action: str, staff: int) -> bool:
        return self._do(guest, action, staff, ended_at=self._now())

    def recall(self, guest: int, staff: int) -> bool:
        story = self.stories[guest]
        wait, now = story.wait, self._now()
        if wait.ended_at is None or now - wait.ended_at > RECALL:
            return False
        after = replace(wait, standing="waiting", hold_until=None, answer="", ended_at=None)
        self._write(story, "recall", staff, after)
        return True

    def resize(self, guest: int, size: int, staff: int) -> bool:
        story = self.stories[guest]
        if story.wait.standing not in OPEN:
            return False
        self._write(story, "edit", staff, replace(story.wait, size=size))
        return True

    def answer(self, guest: int, reply: str) -> bool:
        """Whoever was never let in is gone at once; others stay on the list to be seen."""
        wait, now = self.stories[guest].wait, self._now()
        if reply == "cancel" and wait.standing == "pending":
            story = self.stories[guest]
            gone = replace(wait, standing="cancelled off", answer=reply, ended_at=now)
            self._write(story, "cancel", None, gone)
            return True
        hold = wait.hold_until
        if reply == "later" and wait.standing != "later" and hold is not None:
            hold = max(hold, now) + MORE_TIME
        return self._do(guest, reply, None, answer=reply, hold_until=hold)

    def warn(self, guest: int) -> None:
        story = self.stories[guest]
        self._write(story, "warn", None, story.wait)

    def late(self, minutes: int, sizes: Callable[[int], bool]) -> list[int]:
        """Who is concerned."""
        moved = [
            guest
            for guest, wait in self.open().items()
            if wait.standing == "waiting" and sizes(wait.size)
        ]
        for guest in moved:
            self._quote(guest, timedelta(minutes=minutes))
        return moved

    def not_late(self, minutes: int, moved: list[int]) -> None:
        """Taken back at the same moment."""
        for guest in moved:
            self._quote(guest, -timedelta(minutes=minutes))

    def undo(self, guest: int, staff: int) -> bool:
        """The last deed at the desk, if nothing that it touched has changed since."""
        story = self.stories[guest]
        last = story.entries[-1]
        if last.undone or last.staff is None or self._now() - last.at > UNDO:
            return False
        quote = story.wait.quoted_until
        if last.action == "accept" and quote != last.after.quoted_until:
            return False
        last.undone = True
        if last.before is None:
            back = replace(story.wait, standing="left", ended_at=last.at)
        elif last.action == "accept":
            back = last.before
        else:
            back = replace(last.before, quoted_until=quote)
        self._write(story, "undo", staff, back)
        story.entries[-1].undone = True
        return True

    def repeat_due(
        self, rung: Callable[[int, datetime], bool], lost: Callable[[int], bool]
    ) -> None:
        """The program calls again whom no phone has answered for.

        `rung`: the guest's phone has said so of a call since then; `lost`: it is known to be gone.
        """
        for guest, wait in self.open().items():
            entries = self._since_call(guest)
            silent = wait.standing == "called" and bool(entries) and not lost(guest)
            if not silent or rung(guest, entries[0].at):
                continue
            due, hold = entries[-1].at + PAUSE, wait.hold_until or self._now()
            if len(entries) <= REPEATS and due <= self._now() < hold and due < hold:
                self._repeat(guest, wait, hold)

    def _repeat(self, guest: int, wait: Wait, hold: datetime) -> None:
        """The hold ends when it would have, a minute from now at least."""
        now = self._now()
        until = max(hold, now + timedelta(minutes=1))
        values = {"called_at": now, "hold_until": until, "times": wait.times + 1, "answer": ""}
        self._do(guest, "repeat", None, rings=True, **values)

    def _since_call(self, guest: int) -> list[Entry]:
        """The call by the desk that counts, and its repeats; nothing where no phone was rung."""
        done = [one for one in self.stories[guest].entries if not one.undone]
        calls = [place for place, one in enumerate(done) if one.action == "call"]
        since = done[calls[-1] :] if calls else []
        return [one for one in since if one.action in {"call", "repeat"} and one.rings]

    def _quote(self, guest: int, by: timedelta) -> None:
        story = self.stories[guest]
        if story.wait.quoted_until is not None:
            story.wait = replace(story.wait, quoted_until=story.wait.quoted_until + by)

    def _do(
        self, guest: int, action: str, staff: int | None, *, rings: bool = False, **values: object
    ) -> bool:
        story = self.stories[guest]
        origins, standing = _TABLE[action]
        if story.wait.standing not in origins:
            return False
        changed = replace(story.wait, standing=standing, **values)  # type: ignore[arg-type]  # by name
        self._write(story, action, staff, changed, rings=rings)
        return True

    def _write(
        self, story: Story, action: str, staff: int | None, after: Wait, *, rings: bool = False
    ) -> None:
        story.entries.append(Entry(action, staff, self._now(), story.wait, after, rings))
        story.wait = after
