"""Cases that left the queue undecided.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = "moderation_case"
DECIDED = "(decided_by IS NULL) = (decided_at IS NULL)"
BEFORE = {
    "state": "state IN ('waiting', 'approved', 'rejected', 'hidden')",
    "decided": f"(state = 'waiting') = (decided_by IS NULL) AND {DECIDED}",
}
AFTER = {
    "state": "state IN ('waiting', 'withdrawn', 'approved', 'rejected', 'hidden')",
    "decided": f"(state IN ('waiting', 'withdrawn')) = (decided_by IS NULL) AND {DECIDED}",
}


def upgrade() -> None:
    """Let a case be withdrawn by the room that submitted it."""
    _replace(AFTER)


def downgrade() -> None:
    """Only decisions take a case out of the queue again; fails where one was withdrawn."""
    _replace(BEFORE)


def _replace(rules: dict[str, str]) -> None:
    for name, rule in rules.items():
        op.drop_constraint(f"{TABLE}_{name}", TABLE)
        op.create_check_constraint(f"{TABLE}_{name}", TABLE, rule)
