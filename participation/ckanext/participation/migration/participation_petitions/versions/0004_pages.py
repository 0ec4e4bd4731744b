"""An index for the list of petitions that wait for an answer.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "petition_waiting"


def upgrade() -> None:
    """Those that wait longest first, without reading the others."""
    op.create_index(
        INDEX,
        "petition",
        ["threshold_reached_at"],
        postgresql_where=sa.text("threshold_reached_at IS NOT NULL AND answered_at IS NULL"),
    )


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_index(INDEX, "petition")
