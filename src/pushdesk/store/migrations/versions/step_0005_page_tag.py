"""The venue's web site: keys that put guests into audiences, and guests who aren't to be known."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "guest", sa.Column("recognised", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("audience", sa.Column("pixel_key", sa.String(length=16), nullable=True))
    op.create_index("uq_audience_pixel_key", "audience", ["pixel_key"], unique=True)
