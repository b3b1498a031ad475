"""Who is meant by a line of a list of guests, and what it does to them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

STANDARD_LANGUAGE = "en"


@dataclass(frozen=True, order=True)
class OwnId:
    """The venue's own number of a guest in one of its systems."""

    system: str
    value: str


@dataclass(frozen=True)
class Phone:
    """A device as the browser describes it; `live` while it can ring."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    live: bool = True


@dataclass(frozen=True)
class Entry:
    """A guest as a list can describe one; channels by their alias, those of now and before."""

    pushed_id: str = ""
    name: str = ""
    email: str = ""
    language: str = ""
    own_ids: tuple[OwnId, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    left: frozenset[str] = frozenset()
    phones: tuple[Phone, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A line whose cells are what they should be; what is empty stays as it is."""

    pushed_id: str = ""
    name: str = ""
    email: str = ""
    language: str = ""
    channel: str = ""
    own_ids: tuple[OwnId, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    phone: Phone | None = None


@dataclass(frozen=True)
class Step:
    """What a line does to its guest, a new one where `guest_id` is negative."""

    guest_id: int
    before: Entry
    after: Entry


class Clash(Enum):
    """Why it can't be done."""

    NAMES_NOBODY = auto()
    NAMES_SEVERAL = auto()
    OWN_ID_TAKEN = auto()
    PHONE_TAKEN = auto()
    OTHER_KEYS = auto()
    HAS_LEFT = auto()


class CantDo(ValueError):
    """`entry` is the guest who stands in the way, `own` the own ID, where there is one."""

    def __init__(self, clash: Clash, entry: Entry | None = None, own: OwnId | None = None) -> None:
        self.clash = clash
        self.entry = entry or Entry()
        self.own = own or OwnId("", "")
        super().__init__(clash.name)


class Roster:
    """Who is meant, and what is known of them.

    What was decided counts for the lines after it, in the database or not: so a dry run sees
    what the import would.
    """

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._by_pushed_id: dict[str, int] = {}
        self._by_own_id: dict[OwnId, int] = {}
        self._by_endpoint: dict[str, tuple[int, Phone]] = {}
        self._by_email: dict[str, set[int]] = defaultdict(set)

    def knows(self, guest_id: int) -> bool:
        return guest_id in self._entries

    def put(self, guest_id: int, entry: Entry) -> None:
        before = self._entries.get(guest_id, Entry())
        self._by_email[before.email].discard(guest_id)
        self._by_email[entry.email].add(guest_id)
        self._entries[guest_id] = entry
        self._by_own_id.update(dict.fromkeys(entry.own_ids, guest_id))
        self._by_endpoint.update({phone.endpoint: (guest_id, phone) for phone in entry.phones})
        self.also(entry.pushed_id, guest_id)

    def also(self, pushed_id: str, guest_id: int) -> None:
        """Another Pushed ID of the guest's; an ID that somebody has now comes first."""
        if pushed_id:
            self._by_pushed_id.setdefault(pushed_id, guest_id)

    def decide(self, wanted: Wanted) -> Step:
        """Raises CantDo; then nothing has changed."""
        guest_id = self._who(wanted)
        before = Entry() if guest_id is None else self._entries[guest_id]
        if wanted.channel in before.left and wanted.channel not in before.channels:
            raise CantDo(Clash.HAS_LEFT, before)
        new = -len(self._entries) - 1
        step = Step(new if guest_id is None else guest_id, before, _after(before, wanted))
        self.put(step.guest_id, step.after)
        return step

    def _who(self, wanted: Wanted) -> int | None:
        """Whose line it is; None for a new guest."""
        phone = self._by_endpoint.get(wanted.phone.endpoint) if wanted.phone else None
        holders = [(own, self._by_own_id.get(own)) for own in wanted.own_ids]
        if wanted.pushed_id:
            guest_id = self._by_pushed_id.get(wanted.pushed_id)
        elif wanted.own_ids or wanted.phone:
            known = [holder for _own, holder in holders] + [phone[0] if phone else None]
            guest_id = next((id_ for id_ in known if id_ is not None), None)
        else:
            guest_id = self._who_has(wanted.email)
        for own, holder in holders:
            if holder is not None and holder != guest_id:
                raise CantDo(Clash.OWN_ID_TAKEN, self._entries[holder], own)
        self._check_phone(guest_id, wanted.phone, phone)
        return guest_id

    def _who_has(self, email: str) -> int | None:
        """Only where nothing else tells: a family may share an address."""
        if not email:
            raise CantDo(Clash.NAMES_NOBODY)
        known = self._by_email[email]
        if len(known) > 1:
            raise CantDo(Clash.NAMES_SEVERAL)
        return next(iter(known), None)

    def _check_phone(
        self, guest_id: int | None, wanted: Phone | None, known: tuple[int, Phone] | None
    ) -> None:
        if wanted is None or known is None:
            return
        if known[0] != guest_id:
            raise CantDo(Clash.PHONE_TAKEN, self._entries[known[0]])
        if replace(known[1], live=True) != wanted:
            raise CantDo(Clash.OTHER_KEYS)


def _after(before: Entry, wanted: Wanted) -> Entry:
    """An empty cell leaves things as they are, and nothing is taken away."""
    new_own = [own for own in dict.fromkeys(wanted.own_ids) if own not in before.own_ids]
    known = {phone.endpoint for phone in before.phones}
    is_new = wanted.phone is not None and wanted.phone.endpoint not in known
    is_on = not wanted.channel or wanted.channel in before.channels
    return Entry(
        before.pushed_id or wanted.pushed_id,
        wanted.name or before.name,
        wanted.email or before.email,
        wanted.language or before.language or STANDARD_LANGUAGE,
        (*before.own_ids, *new_own),
        {**before.fields, **wanted.fields},
        before.channels if is_on else (*before.channels, wanted.channel),
        before.left,
        (*before.phones, wanted.phone) if wanted.phone and is_new else before.phones,
    )
