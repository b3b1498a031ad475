"""Sends from the command line, and follows what became of it."""

import time
from argparse import Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.domain.deliveries import ENDS, WAITING
from pushdesk.domain.requests import Request
from pushdesk.i18n import _, ngettext
from pushdesk.services import messages
from pushdesk.services.messages import Sent, Status

WAIT_SECONDS = 15.0
_LOOK_SECONDS = 0.05


def send_now(app: App, request: Request, source: str, args: Namespace) -> int:
    """`args.wait` for what becomes of it; 1 where nobody has taken it."""
    # Sends from here as well, so that a message leaves although no desk is open; what can't start
    # says so before anything is in the outbox.
    sends = args.wait or not app.runs_elsewhere
    if sends:
        app.start(portal=False)
    sent = messages.send(app.ctx, request, source=source)
    status = _follow(app, sent, wait=args.wait) if sends else messages.status(app.ctx, sent.id)
    output.answer(args, _facts(sent, status if args.wait else None), _sentences(sent, status))
    failed = _failed(app, status, wait=args.wait)
    # A program reads what became of it from the document.
    return 1 if failed and not args.json else 0


def _failed(app: App, status: Status, *, wait: bool) -> bool:
    """Nothing has been accepted, and nothing ever will be."""
    states = status.counts.keys()
    if wait and states <= ENDS:
        output.complaint(
            _("No push service has taken the message: {counts}.").format(counts=_counts(status))
        )
        return True
    if (states & WAITING or status.filling) and not app.runs_elsewhere:
        output.complaint(_("What is still queued leaves when the desk or “pushdesk serve” runs."))
    return False


def _follow(app: App, sent: Sent, *, wait: bool) -> Status:
    """Until nothing waits to be sent; with `wait` until each is shown or has ended."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        status = messages.status(app.ctx, sent.id)
        done = status.settled if wait else not (status.filling or WAITING & status.counts.keys())
        if done or time.monotonic() > end:
            return status
        time.sleep(_LOOK_SECONDS)


def _facts(sent: Sent, status: Status | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": sent.id,
        "recipients": sent.recipients,
        "devices": sent.devices,
        "starts_at": sent.starts_at.isoformat(),
        "expires_at": sent.expires_at.isoformat(),
    }
    if status is not None:
        facts["counts"] = {state.value: number for state, number in status.counts.items()}
    return facts


def _sentences(sent: Sent, status: Status) -> list[str]:
    return [
        ngettext(
            "Message {id} is for {n} guest.", "Message {id} is for {n} guests.", sent.recipients
        ).format(id=sent.id, n=sent.recipients),
        _("Now: {counts}.").format(counts=_counts(status)),
    ]


def _counts(status: Status) -> str:
    return ", ".join(f"{number} {state}" for state, number in status.counts.items())
