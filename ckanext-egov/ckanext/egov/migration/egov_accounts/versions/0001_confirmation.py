"""What a person still has to confirm, by a link's token or a code.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; a token and a code are kept as hashes only."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "confirmation",
        sa.Column(
            "confirmation_id", UUID, primary_key=True, server_default=sa.func.gen_random_uuid()
        ),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("address_key", sa.LargeBinary, nullable=False),
        sa.Column("network_key", sa.LargeBinary),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("code_hash", sa.LargeBinary),
        sa.Column("code_expires_at", moment),
        sa.Column("tries", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("created_at", moment, nullable=False, server_default=sa.func.now()),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("used_at", moment),
        sa.CheckConstraint(
            "channel IN ('email', 'phone', 'identity')", name="confirmation_channel"
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name="confirmation_level"),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name="confirmation_tries"),
    )
    op.create_index(
        "confirmation_by_address", "confirmation", ["address_key", sa.text("created_at DESC")]
    )
    op.create_index(
        "confirmation_by_network", "confirmation", ["network_key", sa.text("created_at DESC")]
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("confirmation")
