"""What signing adds: traces of requests, who is suspected, what officials do about it.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = ("draft", "queued", "running", "cancelled", "done", "undoing", "undone")


def upgrade() -> None:
    """Add the tables."""
    _traces()
    _holds()
    _journals()
    _sources()
    _invalidations()


def _traces() -> None:
    """Where requests came from: keyed hashes, for some days."""
    op.create_table(
        "petition_trace",
        sa.Column("confirmation_id", UUID, primary_key=True),
        _number(),
        sa.Column("person_key", sa.LargeBinary, nullable=False),
        sa.Column("name_key", sa.LargeBinary),
        sa.Column("network_key", sa.LargeBinary),
        sa.Column("wide_key", sa.LargeBinary),
        sa.Column("domain", sa.Text),
        sa.Column("reasons", ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("asked_at", MOMENT, nullable=False, server_default=_clock()),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("act_id", sa.BigInteger),
        sa.Column("is_counted", sa.Boolean, nullable=False, server_default="false"),
    )
    op.create_index(
        "petition_trace_network", "petition_trace", ["process_no", "network_key", "asked_at"]
    )
    op.create_index("petition_trace_wide", "petition_trace", ["process_no", "wide_key"])
    op.create_index("petition_trace_asked", "petition_trace", ["asked_at"])
    op.create_index("petition_trace_act", "petition_trace", ["act_id"])
    _waiting("petition_trace_uncounted", "NOT is_counted")
    _waiting("petition_trace_unconfirmed", "confirmed_at IS NULL")
    op.create_table(
        "petition_network",
        sa.Column("network_key", sa.LargeBinary, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False, server_default=_clock()),
    )


def _waiting(name: str, which: str) -> None:
    op.create_index(name, "petition_trace", ["asked_at"], postgresql_where=sa.text(which))


def _holds() -> None:
    op.create_table(
        "petition_hold",
        sa.Column("act_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _number(),
        sa.Column("reasons", ARRAY(sa.Text), nullable=False),
        sa.Column("held_at", MOMENT, nullable=False, server_default=_clock()),
        sa.Column("decision", sa.Text),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by", sa.Text),
        sa.CheckConstraint(
            "decision IN ('released', 'invalidated', 'lapsed')", name="petition_hold_decision"
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name="petition_hold_decided"
        ),
    )
    op.create_index(
        "petition_hold_open",
        "petition_hold",
        ["process_no", "held_at"],
        postgresql_where=sa.text("decision IS NULL"),
    )


def _journals() -> None:
    """Numbers by hour; read by pages, written by the schedule."""
    op.create_table(
        "petition_trend",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("hour", MOMENT, primary_key=True),
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False, server_default="0"),
        sa.Column("confirmed", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_table(
        "petition_integrity",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hour", MOMENT, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, primary_key=True, server_default=""),
        sa.Column("total", sa.Integer, nullable=False),
    )
    op.create_table(
        "petition_integrity_mark",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("leaves", sa.BigInteger, nullable=False),
    )


def _sources() -> None:
    op.create_table(
        "petition_source",
        sa.Column("source_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("pattern", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=_clock()),
        sa.UniqueConstraint("kind", "pattern", name="petition_source_once"),
        sa.CheckConstraint("kind IN ('domain', 'network')", name="petition_source_kind"),
        sa.CheckConstraint("verdict IN ('allow', 'block')", name="petition_source_verdict"),
    )


def _invalidations() -> None:
    op.create_table(
        "petition_invalidation",
        sa.Column("invalidation_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("criteria", JSONB, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="draft"),
        sa.Column("matched", sa.Integer, nullable=False, server_default="0"),
        sa.Column("done", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=_clock()),
        sa.Column("started_by", sa.Text),
        sa.Column("started_at", MOMENT),
        sa.Column("touched_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.CheckConstraint(f"state IN {STATES}", name="petition_invalidation_state"),
    )
    op.create_table(
        "petition_invalidated",
        sa.Column(
            "invalidation_id",
            sa.BigInteger,
            sa.ForeignKey("petition_invalidation.invalidation_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("act_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False, server_default="waiting"),
        sa.CheckConstraint(
            "state IN ('waiting', 'done', 'skipped', 'undone')", name="petition_invalidated_state"
        ),
    )
    op.create_index(
        "petition_invalidated_left", "petition_invalidated", ["invalidation_id", "state", "act_id"]
    )


def _number() -> sa.Column:
    return sa.Column("process_no", sa.BigInteger, nullable=False)


def _clock() -> sa.Function:
    return sa.func.clock_timestamp()


def downgrade() -> None:
    """Drop what this version made."""
    for table in (
        "invalidated", "invalidation", "source", "integrity_mark", "integrity", "trend", "hold",
        "network", "trace",
    ):  # fmt: skip
        op.drop_table(f"petition_{table}")
