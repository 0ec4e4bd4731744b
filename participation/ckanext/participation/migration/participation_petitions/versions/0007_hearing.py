"""Where hearings are, and how often their day has changed.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("petition", sa.Column("hearing_place", JSONB))
    op.add_column(
        "petition", sa.Column("hearing_changes", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column("petition", sa.Column("hearing_changed_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE petition SET hearing_changed_at = hearing_at WHERE hearing_at IS NOT NULL")
    op.create_check_constraint(
        "petition_hearing_changed",
        "petition",
        "hearing_at IS NULL OR hearing_changed_at IS NOT NULL",
    )
    op.create_index(
        "petition_hearing_on",
        "petition",
        ["hearing_at"],
        postgresql_where=sa.text("hearing_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("petition_hearing_on", "petition")
    op.drop_constraint("petition_hearing_changed", "petition")
    for name in ("hearing_place", "hearing_changes", "hearing_changed_at"):
        op.drop_column("petition", name)
