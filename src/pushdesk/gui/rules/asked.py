"""The words of each kind of line: its name, what it asks for, where its branches lead."""

from functools import cache

from pushdesk.gui.rules.fields import Asked, Field, Kind, Shape, Source
from pushdesk.i18n import _

_FIVE_MINUTES = "300"


@cache
def asked(kind: Kind) -> Asked:
    return {**_triggers(), **_tests(), **_messages(), **_ways(), **_notes()}[kind]


def _triggers() -> dict[Kind, Asked]:
    only = Field(_("Only where, as template=ready"), Shape.PAIRS, optional=True)
    after = Field(_("After the guest"), Shape.EVENT, Source.EVENTS, "subscribed")
    return {
        Kind.EVENT: Asked(
            _("Something happens"), "lightning", (_event(_("The guest"), "called"), only)
        ),
        Kind.MISSING: Asked(
            _("Something does not happen"), "hourglass",
            (_event(_("What does not happen"), "seated"), _within(_("Within")), after, only),
        ),
        Kind.DATE: Asked(
            _("A day comes"), "calendar",
            (
                Field(_("Own field with the day"), Shape.TEXT, first="birthday"),
                Field(_("Days from it"), Shape.DAYS_AWAY, first="0"),
                Field(_("Time, as 09:00"), Shape.TIME, first="09:00"),
                Field(_("Which years"), Shape.CHOICE, Source.YEARS),
            ),
        ),
    }  # fmt: skip


def _tests() -> dict[Kind, Asked]:
    audience = Field(_("Audience"), Shape.CHOICE, Source.AUDIENCES)
    channel = Field(_("Channel"), Shape.CHOICE, Source.CHANNELS)
    language = Field(_("Language"), Shape.CHOICE, Source.LANGUAGES)
    visits = Field(_("Number of visits"), Shape.NUMBER, first="3", unit=_("visits"))
    days = Field(_("Days"), Shape.NUMBER, first="30", unit=_("days"))
    ever = Field(_("Days; none for ever"), Shape.NUMBER, first="30", unit=_("days"), optional=True)
    event = (_event(_("What happened"), "opened"), ever)
    return {
        Kind.IN_AUDIENCE: Asked(_("is in the audience"), "users-three", (audience,)),
        Kind.NOT_IN_AUDIENCE: Asked(_("is not in the audience"), "users-three", (audience,)),
        Kind.CAME: Asked(_("came at least"), "check", (visits,)),
        Kind.NOT_CAME: Asked(_("came fewer than"), "check", (visits,)),
        Kind.HAPPENED: Asked(_("in the last days, it happened"), "lightning", event),
        Kind.NOT_HAPPENED: Asked(_("in the last days, it did not happen"), "lightning", event),
        Kind.ON_CHANNEL: Asked(_("is on the channel"), "qr-code", (channel,)),
        Kind.NOT_ON_CHANNEL: Asked(_("is not on the channel"), "qr-code", (channel,)),
        Kind.SPEAKS: Asked(_("speaks"), "translate", (language,)),
        Kind.NOT_SPEAKS: Asked(_("does not speak"), "translate", (language,)),
        Kind.SEEN: Asked(_("was seen in the last"), "eye", (days,)),
        Kind.NOT_SEEN: Asked(_("was not seen in the last"), "eye", (days,)),
        Kind.KEPT: Asked(_("as it is"), "lock-simple", (Field("", Shape.KEPT),)),
    }


def _messages() -> dict[Kind, Asked]:
    template = Field(_("Message"), Shape.CHOICE, Source.TEMPLATES)
    sentence = Field(_("What the desk is told"), Shape.TEXT)
    return {
        Kind.SEND: Asked(_("Send a message"), "paper-plane-tilt", (template,)),
        Kind.CALL_AGAIN: Asked(_("Call again"), "bell-ringing"),
        Kind.RELEASE: Asked(_("Release the table"), "sign-out"),
        Kind.TELL: Asked(_("Tell the desk"), "megaphone", (sentence,)),
    }


def _ways() -> dict[Kind, Asked]:
    return {
        Kind.WAIT: Asked(_("Wait"), "hourglass", (_within(_("How long")),)),
        Kind.WAIT_FOR: Asked(
            _("Wait until"), "hourglass",
            (_event(_("The guest"), "answered"), _within(_("At most"))),
            (_("If it happened"), _("If the time ran out")),
        ),
        Kind.IF: Asked(_("Ask"), "git-branch", (), (_("If yes"), _("If no"))),
        Kind.STOP: Asked(_("Stop"), "stop-circle"),
    }  # fmt: skip


def _notes() -> dict[Kind, Asked]:
    audience = Field(_("Audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    source = Field(_("From the audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    target = Field(_("To the audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    more = Field(_("With, as table=12"), Shape.PAIRS, optional=True)
    address = Field(_("Address, as https://till.example/hook"), Shape.TEXT)
    return {
        Kind.ADD: Asked(_("Add to"), "user-plus", (audience,)),
        Kind.REMOVE: Asked(_("Take out of"), "user-minus", (audience,)),
        Kind.MOVE: Asked(_("Move between"), "arrows-left-right", (source, target)),
        Kind.RECORD: Asked(_("Note an event"), "note-pencil", (_event(_("Event"), ""), more)),
        Kind.WEBHOOK: Asked(_("Tell a program"), "plugs", (address,)),
    }


def _event(name: str, first: str) -> Field:
    return Field(name, Shape.EVENT, Source.EVENTS, first)


def _within(name: str) -> Field:
    return Field(name, Shape.DURATION, first=_FIVE_MINUTES)
