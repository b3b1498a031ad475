"""The tables. Times are UTC; numbers as keys stay inside, random texts are what others see."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; SQLite, which has no zones, keeps the naive UTC time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        bytes: LargeBinary,
        str: Text,
    }


class Venue(Base):
    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    logo: Mapped[bytes | None]
    created_at: Mapped[datetime]


class Channel(Base):
    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    alias: Mapped[str] = mapped_column(String(6), unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    welcome: Mapped[str] = mapped_column(default="", server_default="")
    is_public: Mapped[bool] = mapped_column(default=True, server_default=true())


class Guest(Base):
    """`name_key` is the name as it is searched for: case-folded; `country` is ISO 3166 alpha-2.

    `recognised`: the venue's own web site may know who it is.
    """

    __tablename__ = "guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    pushed_id: Mapped[str] = mapped_column(String(14), unique=True)
    pass_token: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    name_key: Mapped[str] = mapped_column(default="", server_default="", index=True)
    email: Mapped[str] = mapped_column(default="", server_default="", index=True)
    email_proven_at: Mapped[datetime | None]
    country: Mapped[str] = mapped_column(String(2), default="", server_default="")
    recognised: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]

    __table_args__ = (Index("ix_guest_tail", text("substr(pushed_id, 10)")),)


class EmailCode(Base):
    """A code mailed to an address that a guest says is theirs."""

    __tablename__ = "email_code"

    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), primary_key=True)
    address: Mapped[str]
    code_hash: Mapped[str]
    sent_at: Mapped[datetime]
    tries: Mapped[int]


class Template(Base):
    """A text for one purpose: `texts` is JSON, language → {title, body}."""

    __tablename__ = "template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    texts: Mapped[str]
    standard_language: Mapped[str]
    urgency: Mapped[str]
    ttl_seconds: Mapped[int]
    topic: Mapped[str]


class OwnId(Base):
    """The venue's own number of a guest in one of its systems."""

    __tablename__ = "own_id"

    id: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str]
    value: Mapped[str]
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)

    __table_args__ = (UniqueConstraint("system", "value"),)


class OwnField(Base):
    """What else the venue notes of a guest: a name and a text."""

    __tablename__ = "own_field"

    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Audience(Base):
    """A list kept by hand or rule, or, with a condition, found at the moment of the send.

    `condition` is domain.conditions JSON; a category has labels by language, which the subscribe
    page offers. `pixel_key` is in the addresses by which the venue's web site puts guests in.
    """

    __tablename__ = "audience"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    condition: Mapped[str] = mapped_column(default="", server_default="")
    is_category: Mapped[bool] = mapped_column(default=False, server_default=false())
    labels: Mapped[str] = mapped_column(default="{}", server_default="{}")
    pixel_key: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime]

    __table_args__ = (Index("uq_audience_pixel_key", "pixel_key", unique=True),)


class AudienceMember(Base):
    __tablename__ = "audience_member"

    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"), primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), primary_key=True, index=True)
    since: Mapped[datetime]
    source: Mapped[str]


class Device(Base):
    """One Web Push subscription: a browser on one of the guest's devices."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    endpoint: Mapped[str] = mapped_column(unique=True)
    p256dh: Mapped[bytes]
    auth: Mapped[bytes]
    browser: Mapped[str]
    platform: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_device_live",
            "guest_id",
            sqlite_where=text("gone_at IS NULL"),
            postgresql_where=text("gone_at IS NULL"),
        ),
    )


class Subscription(Base):
    """A guest on a channel, from `since` until `left_at`."""

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    since: Mapped[datetime]
    source: Mapped[str]
    left_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_subscription_current",
            "channel_id",
            "guest_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_subscription_guest", "guest_id"),
        Index("ix_subscription_channel", "channel_id", "id"),
        Index(
            "ix_subscription_window",
            "guest_id",
            "since",
            "channel_id",
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )


class Consent(Base):
    """Append-only: what the guest agreed to or withdrew, and when.

    Without a `category` it is about the channel itself.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    given: Mapped[bool]
    at: Mapped[datetime]
    endpoint_hash: Mapped[str]
    category: Mapped[str] = mapped_column(default="", server_default="")


class Visit(Base):
    """A party's wait, from joining until its outcome; a guest has one that is open at most.

    `state` is a domain.visits.State and stays as it was when the visit ended. `number` is today's
    ticket. `notes` is a JSON list of texts. `ring_id` is the message of the test ring.
    `page_shown_at` is when the guest's open page has shown the last call.
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    opened_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    times_called: Mapped[int]
    hold_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(10), default="", server_default="")
    state: Mapped[str] = mapped_column(String(10), default="waiting", server_default="waiting")
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    source: Mapped[str] = mapped_column(String(10), default="desk", server_default="desk")
    party_size: Mapped[int] = mapped_column(SmallInteger, default=2, server_default="2")
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    notes: Mapped[str] = mapped_column(default="[]", server_default="[]")
    place: Mapped[str] = mapped_column(default="", server_default="")
    quote_minutes: Mapped[int | None]
    quoted_until: Mapped[datetime | None]
    quote_reason: Mapped[str] = mapped_column(default="", server_default="")
    answer: Mapped[str] = mapped_column(String(10), default="", server_default="")
    answered_at: Mapped[datetime | None]
    warn_ahead: Mapped[int | None]
    warned_at: Mapped[datetime | None]
    page_shown_at: Mapped[datetime | None]
    ring_id: Mapped[int | None]
    changed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_visit_open",
            "guest_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_visit_opened", "opened_at"),
    )


class Staff(Base):
    """`role` is a domain.staff.Role; the PIN is kept as its argon2 hash only."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(10))
    pin_hash: Mapped[str]
    wrong_tries: Mapped[int]
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Audit(Base):
    """Append-only: who did what to a visit; `before` and `after` are JSON of what it changed."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    before: Mapped[str]
    after: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    undone_at: Mapped[datetime | None]


class Message(Base):
    """`translations` and `variables` are JSON: language → {title, body}, name → text.

    `buttons` is a JSON list of {title, url}. `reach` says whom it is for (domain.requests JSON);
    `filled_to` is the last device of whose delivery is written, None once every one is.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    title: Mapped[str]
    body: Mapped[str]
    url: Mapped[str]
    urgency: Mapped[str]
    topic: Mapped[str] = mapped_column(String(32))
    translations: Mapped[str] = mapped_column(default="{}", server_default="{}")
    variables: Mapped[str] = mapped_column(default="{}", server_default="{}")
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    purpose: Mapped[str] = mapped_column(String(5), default="visit", server_default="visit")
    icon: Mapped[str] = mapped_column(default="", server_default="")
    image: Mapped[str] = mapped_column(default="", server_default="")
    buttons: Mapped[str] = mapped_column(default="[]", server_default="[]")
    source: Mapped[str] = mapped_column(default="", server_default="")
    reach: Mapped[str] = mapped_column(default="", server_default="")
    devices: Mapped[int] = mapped_column(default=0, server_default="0")
    filled_to: Mapped[int | None]
    paused_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_message_unfilled",
            "id",
            sqlite_where=text("filled_to IS NOT NULL"),
            postgresql_where=text("filled_to IS NOT NULL"),
        ),
        Index("ix_message_purpose", "purpose", "created_at"),
    )


class Draft(Base):
    """A message that is not sent yet, at `send_at` perhaps, and again by `repeats`.

    `request` is domain.requests JSON, `repeats` an RRULE (RFC 5545 section 3.3.10) in `zone`
    (an IANA name).
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    request: Mapped[str]
    state: Mapped[str] = mapped_column(String(10))
    send_at: Mapped[datetime | None]
    repeats: Mapped[str]
    zone: Mapped[str]
    began_at: Mapped[datetime | None]
    sent: Mapped[int]
    note: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index("ix_draft_due", "state", "send_at"),)


class Event(Base):
    """Something that happened to a guest; `depth` counts the rules that led to it."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"))
    name: Mapped[str] = mapped_column(String(64))
    properties: Mapped[str]
    source: Mapped[str] = mapped_column(String(10))
    depth: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_event_guest", "guest_id", "name", "at"),
        Index("ix_event_name", "name", "at"),
        # Rules go through events by number: one that is erased must not be given again.
        {"sqlite_autoincrement": True},
    )


class Rule(Base):
    """`definition` is domain.rules JSON; only what happens after `enabled_at` starts it."""

    __tablename__ = "rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str]
    position: Mapped[int]
    created_at: Mapped[datetime]
    enabled_at: Mapped[datetime | None]
    scanned_until: Mapped[datetime | None]


class RuleRun(Base):
    """One guest on the way through one rule; `slot` keeps a guest from running it twice at once."""

    __tablename__ = "rule_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    slot: Mapped[int]
    definition: Mapped[str]
    position: Mapped[str]
    waits_for: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime | None]
    depth: Mapped[int] = mapped_column(SmallInteger)
    properties: Mapped[str]
    tries: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_rule_run_current",
            "rule_id",
            "guest_id",
            "slot",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_rule_run_due",
            "due_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class RuleLog(Base):
    """What a rule did for a guest and why, or why not; `details` is JSON for the sentence."""

    __tablename__ = "rule_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("rule_run.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"))
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(32))
    details: Mapped[str]

    __table_args__ = (
        Index("ix_rule_log_guest", "guest_id", "id"),
        Index("ix_rule_log_rule", "rule_id", "id"),
        Index("ix_rule_log_run", "run_id"),
    )


class Delivery(Base):
    """One message for one device: the outbox.

    `due_at` is when somebody has to look at the row next: the next attempt of a queued one,
    the end of the lease of one that is being sent. `lane` is a domain.lanes.Lane.
    """

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), index=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    lane: Mapped[int] = mapped_column(SmallInteger)
    attempts: Mapped[int]
    shortened: Mapped[bool]
    due_at: Mapped[datetime]
    reason: Mapped[str]
    accepted_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("message_id", "device_id"),
        Index(
            "ix_delivery_due",
            "lane",
            "due_at",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index("ix_delivery_message", "message_id", "state"),
        Index(
            "ix_delivery_silent",
            "message_id",
            sqlite_where=text("state = 'accepted'"),
            postgresql_where=text("state = 'accepted'"),
        ),
        # Phones answer by this number: one that is erased must not be given again.
        {"sqlite_autoincrement": True},
    )


class SettingRow(Base):
    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
