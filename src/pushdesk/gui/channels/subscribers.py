"""Who is on a channel: since when, from where, and who has left; a page at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import paging, words
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import Column, Dress, PagedModel
from pushdesk.i18n import _, ngettext
from pushdesk.services import channels
from pushdesk.services.channels import Channel, Subscriber
from pushdesk.services.context import Context

# At opening time hundreds of guests come in a minute; the list follows after this pause.
_SETTLES_MS = 1000
_SOURCE, _ROOMY = 2, 620


class Subscribers(QWidget):
    """Asks only while somebody looks."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._alias = ""
        self._shown = ""
        now = parts.ctx.clock.now
        self.model: PagedModel[Subscriber] = PagedModel(
            _columns(now), lambda one: (one.guest_id, one.since), parts.theme, self
        )
        self.table = paging.table(self.model, _("Subscribers"))
        self._count = label(role="small")
        self.none = Nothing(
            parts.theme,
            "users",
            _("Nobody has subscribed yet"),
            _("Guests come here by scanning the code: from the screen, on paper, or by its link."),
            _("Show the code"),
            "qr-code",
        )
        self.none.hide()
        layout = column(self._count, self.none, self.table)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._pages: Pages[Subscriber] = Pages(
            parts.background,
            self.model,
            lambda first, number: _some(parts.ctx, self._alias, first, number),
        )
        self._pages.shown.connect(self._filled)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._pages.again)

    @property
    def nothing(self) -> bool:
        return not self.none.isHidden()

    def show_channel(self, channel: Channel) -> None:
        self._alias = channel.alias
        count = ngettext("{n} guest is on it now", "{n} guests are on it now", channel.subscribers)
        self._count.setText(count.format(n=f"{channel.subscribers:,}"))
        if not self.isVisible():
            return
        if self._alias != self._shown:
            self._look()
        elif not self._settling.isActive():
            self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_SOURCE, event.size().width() < _ROOMY)

    def _look(self) -> None:
        if self._alias:
            self._shown = self._alias
            self._pages.anew()

    def _filled(self) -> None:
        empty = self.model.rowCount() == 0
        self._count.setHidden(empty)
        self.none.setVisible(empty)
        self.table.setHidden(empty)


def _columns(now: Callable[[], datetime]) -> tuple[Column[Subscriber], ...]:
    return (
        Column(_("Guest"), lambda one: words.who(one.name, one.pushed_id), None, _bold_if_named),
        Column(_("Subscribed"), lambda one: words.moment(one.since, now()), 168),
        Column(_("From"), lambda one: source(one.source), 160),
        Column(_("Left"), lambda one: words.moment(one.left_at, now()) if one.left_at else "", 200,
               lambda one: Dress("sign-out", "amber", bold=False) if one.left_at else None),
    )  # fmt: skip


def _bold_if_named(one: Subscriber) -> Dress | None:
    return Dress() if one.name else None


def source(name: str) -> str:
    """What the program itself writes down, in words; anything else stands for itself."""
    return {
        "page": _("subscribe page"),
        "import": _("imported list"),
        "site": _("your own site"),
        "pixel": _("your own site"),
        "api": _("another program"),
        "practice": _("practice"),
    }.get(name, name)


def _some(ctx: Context, alias: str, first: int, number: int) -> Sequence[Subscriber]:
    return channels.subscribers(ctx, alias, first + number)[first:]
