"""Petitions that were closed because another one asks for the same.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "petition", sa.Column("duplicate_of", sa.BigInteger, sa.ForeignKey("petition.process_no"))
    )
    op.create_check_constraint(
        "petition_no_duplicate_of_itself", "petition", "duplicate_of <> process_no"
    )
    op.create_index(
        "petition_duplicates",
        "petition",
        ["duplicate_of"],
        postgresql_where=sa.text("duplicate_of IS NOT NULL"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("petition_duplicates", "petition")
    op.drop_constraint("petition_no_duplicate_of_itself", "petition")
    op.drop_column("petition", "duplicate_of")
