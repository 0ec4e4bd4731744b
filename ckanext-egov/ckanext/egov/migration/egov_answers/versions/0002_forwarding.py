"""What was owed goes from one body to another.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    clock = sa.func.clock_timestamp()
    op.create_table(
        "egov_answer_forward",
        sa.Column("forward_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column(
            "obligation_id",
            sa.BigInteger,
            sa.ForeignKey("egov_obligation.obligation_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("from_body", sa.Text, nullable=False),
        sa.Column("to_body", sa.Text, nullable=False),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=clock),
        sa.CheckConstraint("from_body <> to_body", name="egov_answer_forward_elsewhere"),
    )
    op.create_index("egov_answer_forward_of", "egov_answer_forward", ["obligation_id"])


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("egov_answer_forward")
