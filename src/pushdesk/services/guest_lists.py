"""Lists of guests as CSV files: what each line would do, then the import; and the export."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from pushdesk.domain import guest_csv, pushed_id
from pushdesk.domain.events import ChangedElsewhere, ChannelChanged
from pushdesk.domain.guest_csv import (
    FIELD,
    OWN,
    BadList,
    CantDo,
    Clash,
    Entry,
    Fault,
    GuestList,
    Line,
    Phone,
    Roster,
    Step,
    Wanted,
)
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import guest_records, texts
from pushdesk.services.context import Context
from pushdesk.store import Session, own_ids, venues
from pushdesk.store import guest_lists as rows
from pushdesk.store.guest_lists import Change
from pushdesk.webpush import base64url
from pushdesk.webpush.subscription import parse_subscription

_BEFORE = ("pushed_id", "name", "email", "language", "channel")
_AFTER = ("endpoint", "p256dh", "auth")
# How many lines are one transaction: the desk can write in between.
_TOGETHER = 250


class What(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    REFUSE = "refuse"


@dataclass(frozen=True)
class PlannedLine:
    """`number` as an editor counts the file's lines."""

    number: int
    what: What
    sentence: str


@dataclass(frozen=True)
class Plan:
    """What each line would do, as things stand; nothing has been changed."""

    lines: tuple[PlannedLine, ...]
    source: GuestList = field(repr=False)

    def count(self, what: What) -> int:
        return sum(line.what is what for line in self.lines)


@dataclass(frozen=True)
class Result:
    """What became of the lines; `lines` are those that were refused."""

    created: int
    updated: int
    skipped: int
    refused: int
    lines: tuple[PlannedLine, ...]


Channels = Mapping[str, venues.Channel]
Progress = Callable[[int, int], object]


def read(ctx: Context, data: bytes | str) -> Plan:
    """A dry run. Raises UserError where the file as a whole is no list of guests."""
    try:
        source = guest_csv.read(data)
    except BadList as error:
        raise _no_list(error) from error
    channels = _open_channels(ctx)
    roster, planned = Roster(), list[PlannedLine]()
    for some in _parts(source.lines):
        wanted = [_checked(ctx, source.columns, line, channels) for line in some]
        with ctx.store.read() as session:
            rows.load(session, roster, [w for w in wanted if isinstance(w, Wanted)])
        for line, one in zip(some, wanted, strict=True):
            planned.append(_planned(line, _decided(roster, one, channels), channels))
    return Plan(tuple(planned), source)


def apply(ctx: Context, plan: Plan, progress: Progress = lambda _done, _all: None) -> Result:
    """Does what the lines say, in short transactions; what has changed since the plan counts.

    `progress` gets the number of lines done and of all, in the caller's thread.
    """
    source, done = plan.source, list[PlannedLine]()
    channels = _open_channels(ctx)
    for some in _parts(source.lines):
        wanted = [_checked(ctx, source.columns, line, channels) for line in some]
        roster = Roster()
        with ctx.store.write() as session:
            rows.load(session, roster, [w for w in wanted if isinstance(w, Wanted)])
            decided = [_decided(roster, one, channels) for one in wanted]
            steps = [step for step in decided if isinstance(step, Step)]
            _write(ctx, session, steps, channels)
        done += [_planned(*each, channels) for each in zip(some, decided, strict=True)]
        _tell(ctx, steps)
        progress(len(done), len(source.lines))
    return _result(done)


def _tell(ctx: Context, steps: Sequence[Step]) -> None:
    ctx.bus.publish(ChangedElsewhere())
    for alias in {a for step in steps for a in step.after.channels[len(step.before.channels) :]}:
        ctx.bus.publish(ChannelChanged(alias))


def export(ctx: Context) -> str:
    """Everybody, as a list that `read` takes."""
    parts: list[str] = []
    write(ctx, parts.append)
    return "".join(parts)


def write(ctx: Context, sink: Callable[[str], object]) -> int:
    """The same, some guests at a time; returns how many there are.

    A guest with several devices, channels or own IDs in one system takes several lines.
    """
    number = 0
    with ctx.store.read() as session:
        systems, fields = own_ids.systems(session), own_ids.field_names(session)
        own, noted = [OWN + system for system in systems], [FIELD + name for name in fields]
        sink(guest_csv.row([*_BEFORE, *own, *noted, *_AFTER]))
        for page in rows.pages(session):
            number += len(page)
            sink("".join(_lines_of(entry, systems, fields) for entry in page))
    return number


def _lines_of(entry: Entry, systems: Sequence[str], fields: Sequence[str]) -> str:
    """What there may be several of goes down its column; all else stands in the first line."""
    own = [[o.value for o in entry.own_ids if o.system == system] for system in systems]
    keys = zip(*(_keys(phone) for phone in entry.phones if phone.live), strict=True)
    first = (entry.name, entry.email, entry.language)
    noted = [entry.fields.get(name, "") for name in fields]
    lines: list[str] = []
    for channel, *several in zip_longest(entry.channels or ("",), *own, *keys, fillvalue=""):
        ids, phone = several[: len(own)], several[len(own) :] or [""] * 3
        lines.append(guest_csv.row([entry.pushed_id, *first, channel, *ids, *noted, *phone]))
        first, noted = ("", "", ""), [""] * len(noted)
    return "".join(lines)


def _keys(phone: Phone) -> tuple[str, str, str]:
    return phone.endpoint, base64url.encode(phone.p256dh), base64url.encode(phone.auth)


def _write(ctx: Context, session: Session, steps: Sequence[Step], channels: Channels) -> None:
    """All the steps at once: of each guest, from the first line's beginning to the last's end."""
    first = {step.guest_id: step.before for step in reversed(steps)}
    last = {step.guest_id: step.after for step in steps}
    now = ctx.clock.now()
    new = {id_: _named(entry) for id_, entry in last.items() if id_ < 0}
    passes = [(entry, secrets.token_urlsafe(16)) for entry in new.values()]
    numbers = dict(zip(new, rows.create(session, passes, now), strict=True))
    changes = [
        Change(numbers.get(id_, id_), first[id_], after)
        for id_, after in last.items()
        if after != first[id_]
    ]
    rows.write(session, changes, {alias: c.id for alias, c in channels.items()}, now)


def _named(entry: Entry) -> Entry:
    return replace(entry, pushed_id=entry.pushed_id or pushed_id.new())


def _open_channels(ctx: Context) -> Channels:
    with ctx.store.read() as session:
        return {channel.alias: channel for channel in venues.channels(session)}


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), _TOGETHER):
        yield lines[start : start + _TOGETHER]


def _checked(
    ctx: Context, columns: Sequence[str], line: Line, channels: Channels
) -> Wanted | UserError:
    try:
        return _read_cells(ctx, _cells(columns, line), channels)
    except UserError as error:
        return error


def _cells(columns: Sequence[str], line: Line) -> dict[str, str]:
    """What is not empty."""
    if line.cells is None:
        raise UserError(
            _("This line does not fit the first one."),
            _("It has other columns, or a quotation mark in the wrong place."),
        )
    return {name: cell for name, cell in zip(columns, line.cells, strict=True) if cell}


def _read_cells(ctx: Context, cells: Mapping[str, str], channels: Channels) -> Wanted:
    fields = [
        guest_records.read_field(name.removeprefix(FIELD), cell)
        for name, cell in cells.items()
        if name.startswith(FIELD)
    ]
    return Wanted(
        pushed_id=guest_records.read_pushed_id(cells.get("pushed_id", "")),
        name=texts.line(
            cells.get("name", ""), _("The guest's name"), texts.NAME_LENGTH, required=False
        ),
        email=guest_records.read_email(cells.get("email", "")),
        language=guest_records.read_language(cells["language"]) if "language" in cells else "",
        channel=_read_channel(cells.get("channel", ""), channels),
        own_ids=tuple(
            guest_records.read_own_id(name.removeprefix(OWN), cell)
            for name, cell in cells.items()
            if name.startswith(OWN)
        ),
        fields={one.name: one.value for one in fields if one.value},
        phone=_read_phone(ctx, cells),
    )


def _read_channel(alias: str, channels: Channels) -> str:
    if alias and alias not in channels:
        raise UserError(_("No open channel has the alias “{alias}”.").format(alias=_shown(alias)))
    return alias


def _read_phone(ctx: Context, cells: Mapping[str, str]) -> Phone | None:
    """Through the checks that a browser's own subscription passes."""
    if not cells.keys() & {"endpoint", "p256dh", "auth"}:
        return None
    keys = {name: cells.get(name) for name in ("p256dh", "auth")}
    push = parse_subscription({"endpoint": cells.get("endpoint"), "keys": keys})
    ctx.endpoints.check(push.endpoint)
    return Phone(push.endpoint, push.p256dh, push.auth)


def _decided(roster: Roster, wanted: Wanted | UserError, channels: Channels) -> Step | UserError:
    """What the line does, as the roster knows it from then on."""
    if isinstance(wanted, UserError):
        return wanted
    try:
        return roster.decide(wanted)
    except CantDo as error:
        return _refusal(error, wanted, channels)


def _refusal(error: CantDo, wanted: Wanted, channels: Channels) -> UserError:
    who = _called(error.entry)
    match error.clash:
        case Clash.NAMES_NOBODY:
            return UserError(_("It has no Pushed ID, own ID, e-mail address or endpoint."))
        case Clash.NAMES_SEVERAL:
            sentence = _("Several guests have the address {email}.")
            return UserError(sentence.format(email=wanted.email))
        case Clash.OWN_ID_TAKEN:
            return guest_records.taken(error.own, who)
        case Clash.PHONE_TAKEN:
            return UserError(_("{guest} has this phone already.").format(guest=who))
        case Clash.OTHER_KEYS:
            return UserError(_("The phone's keys are not those that we know."))
        case Clash.HAS_LEFT:
            sentence = _("{guest} has left “{channel}”, and only the guest may come back.")
            return UserError(sentence.format(guest=who, channel=channels[wanted.channel].name))


def _planned(line: Line, step: Step | UserError, channels: Channels) -> PlannedLine:
    if isinstance(step, UserError):
        sentence = " ".join(part for part in (step.what, step.why) if part)
        return PlannedLine(line.number, What.REFUSE, sentence)
    who = _called(step.before)
    if step.before == step.after:
        sentence = _("All of this is known of {guest}.").format(guest=who)
        return PlannedLine(line.number, What.SKIP, sentence)
    news = ", ".join(_news(step.before, step.after, channels))
    if step.before == Entry():
        return PlannedLine(line.number, What.CREATE, _("A new guest: {news}.").format(news=news))
    return PlannedLine(
        line.number, What.UPDATE, _("New for {guest}: {news}.").format(guest=who, news=news)
    )


def _news(before: Entry, after: Entry, channels: Channels) -> Iterator[str]:
    if after.pushed_id != before.pushed_id:
        yield _("Pushed ID {id}").format(id=pushed_id.grouped(after.pushed_id))
    if after.name != before.name:
        yield _("name “{name}”").format(name=after.name)
    if after.email != before.email:
        yield _("e-mail {email}").format(email=after.email)
    if after.language != before.language:
        yield _("language {language}").format(language=after.language)
    for own in after.own_ids[len(before.own_ids) :]:
        yield f"{own.system}/{own.value}"
    for name, value in after.fields.items():
        if before.fields.get(name) != value:
            yield _("{field} “{value}”").format(field=name, value=value)
    for alias in after.channels[len(before.channels) :]:
        yield _("channel “{name}”").format(name=channels[alias].name)
    if len(after.phones) > len(before.phones):
        yield _("a device")


def _called(entry: Entry) -> str:
    if entry.name or entry.pushed_id:
        return guest_records.name_of(entry.name, entry.pushed_id)
    return _("the new guest")


def _result(done: Sequence[PlannedLine]) -> Result:
    counts = Counter(line.what for line in done)
    return Result(
        counts[What.CREATE],
        counts[What.UPDATE],
        counts[What.SKIP],
        counts[What.REFUSE],
        tuple(line for line in done if line.what is What.REFUSE),
    )


def _no_list(error: BadList) -> UserError:
    column = _shown(error.column)
    why, what_to_do = {
        Fault.TOO_LARGE: (
            _("It has more than {megabytes} MB, {lines} lines or {columns} columns.").format(
                megabytes=guest_csv.MOST_BYTES // 1024**2,
                lines=guest_csv.MOST_LINES,
                columns=guest_csv.MOST_COLUMNS,
            ),
            _("Part it into several files."),
        ),
        Fault.NOT_UTF8: (
            _("Its letters are not written in UTF-8."),
            _("Save it as “CSV UTF-8” and try again."),
        ),
        Fault.NO_COLUMNS: (
            _("Its first line names no columns."),
            _("Begin with a line such as: pushed_id,name,own:crm"),
        ),
        Fault.UNKNOWN_COLUMN: (
            _("PushDesk knows no column “{column}”.").format(column=column),
            _("Use {columns}, own:SYSTEM or field:NAME.").format(
                columns=", ".join(guest_csv.COLUMNS)
            ),
        ),
        Fault.COLUMN_TWICE: (
            _("It has the column “{column}” twice.").format(column=column),
            _("Take one of the two away."),
        ),
    }[error.fault]
    return UserError(_("This is no list of guests that PushDesk can read."), why, what_to_do)


def _shown(text: str) -> str:
    return texts.line(text[:60], "", 60, required=False)
