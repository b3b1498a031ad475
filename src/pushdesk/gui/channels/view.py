"""The channels' screen: list at the left, the chosen one's code at the right."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.channels import export
from pushdesk.gui.channels.detail import Detail
from pushdesk.gui.channels.first_steps import FirstSteps
from pushdesk.gui.channels.listing import Listing
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import row
from pushdesk.i18n import _
from pushdesk.services import channels, codes, links
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context


@dataclass(frozen=True)
class _Shown:
    """What the screen needs of the program, asked in one go."""

    channels: list[Channel]
    link: str
    png: bytes
    reaches_phones: bool
    alias: str


class Channels(QWidget):
    """`kiosk_wanted` carries an alias; `none_yet` tells that the venue has yet to begin."""

    kiosk_wanted = Signal(str)
    none_yet = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._alias = ""
        self._channel: Channel | None = None
        self.setProperty("role", "page")
        self.listing = Listing(parts.theme)
        self.detail = Detail(parts.theme)
        self.first_steps = FirstSteps(parts)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._with_channels())
        self._stack.addWidget(self.first_steps)
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: _look_up(ctx, self._alias), self._show, self
        )
        self._connect()
        self._refresh.ask()

    @property
    def is_first_time(self) -> bool:
        return self._stack.currentIndex() == 1

    @property
    def alias(self) -> str:
        """Of the channel that is shown; empty where there is none."""
        return self._alias

    def choose(self, alias: str) -> None:
        self._alias = alias
        self._refresh.ask()

    def _with_channels(self) -> QWidget:
        made = QWidget()
        layout = row(self.listing, self.detail, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (
            events.channels_changed,
            events.settings_changed,
            events.everything_changed,
        ):
            changed.connect(self._refresh.ask)
        self.listing.chosen.connect(self.choose)
        self.listing.wanted.connect(self._create)
        self.first_steps.made.connect(self.choose)
        self.detail.renamed.connect(self._rename)
        self.detail.full_screen.clicked.connect(lambda: self.kiosk_wanted.emit(self._alias))
        self.detail.copy.clicked.connect(self._copy)
        self.detail.save.clicked.connect(self._save)
        self.detail.print.clicked.connect(self._print)
        self.detail.archive.clicked.connect(self._archive)

    def _show(self, shown: _Shown) -> None:
        was_first_time = self.is_first_time
        self._stack.setCurrentIndex(0 if shown.channels else 1)
        if self.is_first_time and not was_first_time:
            self.none_yet.emit()
            self.first_steps.venue.setFocus()
        if self._alias not in {channel.alias for channel in shown.channels}:
            self._alias = shown.alias
        self.listing.show_channels(shown.channels, self._alias)
        for channel in shown.channels:
            if channel.alias == shown.alias:
                self._channel = channel
                self.detail.show_channel(channel, shown.link, reaches_phones=shown.reaches_phones)
                self.detail.view.show_png(shown.png)

    def _create(self, name: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(lambda: channels.create(ctx, name), self._created, self)

    def _created(self, channel: Channel) -> None:
        self.listing.created()
        self.choose(channel.alias)

    def _rename(self, name: str) -> None:
        ctx, alias = self._parts.ctx, self._alias
        self._parts.background.run(
            lambda: channels.rename(ctx, alias, name), lambda _channel: None, self, self._refused
        )

    def _refused(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self._refresh.ask()

    def _archive(self) -> None:
        ctx, alias = self._parts.ctx, self._alias
        self._parts.background.run(lambda: channels.archive(ctx, alias), self._archived, self)

    def _archived(self, channel: Channel) -> None:
        what = _("“{name}” is archived.").format(name=channel.name)
        self._parts.notices.undoable.emit(what, lambda: self._restore(channel.alias))

    def _restore(self, alias: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: channels.restore(ctx, alias), lambda channel: self.choose(channel.alias), self
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.detail.link.text())
        self._parts.notices.say(Tone.INFO, _("The link is copied."))

    def _save(self) -> None:
        if self._channel is None:
            return
        ctx, alias = self._parts.ctx, self._alias
        try:
            file = self._parts.files.save_as(self, export.file_name(self._channel), export.kinds())
        except Cancelled:
            return
        self._parts.background.run(lambda: export.save(ctx, alias, file), self._saved, self)

    def _saved(self, file: Path) -> None:
        self._parts.notices.say(Tone.INFO, _("Saved as {name}.").format(name=file.name))

    def _print(self) -> None:
        ctx, alias, channel = self._parts.ctx, self._alias, self._channel
        if channel is not None:
            self._parts.background.run(
                lambda: codes.channel_png(ctx, alias, export.PIXELS),
                lambda png: self._print_page(channel, png),
                self,
            )

    def _print_page(self, channel: Channel, png: bytes) -> None:
        """Raises Cancelled and UserError to `background`, which knows what to do with each."""
        export.print_page(self._parts.files.printer(self), channel, png)


def _look_up(ctx: Context, alias: str) -> _Shown:
    every = channels.every(ctx)
    aliases = [channel.alias for channel in every]
    if not aliases:
        return _Shown([], "", b"", reaches_phones=True, alias="")
    alias = alias if alias in aliases else aliases[0]
    return _Shown(
        every,
        links.subscribe(ctx, alias),
        codes.channel_png(ctx, alias, 1024),
        links.reaches_phones(ctx),
        alias,
    )
