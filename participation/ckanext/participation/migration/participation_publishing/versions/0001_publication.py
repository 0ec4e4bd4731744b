"""What of a closed process is published, and whether it was certified.

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
        "participation_publication",
        sa.Column(
            "process_no",
            sa.BigInteger,
            sa.ForeignKey("participation_process.process_no"),
            primary_key=True,
        ),
        sa.Column("dataset_id", sa.Text),
        sa.Column("files", JSONB, nullable=False, server_default="{}"),
        sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("published_at", moment),
        sa.Column("certified_at", moment),
        sa.Column("identities_dropped_at", moment),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("participation_publication")
