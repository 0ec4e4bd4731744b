"""Petitions beside their processes, and drafts.

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
STATES = ("pending", "validated", "open", "closed", "rejected", "hidden")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "petition",
        sa.Column("process_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False, server_default="pending"),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("title", JSONB, nullable=False),
        sa.Column("background", JSONB, nullable=False),
        sa.Column("details", JSONB, nullable=False, server_default="{}"),
        sa.Column("creator_name", sa.Text),
        sa.Column("creator_email", sa.Text),
        sa.Column("demonstration", sa.Boolean, nullable=False, server_default="false"),
        sa.Column("rejection_reason", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False, server_default=_clock()),
        *(sa.Column(name, MOMENT) for name in _stamps()),
        sa.CheckConstraint(f"state IN {STATES}", name="petition_state"),
        sa.CheckConstraint(
            "state NOT IN ('open', 'closed') OR opened_at IS NOT NULL", name="petition_opened"
        ),
        sa.CheckConstraint(
            "state NOT IN ('rejected', 'hidden') OR rejection_reason IS NOT NULL",
            name="petition_rejected_for_a_reason",
        ),
    )
    op.create_index("petition_listed", "petition", ["state", "opened_at"])
    op.create_table(
        "petition_draft",
        sa.Column("draft_id", UUID, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in _typed()),
        sa.Column("modified_at", MOMENT, nullable=False, server_default=_clock()),
    )


def _clock() -> sa.Function:
    return sa.func.clock_timestamp()


def _stamps() -> tuple[str, ...]:
    return (
        "validated_at", "opened_at", "closed_at", "rejected_at", "threshold_reached_at",
        "acknowledged_at", "answered_at",
    )  # fmt: skip


def _typed() -> tuple[str, ...]:
    return ("body", "title", "background", "details", "creator_name", "creator_email")


def downgrade() -> None:
    """Drop what this version made."""
    op.drop_table("petition_draft")
    op.drop_table("petition")
