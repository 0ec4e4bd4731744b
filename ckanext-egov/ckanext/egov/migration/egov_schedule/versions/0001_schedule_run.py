"""When each periodic job last ran.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table: one row a run."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "schedule_run",
        sa.Column("run_no", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("started", moment, nullable=False, server_default=sa.text("clock_timestamp()")),
        sa.Column("finished", moment),
        sa.Column("error", sa.Text),
    )
    op.create_index("schedule_run_by_name", "schedule_run", ["name", sa.text("started DESC")])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("schedule_run")
