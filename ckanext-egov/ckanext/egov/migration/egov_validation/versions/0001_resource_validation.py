"""Add resource_validation: what the last check of a table found.

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
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "resource_validation",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("validation_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("rules", sa.Integer, nullable=False, server_default="0"),
        sa.Column("error_count", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("counts", JSONB, nullable=False, server_default="[]"),
        sa.Column("errors", JSONB, nullable=False, server_default="[]"),
        sa.Column("message", sa.Text, nullable=False, server_default=""),
        sa.Column("queued", moment, nullable=False, server_default=sa.func.now()),
        sa.Column("started", moment),
        sa.Column("finished", moment),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'valid', 'invalid', 'failed')",
            name="resource_validation_state",
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("resource_validation")
