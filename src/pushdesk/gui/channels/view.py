"""The channels' screen: list at the left, the chosen one at the right."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from pushdesk.errors import Cancelled
from pushdesk.gui.background import Refresh
from pushdesk.gui.channels import export, lookup
from pushdesk.gui.channels.deeds import Deeds
from pushdesk.gui.channels.detail import Detail
from pushdesk.gui.channels.first_steps import FirstSteps
from pushdesk.gui.channels.listing import Listing
from pushdesk.gui.channels.lookup import Shown, Wanted
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.services import codes
from pushdesk.services.channels import Channel


class Channels(QWidget):
    """`kiosk_wanted` carries an alias; `none_yet` tells that the venue has yet to begin;
    `address_wanted` asks for the field of the public address.
    """

    kiosk_wanted = Signal(str)
    address_wanted = Signal()
    none_yet = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._wanted = Wanted()
        self._shown: Shown | None = None
        self.setProperty("role", "page")
        self.listing = Listing(parts.theme)
        self.detail = Detail(parts)
        self.first_steps = FirstSteps(parts)
        self.deeds = Deeds(parts, self)
        self._lay_out()
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: lookup.look_up(ctx, self._wanted), self._show, self
        )
        self._connect()
        self._refresh.ask()

    @property
    def is_first_time(self) -> bool:
        return self._stack.currentIndex() == 1

    @property
    def alias(self) -> str:
        """Of the channel that is shown; empty where there is none."""
        return self._channel.alias if self._channel else ""

    def choose(self, alias: str) -> None:
        self._want(replace(self._wanted, alias=alias))

    @property
    def _channel(self) -> Channel | None:
        return self._shown.channel if self._shown else None

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._refresh.ask()

    def _lay_out(self) -> None:
        self._right = QStackedLayout()
        self._right.addWidget(self.detail)
        self._right.addWidget(_none_here())
        with_channels, right = QWidget(), QWidget()
        right.setLayout(self._right)
        layout = row(self.listing, right, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        with_channels.setLayout(layout)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(with_channels)
        self._stack.addWidget(self.first_steps)

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (
            events.channels_changed,
            events.settings_changed,
            events.everything_changed,
        ):
            changed.connect(self._refresh.ask)
        listing = self.listing
        listing.chosen.connect(self.choose)
        listing.wanted.connect(lambda name: self.deeds.create(name, self._venue_id()))
        listing.venue_chosen.connect(lambda id_: self._want(replace(self._wanted, venue_id=id_)))
        listing.archived_wanted.connect(
            lambda on: self._want(replace(self._wanted, archived=bool(on)))
        )
        listing.reordered.connect(self._reorder)
        self.first_steps.made.connect(self.choose)
        self.deeds.made.connect(self._made)
        self.deeds.opened.connect(self.choose)
        self.deeds.refused.connect(self._refresh.ask)
        self.deeds.greeting_refused.connect(self.detail.settings.welcome.refuse)
        self._connect_detail()

    def _connect_detail(self) -> None:
        detail, code = self.detail, self.detail.code
        detail.renamed.connect(lambda name: self.deeds.rename(self.alias, name))
        code.full_screen.clicked.connect(lambda: self.kiosk_wanted.emit(self.alias))
        code.set_address.clicked.connect(self.address_wanted)
        code.copy.clicked.connect(self._copy)
        code.save.clicked.connect(self._save)
        code.print.clicked.connect(self._print)
        code.archive.clicked.connect(self._archive)
        code.restore.clicked.connect(lambda: self.deeds.restore(self.alias))
        detail.settings.public.chosen.connect(self._publish)
        detail.settings.welcome.saved.connect(self._greet)

    def _show(self, shown: Shown) -> None:
        """What is shown first stays chosen, wherever in the order it goes."""
        if shown.wanted != self._wanted:
            self._refresh.ask()
            return
        self._shown = shown
        self._wanted = replace(self._wanted, alias=self.alias)
        was_first_time = self.is_first_time
        self._stack.setCurrentIndex(1 if shown.is_first_time else 0)
        if self.is_first_time and not was_first_time:
            self.none_yet.emit()
            self.first_steps.venue.setFocus()
        self.listing.show_venues(shown.venues, shown.venue)
        self.listing.show_channels(shown.channels, self.alias, any_archived=shown.any_archived)
        self._right.setCurrentIndex(0 if shown.channel else 1)
        if shown.channel:
            self.detail.show_channel(shown.channel, shown)

    def _venue_id(self) -> int:
        return self._shown.venue.id if self._shown else 0

    def _made(self, alias: str) -> None:
        self.listing.created()
        self.choose(alias)

    def _reorder(self, aliases: list[str]) -> None:
        channels = self._shown.channels if self._shown else ()
        before = [channel.alias for channel in channels if not channel.archived]
        if aliases != before:
            self.deeds.reorder(aliases, before)

    def _archive(self) -> None:
        if self._channel is not None:
            self.deeds.archive(self._channel)

    def _publish(self, public: bool) -> None:
        if self._channel is not None:
            self.deeds.publish(self._channel, public)

    def _greet(self, text: str) -> None:
        if self._channel is not None:
            self.deeds.greet(self._channel, text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.detail.code.link.text())
        self._parts.notices.say(Tone.INFO, _("The link is copied."))

    def _save(self) -> None:
        if self._channel is None:
            return
        ctx, alias = self._parts.ctx, self.alias
        try:
            file = self._parts.files.save_as(self, export.file_name(self._channel), export.kinds())
        except Cancelled:
            return
        self._parts.background.run(lambda: export.save(ctx, alias, file), self._saved, self)

    def _saved(self, file: Path) -> None:
        self._parts.notices.say(Tone.INFO, _("Saved as {name}.").format(name=file.name))

    def _print(self) -> None:
        ctx, channel = self._parts.ctx, self._channel
        if channel is not None:
            self._parts.background.run(
                lambda: codes.channel_png(ctx, channel.alias, export.PIXELS),
                lambda png: self._print_page(channel, png),
                self,
            )

    def _print_page(self, channel: Channel, png: bytes) -> None:
        """Raises Cancelled and UserError to `background`, which knows what to do with each."""
        export.print_page(self._parts.files.printer(self), channel, png)


def _none_here() -> QWidget:
    made = QWidget()
    text = label(_("No channel here yet. Type a name at the left and add it."), "soft", wrap=True)
    made.setLayout(column(1, row(1, text, 1), 1))
    return made
