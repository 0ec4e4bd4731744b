"""Notes and tags of officials.

Revision ID: 0006
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    clock = sa.func.clock_timestamp()
    op.create_table(
        "petition_note",
        sa.Column("note_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("process_no", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False, server_default=clock),
    )
    op.create_index("petition_note_of", "petition_note", ["process_no", "note_id"])
    op.create_table(
        "petition_tag",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tag", sa.Text, primary_key=True),
    )
    op.create_index("petition_tagged", "petition_tag", ["tag", "process_no"])


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("petition_tag")
    op.drop_table("petition_note")
