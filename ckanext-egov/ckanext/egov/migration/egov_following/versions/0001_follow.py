"""Who follows what, and what there is to tell.

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

PACE = "pace IN ('at_once', 'daily', 'weekly')"


def upgrade() -> None:
    """Create the tables; an address follows a thing once."""
    moment = sa.DateTime(timezone=True)
    now = sa.text("clock_timestamp()")
    op.create_table(
        "follow_request",
        sa.Column("confirmation_id", UUID, primary_key=True),
        *_what_and_who(),
        sa.Column("created_at", moment, nullable=False, server_default=now),
        sa.CheckConstraint(PACE, name="follow_request_pace"),
    )
    op.create_table(
        "follow",
        sa.Column("follow_id", UUID, primary_key=True, server_default=sa.func.gen_random_uuid()),
        *_what_and_who(),
        sa.Column("since", moment, nullable=False, server_default=now),
        sa.Column("told_until", sa.BigInteger, nullable=False, server_default="0"),
        sa.CheckConstraint(PACE, name="follow_pace"),
        sa.UniqueConstraint("address", "subject_type", "subject_id", name="follow_once"),
    )
    op.create_index(
        "follow_of_thing", "follow", ["subject_type", "subject_id", "pace", "follow_id"]
    )
    op.create_table(
        "follow_news",
        sa.Column("news_no", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("subject_type", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("values", JSONB, nullable=False),
        sa.Column("created_at", moment, nullable=False, server_default=now),
        sa.Column("told_to", UUID),
        sa.Column("finished_at", moment),
    )
    op.create_index(
        "follow_news_of_thing", "follow_news", ["subject_type", "subject_id", "news_no"]
    )
    op.create_index(
        "follow_news_open", "follow_news", ["news_no"],
        postgresql_where=sa.text("finished_at IS NULL"),
    )  # fmt: skip


def _what_and_who() -> list[sa.Column]:
    names = ("subject_type", "subject_id", "address", "language", "pace")
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def downgrade() -> None:
    """Drop the tables."""
    for name in ("follow_news", "follow", "follow_request"):
        op.drop_table(name)
