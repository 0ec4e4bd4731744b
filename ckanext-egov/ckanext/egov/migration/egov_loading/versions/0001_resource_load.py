"""The last load of each resource.

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
        "resource_load",
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("load_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False, server_default=""),
        sa.Column("rows", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("total", sa.BigInteger),
        sa.Column("error", JSONB),
        sa.Column("report", JSONB, nullable=False, server_default="{}"),
        sa.Column("fingerprint", sa.Text, nullable=False, server_default=""),
        sa.Column("keep_types", sa.Boolean, nullable=False, server_default="true"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("queued", moment, nullable=False, server_default=sa.func.now()),
        sa.Column("started", moment),
        sa.Column("readable", moment),
        sa.Column("finished", moment),
        sa.Column("search_ready", moment),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'complete', 'failed')", name="resource_load_state"
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("resource_load")
