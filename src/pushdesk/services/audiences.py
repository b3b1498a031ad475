"""Audiences: lists kept by hand, and conditions that find their guests at the moment of a send."""

from collections.abc import Collection
from dataclasses import dataclass

from pushdesk.domain import conditions, targets
from pushdesk.domain.conditions import Condition, NoCondition, OnChannel, Reason
from pushdesk.domain.events import GuestChanged
from pushdesk.domain.targets import Target
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import channels, texts
from pushdesk.services.context import Context
from pushdesk.store import Session, guests, targeting
from pushdesk.store import audiences as rows
from pushdesk.store import conditions as stored
from pushdesk.store.targeting import Reach, Sample, Window

__all__ = ["Audience", "Condition", "Preview", "Reach", "Sample", "Window"]

SAMPLE = 10
MEMBERS = 100
BY_HAND = "hand"


@dataclass(frozen=True)
class Audience:
    """`condition` and `sentence` of a smart one; `members` of one that is kept by hand.

    Members may have left the venue since: `count` has whom a message would reach now, and is
    None in a list, because it takes time.
    """

    name: str
    condition: Condition | None
    sentence: str
    members: int
    count: Reach | None = None

    @property
    def is_smart(self) -> bool:
        return self.condition is not None


@dataclass(frozen=True)
class Preview:
    sentence: str
    count: Reach
    sample: tuple[Sample, ...]


def create(ctx: Context, name: str, condition: Condition | None = None) -> Audience:
    """Raises UserError where the name is taken or the condition can't be asked."""
    name = texts.line(name, _("The audience's name"), texts.NAME_LENGTH)
    _check(ctx, condition)
    with ctx.store.write() as session:
        _check_free(session, name)
        rows.insert(session, name, condition, ctx.clock.now())
        _check_together(session)
    return get(ctx, name)


def every(ctx: Context) -> list[Audience]:
    """By name, without counts."""
    with ctx.store.read() as session:
        names = stored.channel_names(session)
        return [_audience(row, names) for row in rows.every(session)]


def get(ctx: Context, name: str) -> Audience:
    """Without its count; raises NotFound."""
    with ctx.store.read() as session:
        return _audience(_row(session, name), stored.channel_names(session))


def show(ctx: Context, name: str) -> Audience:
    """With its count; raises NotFound."""
    target = targets.Audience(name)
    with ctx.store.read() as session:
        row = _row(session, name)
        reached = targeting.reached_by(session, [target], (), ctx.clock.now())
        reach = targeting.count(session, reached)
        return _audience(row, stored.channel_names(session), reach)


def rename(ctx: Context, name: str, new_name: str) -> Audience:
    """Conditions that name it follow."""
    new_name = texts.line(new_name, _("The audience's name"), texts.NAME_LENGTH)
    with ctx.store.write() as session:
        row = _row(session, name)
        if new_name != row.name:
            _check_free(session, new_name)
            rows.rename(session, row.name, new_name)
            _check_together(session)
    return get(ctx, new_name)


def change(ctx: Context, name: str, condition: Condition) -> Audience:
    """Gives a smart audience another condition."""
    _check(ctx, condition)
    with ctx.store.write() as session:
        if _row(session, name).condition is None:
            raise Refused(
                _("“{name}” is kept by hand.").format(name=name),
                _("An audience with a condition finds its guests itself."),
                _("Create another audience with this condition."),
            )
        rows.change(session, name, condition)
        _check_together(session)
    return get(ctx, name)


def delete(ctx: Context, name: str) -> None:
    """Refused while another audience's condition names it."""
    with ctx.store.write() as session:
        row = _row(session, name)
        for other, condition in stored.stored(session).items():
            if condition is not None and name in stored.named_in(condition):
                raise Refused(
                    _("“{name}” can't be deleted.").format(name=name),
                    _("The audience “{other}” asks for it.").format(other=other),
                    _("Change or delete “{other}” first.").format(other=other),
                )
        rows.delete(session, row.id)


def add(ctx: Context, name: str, guest_id: int, source: str = BY_HAND) -> None:
    """Puts a guest into an audience that is kept by hand."""
    with ctx.store.write() as session:
        audience_id = _by_hand(session, name).id
        _check_known(session, guest_id)
        rows.add(session, audience_id, guest_id, source, ctx.clock.now())
    ctx.bus.publish(GuestChanged(guest_id))


def remove(ctx: Context, name: str, guest_id: int) -> None:
    with ctx.store.write() as session:
        rows.remove(session, _by_hand(session, name).id, guest_id)
    ctx.bus.publish(GuestChanged(guest_id))


def members(ctx: Context, name: str, limit: int = MEMBERS) -> list[Sample]:
    """Of an audience that is kept by hand, subscribed or not; the latest first."""
    with ctx.store.read() as session:
        return rows.members(session, _row(session, name).id, limit)


def count(
    ctx: Context,
    to: Collection[Target],
    exclude: Collection[Target] = (),
    window: Window | None = None,
) -> Reach:
    with ctx.store.read() as session:
        reached = targeting.reached_by(session, to, exclude, ctx.clock.now(), window)
        return targeting.count(session, reached)


def sample(
    ctx: Context,
    to: Collection[Target],
    exclude: Collection[Target] = (),
    window: Window | None = None,
    number: int = SAMPLE,
) -> list[Sample]:
    with ctx.store.read() as session:
        reached = targeting.reached_by(session, to, exclude, ctx.clock.now(), window)
        return targeting.sample(session, reached, number)


def preview(ctx: Context, condition: Condition) -> Preview:
    """What a condition says and finds, before it is saved; raises UserError as `create` does."""
    _check(ctx, condition)
    said = sentence(ctx, condition)
    with ctx.store.read() as session:
        try:
            meant = targeting.meant_by(session, condition, ctx.clock.now())
        except NoCondition as error:
            raise _refusal(error) from error
        found = tuple(targeting.sample(session, meant, SAMPLE))
        return Preview(said, targeting.count(session, meant), found)


def sentence(ctx: Context, condition: Condition) -> str:
    """“guests who are on Lunch and whose language is German”."""
    with ctx.store.read() as session:
        return _say(condition, stored.channel_names(session))


def read_condition(text: str) -> Condition:
    """From the JSON of `domain.conditions`; raises UserError."""
    try:
        return conditions.parse(text)
    except NoCondition as error:
        raise _refusal(error) from error


def _audience(row: rows.Audience, names: dict[str, str], reach: Reach | None = None) -> Audience:
    said = _say(row.condition, names) if row.condition else ""
    return Audience(row.name, row.condition, said, row.members, reach)


def _say(condition: Condition, names: dict[str, str]) -> str:
    return conditions.sentence(condition, _, ngettext, channels=names)


def _row(session: Session, name: str) -> rows.Audience:
    found = rows.by_name(session, name)
    if found is None:
        raise NotFound(
            _("There is no audience “{name}”.").format(name=name[:60]),
            _("Capitals and spaces count."),
            _("Look at the list of audiences for the right one."),
        )
    return found


def _by_hand(session: Session, name: str) -> rows.Audience:
    row = _row(session, name)
    if row.condition is not None:
        raise Refused(
            _("Nobody can be put into “{name}” or taken out by hand.").format(name=name),
            _("Its condition finds its guests."),
            _("Change the condition, or use an audience that is kept by hand."),
        )
    return row


def _check_free(session: Session, name: str) -> None:
    if rows.by_name(session, name) is not None:
        raise Refused(
            _("There is an audience “{name}” already.").format(name=name),
            "",
            _("Choose another name."),
        )


def _check_known(session: Session, guest_id: int) -> None:
    if guests.by_id(session, guest_id) is None:
        raise NotFound(
            _("This guest is not known here any more."),
            _("The guest has been forgotten."),
            _("Let the guest scan the subscribe code first."),
        )


def _check(ctx: Context, condition: Condition | None) -> None:
    """A form may have built what its own JSON would not say."""
    if condition is None:
        return
    read_condition(conditions.to_json(condition))
    for alias in _aliases(condition):
        channels.get(ctx, alias)


def _aliases(condition: Condition) -> set[str]:
    if isinstance(condition, OnChannel):
        return {condition.alias}
    return set().union(*(_aliases(part) for part in conditions.parts(condition)))


def _check_together(session: Session) -> None:
    """That every audience can still be asked, also those that ask for the changed one."""
    try:
        every_condition = stored.stored(session)
        for name in every_condition:
            stored.resolve(conditions.InAudience(name), every_condition)
    except NoCondition as error:
        raise _refusal(error) from error


def _refusal(error: NoCondition) -> UserError:
    detail = error.detail[:60]
    why = {
        Reason.NOT_JSON: _("It is not written as JSON."),
        Reason.UNKNOWN_KIND: _("It asks for something that PushDesk doesn't know of a guest."),
        Reason.BAD_VALUE: _("One of its values is missing, wrong or too long."),
        Reason.EMPTY: _("A group in it is empty."),
        Reason.TOO_LARGE: _("It is too large, together with the audiences that it asks for."),
        Reason.UNKNOWN_AUDIENCE: _("There is no audience “{name}”.").format(name=detail),
        Reason.CIRCULAR: _("The audience “{name}” would ask for itself.").format(name=detail),
    }[error.reason]
    return UserError(_("Nobody can be found by this condition."), why, _("Change that part of it."))
