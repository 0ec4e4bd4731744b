"""Switches that pause writing or signing of all petitions.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    clock = sa.func.clock_timestamp()
    op.create_table(
        "petition_pause",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("paused_at", MOMENT, nullable=False, server_default=clock),
        sa.Column("until", MOMENT),
        sa.CheckConstraint("what IN ('creating', 'signing')", name="petition_pause_what"),
    )
    op.create_table(
        "petition_paused",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("petition_paused")
    op.drop_table("petition_pause")
