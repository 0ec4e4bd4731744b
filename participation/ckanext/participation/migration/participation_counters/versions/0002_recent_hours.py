"""An index for the lists that are ordered by what was done in the last hours.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEX, TABLE = "participation_count_hour_recent", "participation_count_hour"


def upgrade() -> None:
    """Find the hours from one on, of all processes, without reading those before."""
    op.create_index(INDEX, TABLE, ["hour"])


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_index(INDEX, TABLE)
