"""What phones report: shown, opened, closed."""

from fastapi import APIRouter
from starlette.responses import Response

from pushdesk.errors import UserError
from pushdesk.portal.bodies import Report
from pushdesk.portal.problems import Problem
from pushdesk.services import receipts
from pushdesk.services.context import Context
from pushdesk.services.receipts import Receipt


class ReceiptRoutes:
    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.router = APIRouter()
        self.router.add_api_route("/r/{token}", self._record, methods=["POST"])

    def _record(self, token: str, body: Report) -> Response:
        try:
            receipts.record(self._ctx, token, Receipt(body.receipt))
        except UserError as error:
            raise Problem(404, error) from error
        return Response(status_code=204)
