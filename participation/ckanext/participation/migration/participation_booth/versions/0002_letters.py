"""How many letters each person was sent for one act.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count letters per person and act; the keys say nothing once the pepper is gone."""
    op.create_table(
        "participation_letters",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("feature", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("person_key", sa.LargeBinary, primary_key=True),
        sa.Column("name_key", sa.LargeBinary, primary_key=True),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("participation_letters")
