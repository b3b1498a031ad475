"""The only way back: what the event bus tells, as Qt signals in the GUI thread."""

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pushdesk.domain import events
from pushdesk.event_bus import EventBus


class EventBridge(QObject):
    guest_changed = Signal(int)
    deliveries_changed = Signal()
    device_gone = Signal(int)
    messages_changed = Signal()
    drafts_changed = Signal()
    channels_changed = Signal()
    audiences_changed = Signal()
    rules_changed = Signal()
    visits_changed = Signal()
    staff_changed = Signal()
    desk_told = Signal(str, int)
    settings_changed = Signal()
    connection_changed = Signal(bool, str)
    key_refused = Signal(str)
    everything_changed = Signal()
    _arrived = Signal(object)

    def __init__(self, bus: EventBus) -> None:
        super().__init__()
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = bus.subscribe(self._hop)

    def stop(self) -> None:
        self._unsubscribe()

    def _hop(self, event: object) -> None:
        """Runs in whatever thread published."""
        if isValid(self):
            self._arrived.emit(event)

    def _tell(self, event: object) -> None:
        match event:
            case events.GuestChanged(guest_id):
                self.guest_changed.emit(guest_id)
            case events.DeliveryChanged(guest_id=guest_id):
                self.guest_changed.emit(guest_id)
                self.deliveries_changed.emit()
            case events.DeviceGone(guest_id=guest_id):
                self.device_gone.emit(guest_id)
            case events.DeskTold(sentence, guest_id):
                self.desk_told.emit(sentence, guest_id)
            case events.ConnectionChanged(online, sentence):
                self.connection_changed.emit(online, sentence)
            case events.KeyRefused(sentence=sentence):
                self.key_refused.emit(sentence)
            case _:
                self._look_again(event)

    def _look_again(self, event: object) -> None:
        """What a screen answers by asking its service once more, whatever it was."""
        for kind, changed in (
            (events.MessageQueued, self.deliveries_changed),
            (events.MessageChanged, self.messages_changed),
            (events.DraftChanged, self.drafts_changed),
            (events.ChannelChanged, self.channels_changed),
            (events.AudienceChanged, self.audiences_changed),
            (events.RuleChanged, self.rules_changed),
            (events.VisitChanged, self.visits_changed),
            (events.StaffChanged, self.staff_changed),
            (events.SettingChanged, self.settings_changed),
            (events.ChangedElsewhere, self.everything_changed),
        ):
            if isinstance(event, kind):
                changed.emit()
