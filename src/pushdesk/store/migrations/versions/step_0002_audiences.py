"""Whom to reach: own IDs, own fields, e-mail addresses, audiences; channels in an order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from pushdesk.store.tables import UtcDateTime

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), server_default="", nullable=False),
        sa.Column("is_category", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("labels", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience")),
        sa.UniqueConstraint("name", name=op.f("uq_audience_name")),
    )
    op.create_table(
        "template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("standard_language", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("ttl_seconds", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint("name", name=op.f("uq_template_name")),
    )
    op.create_table(
        "audience_member",
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["audience.id"], name=op.f("fk_audience_member_audience_id_audience")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_audience_member_guest_id_guest")
        ),
        sa.PrimaryKeyConstraint("audience_id", "guest_id", name=op.f("pk_audience_member")),
    )
    op.create_index(
        op.f("ix_audience_member_guest_id"), "audience_member", ["guest_id"], unique=False
    )
    op.create_table(
        "own_field",
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_own_field_guest_id_guest")
        ),
        sa.PrimaryKeyConstraint("guest_id", "name", name=op.f("pk_own_field")),
    )
    op.create_table(
        "own_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_own_id_guest_id_guest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_id")),
        sa.UniqueConstraint("system", "value", name=op.f("uq_own_id_system")),
    )
    op.create_index(op.f("ix_own_id_guest_id"), "own_id", ["guest_id"], unique=False)
    op.add_column(
        "channel", sa.Column("position", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("channel", sa.Column("welcome", sa.Text(), server_default="", nullable=False))
    op.add_column("guest", sa.Column("name_key", sa.Text(), server_default="", nullable=False))
    op.add_column("guest", sa.Column("email", sa.Text(), server_default="", nullable=False))
    op.add_column("guest", sa.Column("email_proven_at", UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_guest_email"), "guest", ["email"], unique=False)
    op.create_index(op.f("ix_guest_name_key"), "guest", ["name_key"], unique=False)
    op.add_column(
        "message", sa.Column("translations", sa.Text(), server_default="{}", nullable=False)
    )
    op.add_column("message", sa.Column("variables", sa.Text(), server_default="{}", nullable=False))
    op.create_index(
        "ix_device_live",
        "device",
        ["guest_id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_index(
        "ix_subscription_window",
        "subscription",
        ["guest_id", "since", "channel_id"],
        unique=False,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    _fill_name_keys()


def _fill_name_keys() -> None:
    """SQLite folds ASCII only, so Python does it."""
    connection = op.get_bind()
    named = connection.execute(sa.text("SELECT id, name FROM guest WHERE name != ''")).all()
    for guest_id, name in named:
        connection.execute(
            sa.text("UPDATE guest SET name_key = :key WHERE id = :id"),
            {"key": name.casefold(), "id": guest_id},
        )
