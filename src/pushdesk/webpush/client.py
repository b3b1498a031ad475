"""Sends one push and says what became of it; whether to try again is for the sender to decide."""

import asyncio
import logging
from concurrent.futures import Executor

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.runtime.clock import Clock, SystemClock
from pushdesk.webpush.endpoints import EndpointPolicy, PushOrigin
from pushdesk.webpush.outcome import Outcome, PushOutcome, classify
from pushdesk.webpush.request import PushRequest, build_request
from pushdesk.webpush.subscription import PushSubscription
from pushdesk.webpush.transport import Transport, TransportError
from pushdesk.webpush.vapid import VapidSigner
from pushdesk.webpush.vendors import max_plaintext

log = logging.getLogger(__name__)


class PushClient:
    """`executor` runs the encryption; without one, asyncio's own."""

    def __init__(
        self,
        policy: EndpointPolicy,
        signer: VapidSigner,
        transport: Transport,
        clock: Clock | None = None,
        executor: Executor | None = None,
    ) -> None:
        self._policy = policy
        self._signer = signer
        self._transport = transport
        self._clock = clock or SystemClock()
        self._executor = executor

    async def send(
        self,
        subscription: PushSubscription,
        payload: bytes,
        *,
        ttl: int,
        urgency: str,
        topic: str,
    ) -> PushOutcome:
        """`payload` is plaintext, `ttl` the seconds that are left; one attempt."""
        try:
            origin = self._policy.check(subscription.endpoint)
        except UserError as error:
            return PushOutcome(Outcome.REFUSED, None, str(error))
        if len(payload) > max_plaintext(origin.vendor):
            return PushOutcome(
                Outcome.TOO_LARGE, None, _("The message is too long for this phone.")
            )

        def build() -> PushRequest:
            return self._build(origin, subscription, payload, ttl, urgency, topic)

        loop = asyncio.get_running_loop()
        return await self._post(origin, await loop.run_in_executor(self._executor, build))

    async def warm(self, subscription: PushSubscription) -> None:
        """Does ahead what the first send to this push service would wait for. Never raises for a
        refused endpoint or an unreachable service: send() will say so."""
        try:
            origin = self._policy.check(subscription.endpoint)
            self._signer.authorization(origin)
            await self._transport.warm(origin)
        except (UserError, TransportError) as error:
            log.info("Not warmed up: %s", error)

    async def close(self) -> None:
        await self._transport.close()

    def _build(
        self,
        origin: PushOrigin,
        subscription: PushSubscription,
        payload: bytes,
        ttl: int,
        urgency: str,
        topic: str,
    ) -> PushRequest:
        return build_request(
            subscription,
            payload,
            ttl,
            urgency,
            topic,
            vendor=origin.vendor,
            authorization=self._signer.authorization(origin),
        )

    async def _post(self, origin: PushOrigin, request: PushRequest) -> PushOutcome:
        try:
            response = await self._transport.post(request)
        except TransportError as error:
            log.info("No answer from %s: %s", origin, error)
            return PushOutcome(Outcome.UNREACHABLE, None, error.sentence)
        outcome = classify(response.status, response.headers, self._clock.now())
        if outcome.outcome is not Outcome.ACCEPTED:
            # The service's own words help the owner; they never hold the message or a key.
            log.info("%s answered %s: %r", origin, response.status, response.body[:300])
        return outcome
