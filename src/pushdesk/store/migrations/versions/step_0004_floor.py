"""The waiting list: a visit from joining to its outcome, staff, and who did what."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from pushdesk.store.tables import UtcDateTime

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    _create_staff()
    _widen_visits()


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_audit_message_id_message")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_audit_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_visit_id"), "audit", ["visit_id"], unique=False)


def _widen_visits() -> None:
    """Visits so far ended with their hold, and nobody noted how."""
    op.execute(
        "UPDATE visit SET ended_at = hold_until WHERE ended_at IS NULL AND hold_until IS NOT NULL"
    )
    op.add_column(
        "visit", sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False)
    )
    op.add_column(
        "visit", sa.Column("source", sa.String(length=10), server_default="desk", nullable=False)
    )
    op.add_column(
        "visit", sa.Column("party_size", sa.SmallInteger(), server_default="2", nullable=False)
    )
    op.add_column("visit", sa.Column("number", sa.Integer(), server_default="0", nullable=False))
    op.add_column("visit", sa.Column("notes", sa.Text(), server_default="[]", nullable=False))
    op.add_column("visit", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.add_column("visit", sa.Column("quote_minutes", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("quoted_until", UtcDateTime(), nullable=True))
    op.add_column("visit", sa.Column("quote_reason", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "visit", sa.Column("answer", sa.String(length=10), server_default="", nullable=False)
    )
    op.add_column("visit", sa.Column("answered_at", UtcDateTime(), nullable=True))
    op.add_column("visit", sa.Column("warn_ahead", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("warned_at", UtcDateTime(), nullable=True))
    op.add_column("visit", sa.Column("ring_id", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("changed_at", UtcDateTime(), nullable=True))
    op.create_index("ix_visit_opened", "visit", ["opened_at"], unique=False)
    op.create_index(
        "uq_visit_open",
        "visit",
        ["guest_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
