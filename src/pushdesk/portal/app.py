"""The portal as one ASGI application: routes inside, the doorkeepers around them."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from pushdesk.portal import languages, problems
from pushdesk.portal.arrival import Arrival
from pushdesk.portal.asset_routes import AssetRoutes
from pushdesk.portal.assets import Assets
from pushdesk.portal.guest_pages import GuestPages
from pushdesk.portal.guest_visit import GuestVisit
from pushdesk.portal.health import HealthRoutes
from pushdesk.portal.limits import BodyLimit, Limits, RateLimit
from pushdesk.portal.manifests import Manifests
from pushdesk.portal.own_sites import OwnSites
from pushdesk.portal.page_tag import PageTag
from pushdesk.portal.places import PlaceRoutes
from pushdesk.portal.queues import Queues
from pushdesk.portal.receipts import ReceiptRoutes
from pushdesk.portal.screens import Screens
from pushdesk.portal.security import OriginCheck, SecurityHeaders
from pushdesk.portal.streams import Streams
from pushdesk.portal.subscriptions import SubscriptionRoutes
from pushdesk.portal.templating import Pages
from pushdesk.services.context import Context

__all__ = ["FastAPI", "create"]


def create(ctx: Context, limits: Limits, streams: Streams) -> FastAPI:
    assets = Assets.load()
    pages, queues = Pages(assets), Queues(ctx)
    portal = FastAPI(title="PushDesk", openapi_url=None, redirect_slashes=False)
    for routes in (
        HealthRoutes(),
        GuestPages(ctx, pages, queues),
        GuestVisit(ctx, pages, streams, queues),
        PlaceRoutes(ctx, pages, streams, queues),
        Screens(ctx, pages, streams, queues),
        Manifests(ctx, pages),
        SubscriptionRoutes(ctx, pages),
        ReceiptRoutes(ctx),
        PageTag(ctx, assets, pages, limits),
        AssetRoutes(assets, pages),
    ):
        portal.include_router(routes.router)
    problems.install(portal)
    _surround(portal, ctx, pages, limits)
    return portal


def _surround(portal: FastAPI, ctx: Context, pages: Pages, limits: Limits) -> None:
    """The first one stands next to the routes, the last one meets the request first."""
    portal.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
    portal.add_middleware(BodyLimit, limits=limits)
    portal.add_middleware(RateLimit, limits=limits, clock=ctx.clock)
    portal.add_middleware(OriginCheck)
    portal.add_middleware(OwnSites, ctx=ctx)
    portal.add_middleware(Arrival, ctx=ctx)
    portal.add_middleware(problems.Reporter, pages=pages)
    portal.add_middleware(SecurityHeaders)
    portal.add_middleware(languages.Reader)
