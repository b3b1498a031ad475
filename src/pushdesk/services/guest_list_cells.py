"""A line of a list of guests: what its cells want, or why they are refused."""

from collections.abc import Mapping, Sequence

from pushdesk.domain.guest_csv import FIELD, OWN, Line
from pushdesk.domain.guest_roster import Phone, Wanted
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import guest_values, texts
from pushdesk.services.context import Context
from pushdesk.webpush.subscription import parse_subscription


def checked(ctx: Context, columns: Sequence[str], line: Line) -> Wanted | UserError:
    try:
        return _read_cells(ctx, _cells(columns, line))
    except UserError as error:
        return error


def _cells(columns: Sequence[str], line: Line) -> dict[str, str]:
    """What is not empty."""
    if line.cells is None:
        raise UserError(
            _("This line does not fit the first one."),
            _("It has other columns, or a quotation mark in the wrong place."),
        )
    return {name: cell for name, cell in zip(columns, line.cells, strict=True) if cell}


def _read_cells(ctx: Context, cells: Mapping[str, str]) -> Wanted:
    fields = [
        guest_values.read_field(name.removeprefix(FIELD), cell)
        for name, cell in cells.items()
        if name.startswith(FIELD)
    ]
    return Wanted(
        pushed_id=guest_values.read_pushed_id(cells.get("pushed_id", "")),
        name=texts.line(
            cells.get("name", ""), _("The guest's name"), texts.NAME_LENGTH, required=False
        ),
        email=guest_values.read_email(cells.get("email", "")),
        language=guest_values.read_language(cells["language"]) if "language" in cells else "",
        channel=cells.get("channel", ""),
        own_ids=tuple(
            guest_values.read_own_id(name.removeprefix(OWN), cell)
            for name, cell in cells.items()
            if name.startswith(OWN)
        ),
        fields={one.name: one.value for one in fields if one.value},
        phone=_read_phone(ctx, cells),
    )


def _read_phone(ctx: Context, cells: Mapping[str, str]) -> Phone | None:
    """Through the checks that a browser's own subscription passes."""
    if not cells.keys() & {"endpoint", "p256dh", "auth"}:
        return None
    keys = {name: cells.get(name) for name in ("p256dh", "auth")}
    push = parse_subscription({"endpoint": cells.get("endpoint"), "keys": keys})
    ctx.endpoints.check(push.endpoint)
    return Phone(push.endpoint, push.p256dh, push.auth)
