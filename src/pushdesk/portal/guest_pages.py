"""The pages that a guest sees: the venue's lists, one list to join, the own pass with its QR."""

import logging

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pushdesk.domain import pushed_id
from pushdesk.errors import UserError
from pushdesk.portal import finding, languages, places, returning, status
from pushdesk.portal.queues import Queues
from pushdesk.portal.templating import Pages
from pushdesk.services import categories, channels, codes, guest_records, page_tag, receipts, venues
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.guests import Card
from pushdesk.services.receipts import Receipt

log = logging.getLogger(__name__)


class GuestPages:
    def __init__(self, ctx: Context, pages: Pages, queues: Queues) -> None:
        self._ctx = ctx
        self._pages = pages
        self._queues = queues
        self.router = APIRouter()
        for path, page in (
            ("/", self._venue),
            ("/forgotten", self._forgotten),
            ("/c/{alias}", self._subscribe),
            ("/g/{token}", self._pass),
            ("/g/{token}/qr.svg", self._qr),
        ):
            self.router.add_api_route(path, page, methods=["GET", "HEAD"])

    def _venue(self, request: Request) -> Response:
        venue = venues.get(self._ctx)
        lists = [one for one in channels.every(self._ctx, venue_id=venue.id) if one.is_public]
        return self._pages.render(request, "venue.html", venue=venue.name, channels=lists)

    def _forgotten(self, request: Request) -> Response:
        words = self._pages.words(request)
        told = UserError(
            words.gettext("The venue has forgotten you."),
            words.gettext("Your name, your phone and your visits are erased here."),
            words.gettext("Scan the venue’s code to join again."),
        )
        return self._pages.render(request, "problem.html", error=told)

    def _subscribe(self, alias: str, request: Request) -> Response:
        words = self._pages.words(request)
        channel = finding.open_channel(self._ctx, alias, words)
        card = self._returned(request)
        if card is not None:
            self._keep_language(card, request)
        language = languages.primary(languages.wanted(request))
        return self._pages.render(
            request,
            "subscribe.html",
            vapid_key=self._ctx.vapid_public_key,
            venue=channel.venue,
            channel=channel,
            queue=status.of_queue(self._queues, channel.alias, words),
            folded=True,
            pass_path=_pass_on(channel, card, request),
            topics=categories.offered(self._ctx, language),
            ticked=categories.of_guest(self._ctx, card.guest.id) if card else set(),
        )

    def _returned(self, request: Request) -> Card | None:
        held = returning.token(request)
        return None if held is None else places.known(self._ctx, held, self._pages, request)

    def _pass(self, token: str, request: Request, n: str = "") -> Response:
        words = self._pages.words(request)
        card = finding.guest(self._ctx, token, words)
        alias = status.alias_of(self._ctx, card)
        self._keep_language(card, request)
        visit = status.of_guest(self._ctx, self._queues, token, words)
        if n and not _is_ahead(request):
            self._opened(n)
        return self._pages.render(
            request,
            "pass.html",
            vapid_key=self._ctx.vapid_public_key,
            venue=venues.of_guest(self._ctx, card.guest.id).name,
            channels=card.channels,
            groups=pushed_id.grouped(card.guest.pushed_id).split(),
            pass_path=returning.address(request, token),
            aliases=[one.alias for one in card.channels] or [alias],
            name=card.guest.name,
            rings=card.reachable,
            language=languages.tapped(request) or card.guest.language,
            phones=sum(device.gone_at is None for device in card.devices),
            visit=visit,
            queue=visit["queue"],
            folded=False,
            topics=categories.offered(self._ctx, languages.primary(languages.wanted(request))),
            ticked=categories.of_guest(self._ctx, card.guest.id),
            recognised=page_tag.wish(self._ctx, card.guest.id),
        )

    def _keep_language(self, card: Card, request: Request) -> None:
        """Messages are then written in it as well."""
        tapped = languages.tapped(request)
        if tapped and tapped != card.guest.language and not _is_ahead(request):
            guest_records.set_language(self._ctx, card.guest.id, tapped)

    def _opened(self, receipt_token: str) -> None:
        """Declarative pushes open the page without a service worker that could tell."""
        try:
            receipts.record(self._ctx, receipt_token, Receipt.OPENED)
        except UserError as error:
            log.info("A pass was opened with a receipt that counts for nothing: %s", error)

    def _qr(self, token: str, request: Request) -> Response:
        card = finding.guest(self._ctx, token, self._pages.words(request))
        picture = codes.pushed_id_svg(card.guest.pushed_id)
        cached = {"Cache-Control": "private, max-age=86400"}
        return Response(picture, media_type="image/svg+xml", headers=cached)


def _is_ahead(request: Request) -> bool:
    """A browser that loads ahead has not been told to by the guest."""
    return "prefetch" in request.headers.get("sec-purpose", "")


def _pass_on(channel: Channel, card: Card | None, request: Request) -> str:
    """Where a guest is led who comes back to a list that they are on; empty for anybody else."""
    if card is None or all(one.alias != channel.alias for one in card.channels):
        return ""
    return returning.address(request, card.guest.pass_token)
