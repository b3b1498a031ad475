"""When the guest's open page has shown the call."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from pushdesk.store.tables import UtcDateTime

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("page_shown_at", UtcDateTime(), nullable=True))
