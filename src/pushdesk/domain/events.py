"""What has happened, as ids: whoever needs more asks a service."""

from dataclasses import dataclass

from pushdesk.domain.deliveries import DeliveryState


@dataclass(frozen=True)
class ChannelChanged:
    alias: str


@dataclass(frozen=True)
class GuestChanged:
    guest_id: int


@dataclass(frozen=True)
class GuestFound:
    """Somebody at the desk looks at this guest, and will probably call next."""

    guest_id: int


@dataclass(frozen=True)
class MessageQueued:
    message_id: str


@dataclass(frozen=True)
class MessageChanged:
    """Paused, resumed, cancelled, or more of its deliveries are in the outbox."""

    message_id: str


@dataclass(frozen=True)
class DraftChanged:
    draft_id: str


@dataclass(frozen=True)
class AudienceChanged:
    """Made, renamed, deleted, or somebody came in or went out."""

    name: str


@dataclass(frozen=True)
class VisitChanged:
    """On the waiting list, or off it."""

    guest_id: int


@dataclass(frozen=True)
class StaffChanged:
    """Somebody was added, changed or archived."""


@dataclass(frozen=True)
class EventRecorded:
    """Something happened to a guest; rules may wait for it."""

    guest_id: int
    name: str


@dataclass(frozen=True)
class RuleChanged:
    """Edited, switched, or it has done something."""

    rule_id: str


@dataclass(frozen=True)
class DeskTold:
    """A rule tells whoever stands at the desk."""

    sentence: str
    guest_id: int


@dataclass(frozen=True)
class DeliveryChanged:
    delivery_id: int
    message_id: str
    guest_id: int
    state: DeliveryState


@dataclass(frozen=True)
class DeviceGone:
    """The push service says that this device no longer listens."""

    device_id: int
    guest_id: int


@dataclass(frozen=True)
class KeyRefused:
    """A push service refuses our VAPID key: no guest can be reached there until it is mended."""

    sentence: str


@dataclass(frozen=True)
class ConnectionChanged:
    """Whether push services can be reached; the sentence says why not."""

    online: bool
    sentence: str


@dataclass(frozen=True)
class SettingChanged:
    key: str


@dataclass(frozen=True)
class ChangedElsewhere:
    """Another process wrote to the database."""
