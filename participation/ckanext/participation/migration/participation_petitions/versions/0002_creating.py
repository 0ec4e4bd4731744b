"""All states of a petition, sponsors, two thresholds, updates of its creator, longer drafts.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BEFORE = ("pending", "validated", "open", "closed", "rejected", "hidden")
STATES = (
    "pending", "validated", "sponsored", "flagged", "dormant", "open", "closed", "rejected",
    "hidden", "stopped", "removed",
)  # fmt: skip
ANSWER = ("none", "awaiting", "acknowledged", "responded")
HEARING = ("none", "awaiting", "scheduled", "held", "not_held")
UPDATE = ("pending", "waiting", "published", "rejected", "hidden")
STAMPS = (
    "sponsored_at", "flagged_at", "dormant_at", "stopped_at", "removed_at", "hearing_at",
    "hearing_threshold_reached_at",
)  # fmt: skip
TEXTS = ("state_at_removal", "removal_reason", "stop_reason", "invitation")
COUNTS = ("withdrawn_at_threshold", "withdrawn_at_hearing_threshold")
CHECKS = {
    "petition_answer_state": f"answer_state IN {ANSWER}",
    "petition_hearing_state": f"hearing_state IN {HEARING}",
    "petition_answer_owed": "answer_state <> 'awaiting' OR threshold_reached_at IS NOT NULL",
    "petition_hearing_owed": (
        "hearing_state <> 'awaiting' OR hearing_threshold_reached_at IS NOT NULL"
    ),
    "petition_hearing_dated": (
        "hearing_state NOT IN ('scheduled', 'held') OR hearing_at IS NOT NULL"
    ),
    "petition_stopped_for_a_reason": "state <> 'stopped' OR stop_reason IS NOT NULL",
    "petition_removed_for_a_reason": (
        "state <> 'removed' OR (state_at_removal IS NOT NULL AND removal_reason IS NOT NULL)"
    ),
}
ANSWERED = """UPDATE petition SET answer_state = CASE
    WHEN answered_at IS NOT NULL THEN 'responded'
    WHEN acknowledged_at IS NOT NULL THEN 'acknowledged'
    ELSE 'awaiting' END
WHERE threshold_reached_at IS NOT NULL"""
DRAFT = ("level", "region", "language")
DRAFT_LISTS = ("sectors", "groups_in_need")


def upgrade() -> None:
    """Add the tables and columns."""
    _states(STATES)
    _columns()
    _updates()
    _drafts()


def _states(states: tuple[str, ...]) -> None:
    op.drop_constraint("petition_state", "petition")
    op.create_check_constraint("petition_state", "petition", f"state IN {states}")


def _columns() -> None:
    for name in STAMPS:
        op.add_column("petition", sa.Column(name, MOMENT))
    for name in TEXTS:
        op.add_column("petition", sa.Column(name, sa.Text))
    for name in COUNTS:
        op.add_column(
            "petition", sa.Column(name, sa.BigInteger, nullable=False, server_default="0")
        )
    for name in ("answer_state", "hearing_state"):
        op.add_column("petition", sa.Column(name, sa.Text, nullable=False, server_default="none"))
    op.execute(ANSWERED)
    for name, condition in CHECKS.items():
        op.create_check_constraint(name, "petition", condition)
    op.create_unique_constraint("petition_invitation", "petition", ["invitation"])
    op.create_index(
        "petition_looks_for_sponsors",
        "petition",
        ["process_no"],
        postgresql_where=sa.text("state IN ('validated', 'sponsored')"),
    )


def _updates() -> None:
    """A confirmed update has a number, and there are two numbers: so there are two updates."""
    op.create_table(
        "petition_update",
        sa.Column("update_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column(
            "process_no", sa.BigInteger, sa.ForeignKey("petition.process_no"), nullable=False
        ),
        sa.Column("number", sa.SmallInteger),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="pending"),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("published_at", MOMENT),
        sa.UniqueConstraint("process_no", "number", name="petition_update_once"),
        sa.CheckConstraint("number IN (1, 2)", name="petition_update_two"),
        sa.CheckConstraint(f"state IN {UPDATE}", name="petition_update_state"),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'published') OR number IS NOT NULL",
            name="petition_update_numbered",
        ),
    )


def _drafts() -> None:
    for name in DRAFT:
        op.add_column("petition_draft", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in DRAFT_LISTS:
        op.add_column(
            "petition_draft",
            sa.Column(name, ARRAY(sa.Text), nullable=False, server_default="{}"),
        )


def downgrade() -> None:
    """Take them away; fails where a petition stands in a state that was not there before."""
    for name in (*DRAFT, *DRAFT_LISTS):
        op.drop_column("petition_draft", name)
    op.drop_table("petition_update")
    op.drop_index("petition_looks_for_sponsors", "petition")
    op.drop_constraint("petition_invitation", "petition")
    for name in CHECKS:
        op.drop_constraint(name, "petition")
    for name in (*STAMPS, *TEXTS, *COUNTS, "answer_state", "hearing_state"):
        op.drop_column("petition", name)
    _states(BEFORE)
