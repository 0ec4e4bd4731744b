"""What officials may do, their second factor, where people are logged in, attempts that are slowed.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; secrets are encrypted, codes and session ids are kept as hashes only."""
    _create_duties()
    _create_second_factor()
    _create_sessions()
    op.create_table(
        "account_attempt",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("attempt_key", sa.LargeBinary, primary_key=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
    )
    op.create_index("account_attempt_by_age", "account_attempt", ["since"])


def _create_duties() -> None:
    op.create_table(
        "official_duty",
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("duty", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, primary_key=True, server_default=""),
        sa.Column("granted_by", sa.Text, nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "duty IN ('moderator', 'answerer', 'auditor')", name="official_duty_known"
        ),
        sa.CheckConstraint("(duty = 'answerer') = (body <> '')", name="official_duty_body"),
    )


def _create_second_factor() -> None:
    op.create_table(
        "second_factor",
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("last_step", sa.BigInteger, nullable=False, server_default="-1"),
    )
    op.create_table(
        "second_factor_recovery",
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("code_hash", sa.LargeBinary, primary_key=True),
        sa.Column("used_at", MOMENT),
    )


def _create_sessions() -> None:
    op.create_table(
        "account_session",
        sa.Column("session_hash", sa.LargeBinary, primary_key=True),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("seen_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("second_factor_at", MOMENT),
        sa.Column("ended_at", MOMENT),
    )
    op.create_index("account_session_by_user", "account_session", ["user_id"])


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "account_attempt",
        "account_session",
        "second_factor_recovery",
        "second_factor",
        "official_duty",
    ):
        op.drop_table(name)
