"""What became of each table of amounts: its cube, or why there is none.

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


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "budget_build",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("problems", JSONB, nullable=False, server_default="[]"),
        sa.Column("excluded", JSONB, nullable=False, server_default="{}"),
        sa.Column("facts", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column(
            "built_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.func.clock_timestamp(),
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("budget_build")
