"""The record that is open becomes one with another record of the same person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.guests.merge_panel import MergePanel
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import words
from pushdesk.i18n import _, ngettext
from pushdesk.services import guest_merge, guest_records
from pushdesk.services.guest_merge import Preview
from pushdesk.services.guest_records import Found, GuestRecord

_OFFERED = 5


class Merging(QObject):
    """There is no way back, so what comes of it is shown first. `done` tells that it is done."""

    done = Signal()

    def __init__(self, parts: Parts, panel: MergePanel, open_guest: Callable[[], int]) -> None:
        super().__init__(panel)
        self._parts, self._panel, self._open_guest = parts, panel, open_guest
        self._other = 0
        self._search = Refresh(parts.background, self._find, self._offer, self, self._refused)
        panel.searched.connect(lambda _text: self._search.ask())
        panel.chosen.connect(self._choose)
        panel.agreed.connect(self._merge)

    def _find(self) -> list[Found]:
        """Whoever is open can't be the other one."""
        text, into = self._panel.search.text().strip(), self._open_guest()
        if not text:
            return []
        found = guest_records.search(self._parts.ctx, text, _OFFERED + 1)
        return [guest for guest in found if guest.id != into][:_OFFERED]

    def _offer(self, guests: Sequence[Found]) -> None:
        self._other = 0
        self._panel.offer(guests)

    def _choose(self, other: int) -> None:
        ctx, into = self._parts.ctx, self._open_guest()
        self._other = other
        self._parts.background.run(
            lambda: guest_merge.preview(ctx, into, other),
            lambda seen: self._preview(other, seen),
            self,
            self._refused,
        )

    def _preview(self, other: int, seen: Preview) -> None:
        if other == self._other:
            self._panel.preview(told(seen))

    def _merge(self) -> None:
        ctx, into, other = self._parts.ctx, self._open_guest(), self._other
        if other:
            self._other = 0
            self._parts.background.run(
                lambda: guest_merge.merge(ctx, into, other), self._merged, self, self._refused
            )

    def _merged(self, record: GuestRecord) -> None:
        self._panel.close_panel()
        who = words.who(record.name, record.pushed_id)
        self._parts.notices.say(Tone.INFO, _("Both records are “{guest}” now.").format(guest=who))
        self.done.emit()

    def _refused(self, error: UserError) -> None:
        self._panel.ask_again(str(error))


def told(seen: Preview) -> str:
    """A line for each thing that the one record will have."""
    record = seen.record
    devices = ngettext("{n} device that rings", "{n} devices that ring", seen.devices)
    proven = _("proven") if record.proven else _("not proven")
    lines = [
        _("Together: “{guest}”").format(guest=words.who(record.name, record.pushed_id)),
        f"{record.email} ({proven})" if record.email else "",
        ", ".join(part for part in (words.language(record.language), record.country) if part),
        ", ".join((*(channel.name for channel in seen.channels), devices.format(n=seen.devices))),
        ", ".join(f"{own.system}/{own.value}" for own in record.own_ids),
        ", ".join(f"{field.name}: {field.value}" for field in record.fields),
        ", ".join(record.audiences),
        _("This can't be undone."),
    ]
    return "\n".join(line for line in lines if line)
