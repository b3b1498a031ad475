"""What is sent when and to whom: drafts, broadcasts in batches, events, rules, proofs of e-mail."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from pushdesk.store.tables import UtcDateTime

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    _create_drafts()
    _create_rules()
    _add_columns()


def _create_drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("send_at", UtcDateTime(), nullable=True),
        sa.Column("repeats", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draft_public_id")),
    )
    op.create_index("ix_draft_due", "draft", ["state", "send_at"], unique=False)


def _create_rules() -> None:
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("enabled_at", UtcDateTime(), nullable=True),
        sa.Column("scanned_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sa.UniqueConstraint("name", name=op.f("uq_rule_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rule_public_id")),
    )
    op.create_table(
        "email_code",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_email_code_guest_id_guest")
        ),
        sa.PrimaryKeyConstraint("guest_id", name=op.f("pk_email_code")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("properties", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_event_guest_id_guest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_guest", "event", ["guest_id", "name", "at"], unique=False)
    op.create_index("ix_event_name", "event", ["name", "at"], unique=False)
    op.create_table(
        "rule_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.String(length=64), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("properties", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_rule_run_guest_id_guest")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule.id"], name=op.f("fk_rule_run_rule_id_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_run")),
    )
    op.create_index(
        "ix_rule_run_due",
        "rule_run",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_rule_run_guest_id"), "rule_run", ["guest_id"], unique=False)
    op.create_index(
        "uq_rule_run_current",
        "rule_run",
        ["rule_id", "guest_id", "slot"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "rule_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_rule_log_guest_id_guest")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule.id"], name=op.f("fk_rule_log_rule_id_rule")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["rule_run.id"], name=op.f("fk_rule_log_run_id_rule_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_log")),
    )
    op.create_index("ix_rule_log_guest", "rule_log", ["guest_id", "id"], unique=False)
    op.create_index("ix_rule_log_rule", "rule_log", ["rule_id", "id"], unique=False)


def _add_columns() -> None:
    op.add_column(
        "channel", sa.Column("is_public", sa.Boolean(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column("consent", sa.Column("category", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "guest", sa.Column("country", sa.String(length=2), server_default="", nullable=False)
    )
    op.add_column(
        "message", sa.Column("purpose", sa.String(length=5), server_default="visit", nullable=False)
    )
    op.add_column("message", sa.Column("icon", sa.Text(), server_default="", nullable=False))
    op.add_column("message", sa.Column("image", sa.Text(), server_default="", nullable=False))
    op.add_column("message", sa.Column("buttons", sa.Text(), server_default="[]", nullable=False))
    op.add_column("message", sa.Column("source", sa.Text(), server_default="", nullable=False))
    op.add_column("message", sa.Column("reach", sa.Text(), server_default="", nullable=False))
    op.add_column("message", sa.Column("devices", sa.Integer(), server_default="0", nullable=False))
    op.add_column("message", sa.Column("filled_to", sa.Integer(), nullable=True))
    op.add_column("message", sa.Column("paused_at", UtcDateTime(), nullable=True))
    op.add_column("message", sa.Column("cancelled_at", UtcDateTime(), nullable=True))
    op.create_index("ix_subscription_channel", "subscription", ["channel_id", "id"], unique=False)
    op.create_index("ix_delivery_message", "delivery", ["message_id", "state"], unique=False)
    op.create_index("ix_message_purpose", "message", ["purpose", "created_at"], unique=False)
    op.create_index(
        "ix_message_unfilled",
        "message",
        ["id"],
        unique=False,
        sqlite_where=sa.text("filled_to IS NOT NULL"),
        postgresql_where=sa.text("filled_to IS NOT NULL"),
    )
    op.add_column("visit", sa.Column("ended_at", UtcDateTime(), nullable=True))
    op.add_column(
        "visit", sa.Column("outcome", sa.String(length=10), server_default="", nullable=False)
    )
