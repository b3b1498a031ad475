"""The sender's side of the database: synchronous, for a worker thread."""

from datetime import datetime, timedelta

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged, DeviceGone
from pushdesk.sending.attempts import Room
from pushdesk.services import links, own_sites, quiet
from pushdesk.services.context import Context
from pushdesk.store import broadcasts, clock_jumps, guests, outbox, outcomes
from pushdesk.store.claimed import Claimed
from pushdesk.store.outbox import Ended
from pushdesk.store.outcomes import Change, News
from pushdesk.webpush.subscription import PushSubscription

# Longer than the client's time-out for one attempt, short enough for a host to wait after a crash.
LEASE = timedelta(seconds=20)


class Clerk:
    """`base` is the portal's address as the latest claim found it."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.base = ""

    def claim(self, room: Room) -> tuple[list[Claimed], datetime | None]:
        """What is due and has room; where nothing is, the moment to look again."""
        now = self._ctx.clock.now()
        with self._ctx.store.read() as session:
            due = outbox.next_due(session, room.lanes())
        if due is None or due > now:
            return [], due
        # Asked once for each handful: the owner may have changed it since the last.
        self.base, sites = links.base(self._ctx), own_sites.origins(self._ctx)
        morning, ended = quiet.news_may_leave(self._ctx, now), list[Ended]()
        with self._ctx.store.write() as session:
            if morning > now:
                broadcasts.put_news_off(session, now, morning)
            # What was paused or cancelled is out of the way now; others may be due behind it.
            claimed = outbox.claim(session, now, room.lanes(), LEASE, ended.append)
        for one in ended:
            expired = DeliveryState.EXPIRED
            told = DeliveryChanged(one.delivery_id, one.message_id, one.guest_id, expired)
            self._ctx.bus.publish(told)
        return [own_sites.introduced(one, sites) for one in claimed], now

    def record(self, batch: list[News]) -> None:
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            changes = outcomes.record(session, batch, now)
            for change in changes:
                if change.state is DeliveryState.GONE:
                    guests.devices_gone(session, now, device_id=change.device_id)
        self._tell(changes)

    def end_silent(self) -> None:
        now = self._ctx.clock.now()
        with self._ctx.store.read() as session:
            if not outcomes.has_silent(session, now):
                return
        with self._ctx.store.write() as session:
            changes = outcomes.end_silent(session, now)
        self._tell(changes)

    def after_start(self) -> None:
        """The clock may have been set back while nobody looked."""
        with self._ctx.store.write() as session:
            clock_jumps.clock_was_set_back(session, self._ctx.clock.now(), LEASE)

    def after_jump(self, by: timedelta) -> None:
        with self._ctx.store.write() as session:
            clock_jumps.clock_set_back(session, self._ctx.clock.now(), LEASE, by)

    def phones(self, guest_id: int) -> list[PushSubscription]:
        with self._ctx.store.read() as session:
            return [
                PushSubscription(device.endpoint, device.p256dh, device.auth)
                for device in guests.devices(session, guest_id)
                if device.gone_at is None
            ]

    def _tell(self, changes: list[Change]) -> None:
        for change in changes:
            self._ctx.bus.publish(
                DeliveryChanged(
                    change.delivery_id, change.message_id, change.guest_id, change.state
                )
            )
            if change.state is DeliveryState.GONE:
                self._ctx.bus.publish(DeviceGone(change.device_id, change.guest_id))
