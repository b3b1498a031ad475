"""What the staff must know at once, whatever screen is open: gone phones, a lost connection."""

from PySide6.QtCore import QObject

from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import guests
from pushdesk.services.guests import Card


class Alarms(QObject):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        parts.events.device_gone.connect(self._ask_who)
        parts.events.key_refused.connect(
            lambda sentence: parts.notices.say(Tone.ALARM, _("Guests can't be reached."), sentence)
        )
        parts.events.connection_changed.connect(self._connection)
        parts.events.desk_told.connect(self._told)

    def _ask_who(self, guest_id: int) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: guests.card(ctx, guest_id), self._gone, self)

    def _gone(self, card: Card) -> None:
        """A guest with another device that can ring is no alarm."""
        if card.reachable:
            return
        who = card.guest.name or _("Guest {tail}").format(tail=card.guest.pushed_id[-5:])
        self._parts.notices.say(
            Tone.ALARM,
            _("{guest}'s phone can't ring any more.").format(guest=who),
            _("The guest has unsubscribed or cleared the browser. Call the name."),
        )

    def _told(self, sentence: str, _guest_id: int) -> None:
        """A rule has something to say; its log keeps the sentence."""
        self._parts.notices.say(Tone.CAUTION, sentence)

    def _connection(self, online: bool, sentence: str) -> None:
        if not online:
            self._parts.notices.say(
                Tone.ALARM,
                _("Push services can't be reached."),
                sentence or _("Calls wait until the connection is back. Call the names meanwhile."),
            )
