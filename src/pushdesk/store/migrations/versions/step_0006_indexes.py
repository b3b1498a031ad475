"""The end of a Pushed ID, which guests are asked for, and the log of a run are found by indexes.

SQLite can't tell Alembic of an index on an expression: a step that copies this table makes it anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_guest_tail", "guest", [sa.text("substr(pushed_id, 10)")], unique=False)
    op.create_index("ix_rule_log_run", "rule_log", ["run_id"], unique=False)
