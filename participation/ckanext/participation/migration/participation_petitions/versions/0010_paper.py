"""Signatures on paper.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "petition_paper_state": "state IN ('entered', 'confirmed', 'withdrawn')",
    "petition_paper_numbers": "sheets > 0 AND signatures >= sheets",
    "petition_paper_two_officials": "confirmed_by <> entered_by",
    "petition_paper_confirmed": "state <> 'confirmed' OR confirmed_by IS NOT NULL",
    "petition_paper_withdrawn": "state <> 'withdrawn' OR withdraw_reason IS NOT NULL",
}


def upgrade() -> None:
    """Create the table."""
    clock = sa.func.clock_timestamp()
    op.create_table(
        "petition_paper",
        sa.Column("paper_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("process_no", sa.BigInteger, nullable=False),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("signatures", sa.Integer, nullable=False),
        sa.Column("sheets", sa.Integer, nullable=False),
        sa.Column("scan", sa.Text),
        sa.Column("state", sa.Text, nullable=False, server_default="entered"),
        sa.Column("entered_by", sa.Text, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False, server_default=clock),
        sa.Column("confirmed_by", sa.Text),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("withdrawn_by", sa.Text),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdraw_reason", JSONB),
        *(sa.CheckConstraint(rule, name=name) for name, rule in CHECKS.items()),
    )
    op.create_index("petition_paper_of", "petition_paper", ["process_no", "state"])


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("petition_paper")
