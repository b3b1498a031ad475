"""The first story played through on real parts: subscribe, scan, call, see, leave, vanish."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from pushdesk.domain import holds, pushed_id
from pushdesk.domain.deliveries import ENDS, DeliveryState
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.practice.behaviours import Attentive, Behaviour, Vanished
from pushdesk.practice.phone import Phone
from pushdesk.practice.push_service import PushService
from pushdesk.practice.watch import Watch
from pushdesk.services import codes, guests, scans, visits
from pushdesk.services.context import Context
from pushdesk.services.guests import Guest, Progress

LIMIT = 15.0  # seconds that the call may take from the click to its end
_CODE_SIZE = 600  # pixels
_SETTLED = ENDS | {DeliveryState.OPENED, DeliveryState.ANSWERED}


@dataclass
class _Stage:
    """What the acts share; `missing` counts the steps that did not happen."""

    ctx: Context
    service: PushService
    alias: str
    say: Callable[[str], None]
    limit: float
    missing: int = 0
    phones: list[Phone] = field(default_factory=list)

    def miss(self, sentence: str) -> None:
        self.missing += 1
        self.say(_("Missing: {sentence}").format(sentence=sentence))

    def require(self, happened: bool, sentence: str) -> None:
        if not happened:
            self.miss(sentence)


@dataclass(frozen=True)
class _Called:
    """One click on “Table ready” and what had become of it when the wait was over."""

    clicked: datetime
    progress: Progress

    def after(self, at: datetime) -> float:
        return max(0.0, (at - self.clicked).total_seconds())


async def play(
    ctx: Context,
    alias: str,
    service: PushService,
    say: Callable[[str], None],
    limit: float = LIMIT,
) -> bool:
    """True only if every step really happened; `say` gets each step, and each one that is missing.

    Runs in the push service's loop. Portal and sender run on the same `ctx`, in this process, and
    its endpoint policy trusts the service's origin.
    """
    stage = _Stage(ctx, service, alias, say, limit)
    try:
        await _play_act(stage, _first_call)
        await _play_act(stage, _vanished)
    finally:
        await asyncio.gather(*(phone.close() for phone in stage.phones))
    for fault in (fault for phone in stage.phones for fault in phone.faults):
        stage.miss(_("A phone could not use a push: {fault}.").format(fault=fault))
    return stage.missing == 0


async def _play_act(stage: _Stage, act: Callable[[_Stage], Awaitable[None]]) -> None:
    try:
        await act(stage)
    except UserError as error:
        stage.miss(str(error))


async def _first_call(stage: _Stage) -> None:
    phone = await _subscribed(stage, Attentive())
    guest = await _scanned(stage, phone)
    called = await _called(stage, guest)
    await phone.settle()
    _tell_ladder(stage, phone, called)
    await asyncio.to_thread(visits.seat, stage.ctx, guest.id)
    stage.say(_("The guest comes to the desk and is seated."))
    await phone.unsubscribe()
    stage.say(_("The guest unsubscribes."))
    await _refused(stage, guest)


async def _vanished(stage: _Stage) -> None:
    phone = await _subscribed(stage, Vanished())
    stage.say(_("Its browser gives up the subscription and tells nobody."))
    called = await _called(stage, await _scanned(stage, phone))
    if called.progress.state is not DeliveryState.GONE:
        stage.miss(_("The desk did not learn that this phone is gone."))
        return
    seconds = called.after(called.progress.ended_at or called.clicked)
    stage.say(
        _("gone {seconds:.2f} s. {reason}").format(seconds=seconds, reason=called.progress.reason)
    )


async def _subscribed(stage: _Stage, behaviour: Behaviour) -> Phone:
    code = await asyncio.to_thread(codes.channel_png, stage.ctx, stage.alias, _CODE_SIZE)
    page = await asyncio.to_thread(scans.read_picture, code)
    another = _("Another phone scans the venue's code and opens {page}.")
    first = _("A phone scans the venue's code and opens {page}.")
    stage.say((another if stage.phones else first).format(page=page))
    phone = Phone(stage.service, page, behaviour)
    stage.phones.append(phone)
    await phone.subscribe()
    grouped = pushed_id.grouped(phone.pushed_id)
    stage.say(_("It subscribes. Its Pushed ID is {grouped}.").format(grouped=grouped))
    return phone


async def _scanned(stage: _Stage, phone: Phone) -> Guest:
    """The ID goes from the screen of the guest's phone to the desk."""
    shown = await phone.show_pass()
    text = await asyncio.to_thread(scans.read_picture, shown.code)
    for seen in (shown.text, text):
        stage.require(seen == phone.pushed_id, _("The guest's page shows another Pushed ID."))
    guest = await asyncio.to_thread(guests.find, stage.ctx, text)
    card = await asyncio.to_thread(guests.card, stage.ctx, guest.id)
    devices = ", ".join(f"{device.browser} · {device.platform}" for device in card.devices)
    stage.say(
        _("The desk scans its screen and finds the guest: {devices}.").format(devices=devices)
    )
    return guest


async def _called(stage: _Stage, guest: Guest) -> _Called:
    watch = Watch(stage.ctx.bus)
    try:
        clicked = stage.ctx.clock.now()
        stage.say(_("The desk clicks “Table ready”."))
        call = await asyncio.to_thread(visits.notify, stage.ctx, guest.id, holds.DEFAULT_HOLD)
        await watch.until(call.message_id, _SETTLED, stage.limit)
    finally:
        watch.close()
    card = await asyncio.to_thread(guests.card, stage.ctx, guest.id)
    return _Called(clicked, next(p for p in card.progress if p.message_id == call.message_id))


def _tell_ladder(stage: _Stage, phone: Phone, called: _Called) -> None:
    progress = called.progress
    rungs = (
        (progress.accepted_at, _("sent {seconds:.2f} s"), _("The push service took no message.")),
        (progress.shown_at, _("on the phone {seconds:.2f} s"), _("The phone did not show it.")),
        (progress.opened_at, _("seen {seconds:.2f} s"), _("The guest did not open it.")),
    )
    climbed = [text.format(seconds=called.after(at)) for at, text, _missing in rungs if at]
    stage.say(" · ".join(climbed) or _("sent nothing"))
    for at, _text, missing in rungs:
        stage.require(at is not None, missing)
    if progress.reason:
        stage.say(progress.reason)
    _compare(stage, phone, progress)


def _compare(stage: _Stage, phone: Phone, progress: Progress) -> None:
    """The desk's record against what push service and phone have really had in hand."""
    accepted = any(push.token == phone.token for push in stage.service.accepted)
    stage.require(accepted, _("The push service has no message for this phone."))
    texts = [(shown.title, shown.body) for shown in phone.received]
    if (progress.title, progress.body) not in texts:
        stage.miss(_("The phone did not decrypt the text that the desk had sent."))
        return
    stage.say(
        _("The phone showed: “{title}” {body}").format(title=progress.title, body=progress.body)
    )


async def _refused(stage: _Stage, guest: Guest) -> None:
    try:
        await asyncio.to_thread(visits.notify, stage.ctx, guest.id, holds.DEFAULT_HOLD)
    except Refused as error:
        stage.miss(_("The call was refused for another reason: {error}").format(error=error))
    except UserError as error:
        stage.say(_("A further call is refused: {error}").format(error=error))
    else:
        stage.miss(_("A guest who has left can still be called."))
