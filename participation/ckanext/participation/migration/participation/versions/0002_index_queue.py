"""Which processes the search index has to take up yet.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the queue; a process waits in it once, however often it changed."""
    op.create_table(
        "participation_index_queue",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("change", sa.BigInteger, nullable=False, server_default="1"),
        sa.Column(
            "since", sa.DateTime(timezone=True), nullable=False,
            server_default=sa.func.clock_timestamp(),
        ),
    )  # fmt: skip


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("participation_index_queue")
