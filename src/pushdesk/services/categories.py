"""Categories: the topics that guests tick for news about them, and untick at any time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pushdesk.domain import placeholders
from pushdesk.domain.events import AudienceChanged, EventRecorded, GuestChanged
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.staff import Permission
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _, noted
from pushdesk.services import audiences, guests, templates, texts
from pushdesk.services.context import Context
from pushdesk.store import Session, broadcasts, events
from pushdesk.store import categories as rows
from pushdesk.store import guests as guest_rows

# What a guest reads before joining, and what the page sends, stays short.
MOST = 20
STANDARD = "en"
_CHOSEN = ("category_chosen", "joined_audience")
_CHOSEN_BY_A_MEMBER = ("category_chosen",)
_DROPPED = ("category_dropped", "left_audience")
# Where it happened: guests choose on their own pages only.
PAGE = "page"


@dataclass(frozen=True)
class Category:
    """The audience that a tick puts the guest into, and what the checkbox says."""

    audience: str
    label: str


@dataclass(frozen=True)
class Changed:
    """What a transaction has changed for one guest; `announce` tells it once it is committed."""

    guest_id: int
    chosen: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def offered(ctx: Context, language: str) -> list[Category]:
    """By label, in that language, in English, or else the audience's name."""
    with ctx.store.read() as session:
        found = [Category(one.audience, _label(one, language)) for one in rows.offered(session)]
    return sorted(found, key=lambda one: one.label.casefold())


def audience_names(ctx: Context) -> set[str]:
    """Of those that are offered."""
    with ctx.store.read() as session:
        return {one.audience for one in rows.offered(session)}


def labels(ctx: Context, audience_name: str) -> Mapping[str, str]:
    """By language tag; of an audience that is not offered, those that it had. Raises NotFound."""
    name = audiences.get(ctx, audience_name).name
    with ctx.store.read() as session:
        return rows.labels(session, name)


def make_category(ctx: Context, audience_name: str, labels: Mapping[str, str]) -> None:
    """Subscribe pages and passes offer it from now on.

    `labels` by language tag, empty ones left out. Raises UserError.
    """
    ctx.require(Permission.AUDIENCES)
    checked = _checked_labels(labels)
    audience = audiences.get(ctx, audience_name)
    if audience.is_smart:
        raise Refused(
            _("“{name}” can't be a category.").format(name=audience.name),
            _("Its condition finds its guests, so that nobody can put themselves into it."),
            _("Use an audience that is kept by hand."),
        )
    with ctx.store.write() as session:
        _check_room(session, audience.name)
        rows.offer(session, audience.name, checked)
    ctx.bus.publish(AudienceChanged(audience.name))


def drop_category(ctx: Context, audience_name: str) -> None:
    """Nobody is offered it any more; its guests stay in the audience."""
    ctx.require(Permission.AUDIENCES)
    name = audiences.get(ctx, audience_name).name
    with ctx.store.write() as session:
        rows.withdraw(session, name)
    ctx.bus.publish(AudienceChanged(name))


def of_guest(ctx: Context, guest_id: int) -> set[str]:
    """The categories that the guest has ticked, by the audience's name.

    Whom the venue itself has put into the audience has ticked nothing.
    """
    with ctx.store.read() as session:
        return rows.of_guest(session, guest_id)


def choose(ctx: Context, token: str, names: Collection[str]) -> set[str]:
    """The guest of this pass wants exactly these; what is ticked afterwards.

    Raises NotFound for a pass that is nobody's, UserError for a category that is not offered and
    for a guest who has left.
    """
    guest_id = guests.by_pass(ctx, token).guest.id
    with ctx.store.write() as session:
        memberships = guest_rows.memberships(session, guest_id)
        if not memberships:
            raise Refused(
                _("You have left, so there is nothing to choose."),
                _("Nobody is sent any news who is on no list."),
                _("Scan the venue’s code to join again."),
            )
        channel_id = memberships[-1].channel_id
        unwanted = rows.of_guest(session, guest_id) - set(names)
        changed = Changed(
            guest_id,
            enter(ctx, session, guest_id, channel_id, names, ""),
            # Who wants nothing at all wants nothing that isn't offered just now either.
            withdraw(ctx, session, guest_id, channel_id, unwanted if names else None),
        )
        ticked = rows.of_guest(session, guest_id)
    announce(ctx, changed)
    return ticked


def enter(
    ctx: Context,
    session: Session,
    guest_id: int,
    channel_id: int,
    names: Collection[str],
    endpoint_hash: str,
) -> tuple[str, ...]:
    """Part of the caller's transaction: those that were not ticked before. Raises UserError."""
    known = {one.audience: one for one in rows.offered(session)}
    unknown = sorted(set(names) - known.keys())
    if unknown:
        raise UserError(
            _("The topic “{name}” is not offered here.").format(name=unknown[0][:60]),
            _("The venue may have changed its list."),
            _("Load the page again and choose once more."),
        )
    new = tuple(sorted(set(names) - rows.of_guest(session, guest_id)))
    now = ctx.clock.now()
    for name in new:
        joined = rows.choose(session, known[name], guest_id, channel_id, endpoint_hash, now)
        happened = _CHOSEN if joined else _CHOSEN_BY_A_MEMBER
        _record(session, guest_id, happened, name, now)
    return new


def withdraw(
    ctx: Context,
    session: Session,
    guest_id: int,
    channel_id: int,
    names: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """Part of the caller's transaction: takes the guest out of those, or of all.

    All are also those that were offered once: they may be again.
    """
    held = {one.audience: one for one in rows.ticked(session, guest_id)}
    gone = tuple(sorted(held if names is None else held.keys() & set(names)))
    now = ctx.clock.now()
    for name in gone:
        rows.drop(session, held[name], guest_id, channel_id, now)
        _record(session, guest_id, _DROPPED, name, now)
    if gone:
        _stop_waiting(session, guest_id, now)
    return gone


def _stop_waiting(session: Session, guest_id: int, now: datetime) -> None:
    """What is on its way to members, and all news once nothing is ticked."""
    broadcasts.end_unmeant(session, guest_id, now, noted("The guest wants no more of this."))
    if not rows.of_guest(session, guest_id):
        broadcasts.end_news(session, guest_id, now, noted("The guest wants no more news."))


def announce(ctx: Context, changed: Changed) -> None:
    """Call it after the commit."""
    for happened, touched in ((_CHOSEN, changed.chosen), (_DROPPED, changed.dropped)):
        for name in touched:
            ctx.bus.publish(AudienceChanged(name))
        for event in happened if touched else ():
            ctx.bus.publish(EventRecorded(changed.guest_id, event))
    ctx.bus.publish(GuestChanged(changed.guest_id))


def _record(
    session: Session, guest_id: int, happened: Iterable[str], audience: str, now: datetime
) -> None:
    for event in happened:
        events.insert(session, guest_id, event, {"audience": audience}, PAGE, now)


def _label(category: rows.Category, language: str) -> str:
    standard = Wording(category.labels.get(STANDARD, category.audience))
    wordings = {tag: Wording(label) for tag, label in category.labels.items()}
    return placeholders.choose(standard, wordings, language)[1].title


def _checked_labels(labels: Mapping[str, str]) -> dict[str, str]:
    checked = {
        templates.language_tag(tag): texts.line(
            label, _("The label"), texts.NAME_LENGTH, required=False
        )
        for tag, label in labels.items()
    }
    return {tag: label for tag, label in checked.items() if label}


def _check_room(session: Session, name: str) -> None:
    others = [one for one in rows.offered(session) if one.audience != name]
    if len(others) >= MOST:
        raise Refused(
            _("There are {n} categories already.").format(n=len(others)),
            _("Guests read them all before they join."),
            _("Take one back first."),
        )
