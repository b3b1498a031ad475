"""Audiences: lists kept by hand, and conditions that find their guests at the moment of a send."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from pushdesk.domain import condition_sentences, conditions, rules, targets
from pushdesk.domain.conditions import Condition, NoCondition, OnChannel
from pushdesk.domain.events import AudienceChanged, EventRecorded, GuestChanged
from pushdesk.domain.staff import Permission
from pushdesk.domain.targets import Target
from pushdesk.errors import NotFound, Refused
from pushdesk.i18n import _, ngettext
from pushdesk.services import channels, condition_words, membership, texts
from pushdesk.services.context import Context
from pushdesk.store import Session, audience_uses, guests, targeting
from pushdesk.store import audiences as rows
from pushdesk.store import conditions as stored
from pushdesk.store import rules as rule_rows
from pushdesk.store.targeting import Reach, Sample, Window

__all__ = ["Audience", "Condition", "Preview", "Reach", "Sample", "Window"]

SAMPLE = 10
MEMBERS = 100
BY_HAND = "hand"

read_condition = condition_words.read


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
    ctx.require(Permission.AUDIENCES)
    name = texts.line(name, _("The audience's name"), texts.NAME_LENGTH)
    if condition is not None:
        check_condition(ctx, condition)
    with ctx.store.write() as session:
        _check_free(session, name)
        rows.insert(session, name, condition, ctx.clock.now())
        _check_together(session)
    return _changed(ctx, name)


def every(ctx: Context) -> list[Audience]:
    """By name, without counts."""
    with ctx.store.read() as session:
        names = stored.channel_names(session)
        return [_audience(row, names) for row in rows.every(session)]


def get(ctx: Context, name: str) -> Audience:
    """Without its count; raises NotFound."""
    with ctx.store.read() as session:
        return _audience(membership.find(session, name), stored.channel_names(session))


def show(ctx: Context, name: str) -> Audience:
    """With its count; raises NotFound."""
    target = targets.Audience(name)
    with ctx.store.read() as session:
        row = membership.find(session, name)
        reached = targeting.reached_by(session, [target], (), ctx.clock.now())
        reach = targeting.count(session, reached)
        return _audience(row, stored.channel_names(session), reach)


def rename(ctx: Context, name: str, new_name: str) -> Audience:
    """Conditions, rules and messages that name it follow."""
    ctx.require(Permission.AUDIENCES)
    new_name = texts.line(new_name, _("The audience's name"), texts.NAME_LENGTH)
    with ctx.store.write() as session:
        row = membership.find(session, name)
        if new_name != row.name:
            _check_free(session, new_name)
            rows.rename(session, row.name, new_name)
            _rename_in_rules(session, row.name, new_name)
            audience_uses.rename(session, row.name, new_name, ctx.clock.now())
            _check_together(session)
    ctx.bus.publish(AudienceChanged(row.name))
    return _changed(ctx, new_name)


def change(ctx: Context, name: str, condition: Condition) -> Audience:
    """Gives a smart audience another condition."""
    ctx.require(Permission.AUDIENCES)
    check_condition(ctx, condition)
    with ctx.store.write() as session:
        if membership.find(session, name).condition is None:
            raise Refused(
                _("“{name}” is kept by hand.").format(name=name),
                _("An audience with a condition finds its guests itself."),
                _("Create another audience with this condition."),
            )
        rows.change(session, name, condition)
        _check_together(session)
    return _changed(ctx, name)


def delete(ctx: Context, name: str) -> None:
    """Refused while another audience's condition, a rule or a planned message names it."""
    ctx.require(Permission.AUDIENCES)
    with ctx.store.write() as session:
        row = membership.find(session, name)
        for other, condition in stored.stored(session).items():
            if condition is not None and name in stored.named_in(condition):
                raise _needed(name, _("The audience “{other}” asks for it."), other)
        for rule in rule_rows.every(session):
            if name in rules.audiences(rule.definition):
                raise _needed(name, _("The rule “{other}” asks for it."), rule.name)
        if message := audience_uses.first(session, name, ctx.clock.now()):
            raise _needed(name, _("The message “{other}” asks for it."), message)
        rows.delete(session, row.id)
    ctx.bus.publish(AudienceChanged(name))


def add(ctx: Context, name: str, guest_id: int, source: str = BY_HAND) -> None:
    """Puts a guest into an audience that is kept by hand."""
    with ctx.store.write() as session:
        membership.by_hand(session, name)
        _check_known(session, guest_id)
        new = membership.put_in(session, name, guest_id, source, ctx.clock.now())
    if new:
        _tell(ctx, name, guest_id, "joined_audience")


def remove(ctx: Context, name: str, guest_id: int, source: str = BY_HAND) -> None:
    with ctx.store.write() as session:
        gone = membership.take_out(session, name, guest_id, source, ctx.clock.now())
    if gone:
        _tell(ctx, name, guest_id, "left_audience")


def members(ctx: Context, name: str, limit: int = MEMBERS) -> list[Sample]:
    """Of an audience that is kept by hand, subscribed or not; the latest first."""
    with ctx.store.read() as session:
        return rows.members(session, membership.find(session, name).id, limit)


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
    check_condition(ctx, condition)
    said = sentence(ctx, condition)
    with ctx.store.read() as session:
        try:
            meant = targeting.meant_by(session, condition, ctx.clock.now())
        except NoCondition as error:
            raise condition_words.refusal(error) from error
        found = tuple(targeting.sample(session, meant, SAMPLE))
        return Preview(said, targeting.count(session, meant), found)


def sentence(ctx: Context, condition: Condition) -> str:
    """“guests who are on Lunch and whose language is German”."""
    return speaker(ctx)(condition)


def speaker(ctx: Context) -> Callable[[Condition], str]:
    """`sentence` for many conditions, with one look at the channels' names."""
    with ctx.store.read() as session:
        names = stored.channel_names(session)
    return lambda condition: _say(condition, names)


def check_by_hand(ctx: Context, name: str) -> None:
    """Raises UserError where nobody can be put into it or taken out."""
    with ctx.store.read() as session:
        membership.by_hand(session, name)


def check_condition(ctx: Context, condition: Condition) -> None:
    """A form may have built what its own JSON would not say. Raises UserError."""
    read_condition(conditions.to_json(condition))
    for alias in _aliases(condition):
        channels.get(ctx, alias)
    with ctx.store.read() as session:
        try:
            stored.resolve(condition, stored.stored(session))
        except NoCondition as error:
            raise condition_words.refusal(error) from error


def _audience(row: rows.Audience, names: dict[str, str], reach: Reach | None = None) -> Audience:
    said = _say(row.condition, names) if row.condition else ""
    return Audience(row.name, row.condition, said, row.members, reach)


def _say(condition: Condition, names: dict[str, str]) -> str:
    return condition_sentences.sentence(condition, _, ngettext, channels=names)


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


def _changed(ctx: Context, name: str) -> Audience:
    ctx.bus.publish(AudienceChanged(name))
    return get(ctx, name)


def _tell(ctx: Context, name: str, guest_id: int, event: str) -> None:
    for news in (GuestChanged(guest_id), AudienceChanged(name), EventRecorded(guest_id, event)):
        ctx.bus.publish(news)


def _rename_in_rules(session: Session, old: str, new: str) -> None:
    for rule in rule_rows.every(session):
        follows = rules.renamed(
            rule.definition, old, new, lambda asked: stored.renamed(asked, old, new)
        )
        if follows != rule.definition:
            rule_rows.save(session, rule.id, rule.name, follows)


def _needed(name: str, why: str, other: str) -> Refused:
    return Refused(
        _("“{name}” can't be deleted.").format(name=name),
        why.format(other=other),
        _("Change or delete “{other}” first.").format(other=other),
    )


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
        raise condition_words.refusal(error) from error
