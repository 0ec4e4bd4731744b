"""Values of the indicators by day, and how the pages that prove them answered.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "indicator_day_value",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("number", sa.Float, nullable=False),
        sa.Column("unit", sa.Text, nullable=False, server_default=""),
        sa.Column("newest", MOMENT),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("matrix", JSONB),
        sa.Column("parts", JSONB, nullable=False, server_default="{}"),
        sa.Column("computed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "indicator_evidence_check",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("indicator_evidence_check")
    op.drop_table("indicator_day_value")
