"""Cases of moderation, what happened to them, and appeals.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CLOCK = sa.func.clock_timestamp()


def upgrade() -> None:
    """Create the tables. Two moderators for one case are kept apart here, not in the code."""
    _case()
    _record()
    op.create_table(
        "moderation_appeal_request",
        sa.Column("confirmation_id", UUID, primary_key=True),
        _case_number(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False, server_default=CLOCK),
    )


def _case_number() -> sa.Column:
    return sa.Column(
        "case_id", sa.BigInteger, sa.ForeignKey("moderation_case.case_id"), nullable=False
    )


def _case() -> None:
    op.create_table(
        "moderation_case",
        sa.Column("case_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="waiting"),
        sa.Column("submitted_at", MOMENT, nullable=False, server_default=CLOCK),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("held_by", sa.Text),
        sa.Column("held_until", MOMENT),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("appeals", sa.BigInteger, unique=True),
        sa.Column("not_by", sa.Text),
        sa.Column("appeal_text", sa.Text),
        *_case_rules(),
    )
    op.create_index("moderation_case_queue", "moderation_case", ["state", "submitted_at"])
    op.create_index(
        "moderation_case_one_waiting",
        "moderation_case",
        ["kind", "object_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _case_rules() -> list[sa.Constraint]:
    rules = {
        "state": "state IN ('waiting', 'approved', 'rejected', 'hidden')",
        "decided": "(state = 'waiting') = (decided_by IS NULL)"
        " AND (decided_by IS NULL) = (decided_at IS NULL)",
        "reasoned": "state NOT IN ('rejected', 'hidden') OR reason IS NOT NULL",
        "held": "(held_by IS NULL) = (held_until IS NULL)",
        "appeal": "(appeals IS NULL) = (not_by IS NULL)"
        " AND (appeals IS NULL) = (appeal_text IS NULL)",
        "second_person": "not_by IS NULL OR (held_by IS DISTINCT FROM not_by"
        " AND decided_by IS DISTINCT FROM not_by)",
    }
    checks = [
        sa.CheckConstraint(rule, name=f"moderation_case_{name}") for name, rule in rules.items()
    ]
    return [
        *checks,
        sa.UniqueConstraint("case_id", "decided_by", name="moderation_case_decider"),
        # Also keeps the name of who decided first as it was once there is an appeal.
        sa.ForeignKeyConstraint(
            ["appeals", "not_by"],
            ["moderation_case.case_id", "moderation_case.decided_by"],
            name="moderation_case_appeal_of",
        ),
    ]


def _record() -> None:
    op.create_table(
        "moderation_record",
        sa.Column("record_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _case_number(),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("at", MOMENT, nullable=False, server_default=CLOCK),
        sa.Column("details", JSONB, nullable=False, server_default="{}"),
    )
    op.create_index("moderation_record_of", "moderation_record", ["case_id", "record_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("appeal_request", "record", "case"):
        op.drop_table(f"moderation_{table}")
