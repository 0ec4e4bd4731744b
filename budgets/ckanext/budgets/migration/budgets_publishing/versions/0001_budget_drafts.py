"""Files on their way to being published as a budget.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "budget_draft",
        sa.Column("draft_id", UUID(as_uuid=False), primary_key=True),
        sa.Column("user_id", sa.Text, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("dataset_id", sa.Text),
        sa.Column("resource_id", sa.Text),
        sa.Column("title", JSONB, nullable=False, server_default="{}"),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("declared", JSONB, nullable=False, server_default="{}"),
        sa.Column("findings", JSONB, nullable=False, server_default="{}"),
        sa.Column("explanations", JSONB, nullable=False, server_default="{}"),
        sa.Column("passed", sa.Boolean, nullable=False, server_default="false"),
        sa.Column(
            "modified_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.func.clock_timestamp(),
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("budget_draft")
