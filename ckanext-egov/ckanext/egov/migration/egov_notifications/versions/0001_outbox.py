"""The outbox: messages that wait, and the trace of those that left.

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


def upgrade() -> None:
    """Create the table; the database itself refuses a sent message that keeps its content."""
    moment = sa.DateTime(timezone=True)
    now = sa.text("clock_timestamp()")
    op.create_table(
        "outbox",
        sa.Column("message_id", UUID, primary_key=True, server_default=sa.func.gen_random_uuid()),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("html", sa.Text),
        sa.Column("headers", JSONB, nullable=False, server_default="{}"),
        sa.Column("priority", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("state", sa.Text, nullable=False, server_default="queued"),
        sa.Column("tries", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("sender", sa.Integer),
        sa.Column("error", sa.Text),
        sa.Column("queued_at", moment, nullable=False, server_default=now),
        sa.Column("due_at", moment, nullable=False, server_default=now),
        sa.Column("claimed_at", moment),
        sa.Column("finished_at", moment),
        sa.CheckConstraint("channel IN ('email', 'phone')", name="outbox_channel"),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unknown')", name="outbox_state"
        ),
        sa.CheckConstraint(
            "state <> 'sent' OR (address IS NULL AND subject IS NULL AND text IS NULL"
            " AND html IS NULL AND headers = '{}')",
            name="outbox_sent_is_wiped",
        ),
    )
    op.create_index(
        "outbox_waiting", "outbox", ["channel", "priority", "due_at"],
        postgresql_where=sa.text("state = 'queued'"),
    )  # fmt: skip
    op.create_index(
        "outbox_open", "outbox", ["state"],
        postgresql_where=sa.text("state IN ('sending', 'failed', 'unknown')"),
    )  # fmt: skip
    op.create_index(
        "outbox_sent", "outbox", ["channel", "finished_at"],
        postgresql_where=sa.text("state = 'sent'"),
    )  # fmt: skip


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("outbox")
