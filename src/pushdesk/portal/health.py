"""Whether the portal answers."""

from fastapi import APIRouter

import pushdesk


class HealthRoutes:
    def __init__(self) -> None:
        self.router = APIRouter()
        self.router.add_api_route("/healthz", self._health, methods=["GET", "HEAD"])

    def _health(self) -> dict[str, str]:
        return {"status": "ok", "version": pushdesk.__version__}
