"""The audiences' screen: list at the left, the one that is chosen at the right."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.audiences import lookup
from pushdesk.gui.audiences.counting import Counting
from pushdesk.gui.audiences.detail import Detail
from pushdesk.gui.audiences.editing import Editing
from pushdesk.gui.audiences.first import First
from pushdesk.gui.audiences.listing import Listing
from pushdesk.gui.audiences.lookup import Shown
from pushdesk.gui.audiences.membership import Membership
from pushdesk.gui.audiences.offering import Offering
from pushdesk.gui.audiences.tagging import Tagging
from pushdesk.gui.background import Once, Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.deferred import Deferred
from pushdesk.gui.widgets.dressing import row
from pushdesk.i18n import _
from pushdesk.services import audiences

# During a broadcast thousands of guests change in a second; the counts follow after this pause.
_SETTLES_MS = 1000


class Audiences(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._parts = parts
        self._creating = Once(parts.background, self)
        self._name = ""
        self.listing = Listing(parts.theme)
        self.detail = Detail(parts.theme)
        self.editing = Editing(parts, self.detail)
        self.membership = Membership(parts, self.detail)
        self.offering = Offering(parts, self.detail)
        self.tagging = Tagging(parts, self.detail)
        self.deleting = Deferred[str](parts, self, lambda one: audiences.delete(parts.ctx, one))
        self.counting = Counting(parts, self)
        self._lay_out()
        self._make_refreshes()
        self._connect()
        self._refresh.ask()

    @property
    def is_empty(self) -> bool:
        return self._right.currentIndex() == 1

    def choose(self, name: str) -> None:
        """What isn't saved of another one is forgotten: a rule is a few clicks."""
        self.editing.stop()
        self._name = name
        self._refresh.ask()

    def take(self, text: str) -> bool:
        """A scan puts the guest into the list that is open, where it is one kept by hand."""
        if not (self.isVisible() and self.editing.is_kept_by_hand):
            return False
        self.membership.add_typed(text)
        return True

    def offer_guest(self, guest_id: int) -> None:
        """The guest on the floor or in the open record; 0 for none."""
        self.membership.offer(guest_id)

    def finish(self) -> None:
        """The program ends: a deletion that still waits is done now."""
        self.deleting.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.counting.start()
        self._refresh.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()
        self.counting.stop()

    def _lay_out(self) -> None:
        right = QWidget()
        self._right = QStackedLayout(right)
        self._right.addWidget(self.detail)
        self._right.addWidget(First(self._parts.theme))
        self._right.setCurrentIndex(1)
        layout = row(self.listing, right, gap=SIZES.grid * 2, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _make_refreshes(self) -> None:
        ctx, background = self._parts.ctx, self._parts.background
        self._refresh = Refresh(background, lambda: lookup.look_up(ctx), self._show, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._refresh.ask)

    def _connect(self) -> None:
        events = self._parts.events
        for changed in (events.guest_changed, events.device_gone):
            changed.connect(lambda _guest: self._soon())
        events.channels_changed.connect(self._soon)
        events.audiences_changed.connect(self._soon)
        events.everything_changed.connect(self._soon)
        self.listing.chosen.connect(self.choose)
        self.listing.by_rule_wanted.connect(self._begin)
        self.listing.by_hand_wanted.connect(self._create)
        self.detail.renamed.connect(self._rename)
        self.detail.discard.clicked.connect(lambda: self.choose(self._name))
        self.detail.delete.clicked.connect(self._delete)
        self.editing.saved.connect(self._saved)
        self.editing.counted.connect(self.listing.show_count)
        self.counting.counted.connect(self.listing.show_count)
        self.membership.changed.connect(self._refresh.ask)
        self.offering.changed.connect(self._refresh.ask)
        self.tagging.changed.connect(self._refresh.ask)
        self.deleting.changed.connect(self._refresh.ask)

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _show(self, shown: Shown) -> None:
        """A new audience that isn't saved yet keeps its place at the right."""
        shown = shown.without(self.deleting.hides)
        names = [known.name for known in shown.audiences]
        self.listing.show_audiences(shown.audiences, self._name)
        if self.isVisible():
            self.counting.watch(names)
        self.detail.form.offer(shown.choices)
        if self.editing.is_new:
            return
        if self._name not in names:
            self._name = names[0] if names else ""
            self.editing.stop()
        self._right.setCurrentIndex(0 if names else 1)
        self.listing.choose(self._name)
        for known in shown.audiences:
            if known.name == self._name:
                self.membership.into(known.name)
                self.offering.of(known.name)
                self.tagging.of(known)
                self.editing.show_known(known, shown.choices)

    def _begin(self, name: str) -> None:
        """With the channels and audiences of this moment to choose from."""
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: lookup.look_up(ctx), lambda shown: self._begun(name, shown), self
        )

    def _begun(self, name: str, shown: Shown) -> None:
        self._name = ""
        self.listing.created()
        self.listing.choose("")
        self._right.setCurrentIndex(0)
        self.editing.begin(name, shown.choices)

    def _create(self, name: str) -> None:
        ctx = self._parts.ctx
        self._creating.run(lambda: audiences.create(ctx, name), lambda made: self._saved(made.name))

    def _saved(self, name: str) -> None:
        self.listing.created()
        self.choose(name)

    def _rename(self, name: str) -> None:
        if self.editing.is_new:
            self.editing.rename_new(name)
            return
        ctx, old = self._parts.ctx, self._name
        self._parts.background.run(
            lambda: audiences.rename(ctx, old, name),
            lambda renamed: self.choose(renamed.name),
            self,
            self._refused,
        )

    def _refused(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self.choose(self._name)

    def _delete(self) -> None:
        self.editing.stop()
        self.deleting.ask(self._name, _("“{name}” will be deleted.").format(name=self._name))
