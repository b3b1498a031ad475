"""What a rule's step does: prepared beforehand, done in the transaction of the step."""

from collections.abc import Callable, Mapping

from pushdesk.domain import placeholders
from pushdesk.domain.events import (
    AudienceChanged,
    DeskTold,
    EventRecorded,
    GuestChanged,
    MessageQueued,
    VisitChanged,
)
from pushdesk.domain.requests import Request
from pushdesk.domain.rules import (
    Action,
    AddTo,
    CallAgain,
    Move,
    Record,
    Release,
    RemoveFrom,
    Send,
    Tell,
)
from pushdesk.domain.targets import PushedId
from pushdesk.services import composing, guests, membership, templates, venues, visits
from pushdesk.services.context import Context
from pushdesk.services.visits import Cause
from pushdesk.store import Session, events
from pushdesk.store import templates as template_rows
from pushdesk.store.rule_runs import Run

SOURCE = "rule"
# What to tell the house once the step is committed.
News = list[object]
# Raises UserError where it can't be done; then nothing of it must stay.
Apply = Callable[[Session], News]


def prepare(ctx: Context, run: Run, rule: str, action: Action) -> Apply:
    """Reads what would take a moment outside of the transaction; raises UserError."""
    match action:
        case Send(template):
            return _send(ctx, run, rule, template)
        case CallAgain():
            return _call_again(ctx, run)
        case Tell(sentence):
            return _tell(ctx, run, sentence)
        case Release():
            return lambda session: _release(ctx, session, run)
        case Record(event, properties):
            return lambda session: _record(ctx, session, run, event, dict(properties))
        case _:
            return _among_audiences(ctx, run, action)


def _among_audiences(ctx: Context, run: Run, action: Action) -> Apply:
    match action:
        case AddTo(name):
            return lambda session: _audiences(ctx, session, run, into=name)
        case RemoveFrom(name):
            return lambda session: _audiences(ctx, session, run, out_of=name)
        case Move(source, target):
            return lambda session: _audiences(ctx, session, run, source, target)
        case _:
            raise AssertionError(f"{action} is done elsewhere")


def _send(ctx: Context, run: Run, rule: str, template: str) -> Apply:
    with ctx.store.read() as session:
        guest = guests.reachable(session, run.guest_id)
    to = (PushedId(guest.pushed_id),)
    purpose = templates.purpose_of(template)
    request = Request(to, template=template, variables=dict(run.properties), purpose=purpose)
    composed = composing.compose(ctx, request, source=f"{SOURCE} {rule}")

    def apply(session: Session) -> News:
        sent = composing.enter(session, composed, *composing.plan(session, composed))
        return [MessageQueued(sent.id), GuestChanged(run.guest_id)]

    return apply


def _call_again(ctx: Context, run: Run) -> Apply:
    venue = venues.get(ctx)
    visit = run.properties.get("visit", "")

    def apply(session: Session) -> News:
        call = visits.call_again(ctx, session, venue, run.guest_id, visit, _cause(run))
        rung = [MessageQueued(call.message_id), VisitChanged(run.guest_id)]
        return [*rung, *_happened(run, "called_again")]

    return apply


def _tell(ctx: Context, run: Run, sentence: str) -> Apply:
    guest = guests.card(ctx, run.guest_id).guest
    with ctx.store.read() as session:
        fields = template_rows.fields(session, {guest.id}).get(guest.id, {})
    values = {**run.properties, **fields, "name": guest.name, "venue": venues.get(ctx).name}
    told = DeskTold(placeholders.render(sentence, values), guest.id)
    return lambda _session: [told]


def _release(ctx: Context, session: Session, run: Run) -> News:
    visit = run.properties.get("visit", "")
    now = ctx.clock.now()
    visits.end(session, run.guest_id, visits.RELEASED, now, visit, _cause(run))
    return [VisitChanged(run.guest_id), *_happened(run, visits.RELEASED)]


def _record(
    ctx: Context, session: Session, run: Run, event: str, properties: Mapping[str, str]
) -> News:
    cause = _cause(run)
    now = ctx.clock.now()
    events.insert(session, run.guest_id, event, properties, cause.source, now, cause.depth)
    return _happened(run, event)


def _audiences(ctx: Context, session: Session, run: Run, out_of: str = "", into: str = "") -> News:
    """Whoever is not in the one comes into the other all the same."""
    now, cause = ctx.clock.now(), _cause(run)
    whom = run.guest_id, cause.source, now, cause.depth
    news: News = []
    if out_of and membership.take_out(session, out_of, *whom):
        news += [AudienceChanged(out_of), *_happened(run, "left_audience")]
    if into and membership.put_in(session, into, *whom):
        news += [AudienceChanged(into), *_happened(run, "joined_audience")]
    return news


def _happened(run: Run, event: str) -> News:
    return [EventRecorded(run.guest_id, event), GuestChanged(run.guest_id)]


def _cause(run: Run) -> Cause:
    return Cause(SOURCE, run.depth + 1)
