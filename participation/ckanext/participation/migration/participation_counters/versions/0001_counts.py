"""Counts and journals of acts, folded from the public record.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the counters, and the index that finds what happened to an act before."""
    op.create_table(
        "participation_count",
        _number(),
        sa.Column("counted", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("counted_at", MOMENT, nullable=False),
    )
    _totals("participation_count_state", sa.Column("state", sa.Text, primary_key=True))
    _totals("participation_count_region", sa.Column("region", sa.Text, primary_key=True))
    _totals("participation_count_hour", sa.Column("hour", MOMENT, primary_key=True))
    op.create_table(
        "participation_count_drift",
        sa.Column("drift_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("process_no", sa.BigInteger, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("journal", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("counted", sa.BigInteger, nullable=False),
        sa.Column("is", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "participation_count_drift_of", "participation_count_drift", ["process_no", "drift_id"]
    )
    op.create_index(
        "participation_leaf_changes",
        "participation_leaf",
        ["act_id", "leaf_index"],
        postgresql_where=sa.text("event IN ('withdraw', 'invalidate', 'restore')"),
    )


def _number() -> sa.Column:
    return sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False)


def _totals(name: str, key: sa.Column) -> None:
    op.create_table(
        name,
        _number(),
        sa.Column("feature", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        key,
        sa.Column("total", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_index("participation_leaf_changes", "participation_leaf")
    for table in ("_drift", "_hour", "_region", "_state", ""):
        op.drop_table(f"participation_count{table}")
