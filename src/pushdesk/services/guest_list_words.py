"""What the lines of a list of guests do, and why they are refused, in one sentence each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pushdesk.domain import guest_csv, pushed_id
from pushdesk.domain.guest_csv import BadList, Fault
from pushdesk.domain.guest_roster import CantDo, Clash, Entry, Step, Wanted
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import guest_values
from pushdesk.store.venues import Channel

# Those that programs write, and nobody by hand, are left out.
_FOR_PEOPLE = tuple(each for each in guest_csv.COLUMNS if each not in guest_csv.PHONE)
# By alias: those that are open.
Channels = Mapping[str, Channel]


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


def refusal(error: CantDo, wanted: Wanted, channels: Channels) -> UserError:
    who = _called(error.entry)
    match error.clash:
        case Clash.NAMES_NOBODY:
            return UserError(_("It has no Pushed ID, own ID, e-mail address or endpoint."))
        case Clash.NAMES_SEVERAL:
            sentence = _("Several guests have the address {email}.")
            return UserError(sentence.format(email=wanted.email))
        case Clash.OWN_ID_TAKEN:
            return guest_values.taken(error.own, who)
        case Clash.PHONE_TAKEN:
            return UserError(_("{guest} has this phone already.").format(guest=who))
        case Clash.OTHER_KEYS:
            return UserError(_("The phone's keys are not those that we know."))
        case Clash.HAS_LEFT:
            sentence = _("{guest} has left “{channel}”, and only the guest may come back.")
            return UserError(sentence.format(guest=who, channel=channels[wanted.channel].name))


def no_channel(written: str) -> UserError:
    """It is neither the alias nor the name of just one."""
    return UserError(
        _("No open channel, or more than one, is called “{name}”.").format(
            name=guest_values.shown(written)
        ),
        _("The six characters at the end of its link name it, too."),
    )


def planned(number: int, step: Step | UserError, channels: Channels) -> PlannedLine:
    if isinstance(step, UserError):
        sentence = " ".join(part for part in (step.what, step.why) if part)
        return PlannedLine(number, What.REFUSE, sentence)
    who = _called(step.before)
    if step.before == step.after:
        sentence = _("All of this is known of {guest}.").format(guest=who)
        return PlannedLine(number, What.SKIP, sentence)
    news = ", ".join(_news(step.before, step.after, channels))
    if step.before == Entry():
        return PlannedLine(number, What.CREATE, _("A new guest: {news}.").format(news=news))
    return PlannedLine(
        number, What.UPDATE, _("New for {guest}: {news}.").format(guest=who, news=news)
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
        return guest_values.name_of(entry.name, entry.pushed_id)
    return _("the new guest")


def no_list(error: BadList) -> UserError:
    column = guest_values.shown(error.column)
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
            _("Use {columns}, own:SYSTEM or field:NAME.").format(columns=", ".join(_FOR_PEOPLE)),
        ),
        Fault.COLUMN_TWICE: (
            _("It has the column “{column}” twice.").format(column=column),
            _("Take one of the two away."),
        ),
    }[error.fault]
    return UserError(_("This is no list of guests that PushDesk can read."), why, what_to_do)
