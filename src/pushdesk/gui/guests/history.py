"""What happened to the guest, as one line of time, the newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets import states, words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services.guest_history import Kind, Moment

# As many as somebody looks at; the rest is one click away.
FIRST = 12
_ICONS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MESSAGE: "paper-plane-tilt",
        Kind.VISIT: "storefront",
        Kind.CHANNEL: "qr-code",
        Kind.CATEGORY: "tag",
        Kind.AUDIENCE: "users-three",
        Kind.EMAIL: "envelope-simple",
        Kind.EVENT: "lightning",
    }
)


class History(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._moments: tuple[Moment, ...] = ()
        self._now: datetime | None = None
        self._is_whole = False
        self._lines = column(gap=6)
        self._none = label(_("Nothing has happened yet."), "small", wrap=True)
        self.more = button(theme, _("Show all"), "caret-down")
        self.more.clicked.connect(self._show_whole)
        self.setLayout(column(self._none, self._lines, row(self.more, 1)))

    @property
    def sentences(self) -> list[str]:
        """What is shown, line by line."""
        return [moment.sentence for moment in self._shown()]

    def show_moments(self, moments: Sequence[Moment], now: datetime, *, another: bool) -> None:
        """`another`: of another guest than before."""
        self._is_whole = self._is_whole and not another
        if tuple(moments) != self._moments or another:
            self._moments, self._now = tuple(moments), now
            self._draw()

    def _shown(self) -> tuple[Moment, ...]:
        return self._moments if self._is_whole else self._moments[:FIRST]

    def _show_whole(self) -> None:
        self._is_whole = True
        self._draw()

    def _draw(self) -> None:
        empty(self._lines)
        self._none.setHidden(bool(self._moments))
        self.more.setHidden(len(self._shown()) == len(self._moments))
        for moment in self._shown():
            self._add(moment)

    def _add(self, moment: Moment) -> None:
        now = self._now or moment.at
        line = row(IconLabel(self._theme, _ICONS[moment.kind], "soft", 20))
        line.addWidget(ElidedLabel(moment.sentence), 1)
        if moment.progress:
            look = states.look(states.furthest(moment.progress), now)
            state = label(look.word, "state")
            mark(state, "tone", look.colour)
            line.addWidget(state)
        line.addWidget(label(words.moment(moment.at, now), "small"))
        self._lines.addLayout(line)
