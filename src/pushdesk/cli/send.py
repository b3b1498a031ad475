"""pushdesk send."""

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.domain.deliveries import ENDS, WAITING
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import messages
from pushdesk.services.messages import FromTemplate, Sent, Status, Text

WAIT_SECONDS = 15.0
_LOOK_SECONDS = 0.05


def add_words(parser: ArgumentParser) -> None:
    """What is sent: a text of its own, or a template with values."""
    words = parser.add_mutually_exclusive_group(required=True)
    words.add_argument("--title")
    words.add_argument("--template", metavar="NAME", help="see “pushdesk templates list”")
    parser.add_argument("--body", default="", help="may have {name} or {name|friend} in it")
    parser.add_argument("--url", default="", help="what a tap opens; else the guest's own page")
    parser.add_argument(
        "--var",
        type=variable,
        action="append",
        default=[],
        dest="variables",
        metavar="NAME=VALUE",
        help="a value for {NAME} in the text",
    )


def variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"“{text}” is no variable: give NAME=VALUE")
    return name, value


def run(app: App, args: Namespace) -> int:
    # Sends from here as well, so that a message leaves although no desk is open; what can't start
    # says so before anything is in the outbox.
    sends = args.wait or not app.runs_elsewhere
    if sends:
        app.start(portal=False)
    sent = messages.send(
        app.ctx,
        [messages.read_target(text) for text in args.to],
        _words(args),
        variables=dict(args.variables),
        exclude=[messages.read_target(text) for text in args.exclude],
        ttl=args.ttl,
        urgency=args.urgency,
    )
    status = _follow(app, sent, wait=args.wait) if sends else messages.status(app.ctx, sent.id)
    if args.json:
        output.document(_facts(sent, status if args.wait else None))
    else:
        output.lines(_sentences(sent, status))
    failed = _failed(app, status, wait=args.wait)
    # A program reads what became of it from the document.
    return 1 if failed and not args.json else 0


def _words(args: Namespace) -> Text | FromTemplate:
    if args.template:
        if args.body:
            raise UserError(
                _("A template has its own text."),
                "",
                _("Leave out --body, or give --title instead of --template."),
            )
        return FromTemplate(args.template, args.url)
    return Text(args.title, args.body, args.url)


def _failed(app: App, status: Status, *, wait: bool) -> bool:
    """Nothing has been accepted, and nothing ever will be."""
    states = status.counts.keys()
    if wait and states <= ENDS:
        output.complaint(
            _("No push service has taken the message: {counts}.").format(counts=_counts(status))
        )
        return True
    if states & WAITING and not app.runs_elsewhere:
        output.complaint(_("What is still queued leaves when the desk or “pushdesk serve” runs."))
    return False


def _follow(app: App, sent: Sent, *, wait: bool) -> Status:
    """Until nothing waits to be sent; with `wait` until each is shown or has ended."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        status = messages.status(app.ctx, sent.id)
        done = status.settled if wait else not WAITING & status.counts.keys()
        if done or time.monotonic() > end:
            return status
        time.sleep(_LOOK_SECONDS)


def _facts(sent: Sent, status: Status | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": sent.id,
        "recipients": sent.recipients,
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
