"""What bodies owe an answer to, the answers being written and those published.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEEP = """
CREATE OR REPLACE FUNCTION egov_answer_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published answer stays as it is: publish a correction'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER egov_answer_kept BEFORE UPDATE OR DELETE ON egov_answer
    FOR EACH ROW EXECUTE FUNCTION egov_answer_keep();
"""


def upgrade() -> None:
    """Create the tables."""
    _obligation()
    _draft()
    _answer()
    op.execute(KEEP)


def _obligation() -> None:
    op.create_table(
        "egov_obligation",
        sa.Column("obligation_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("owed_at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("acknowledge_by", sa.Date),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.Column("released_at", MOMENT),
        sa.Column("release_reason", sa.Text),
        sa.UniqueConstraint("kind", "object_id", name="egov_obligation_once"),
        sa.CheckConstraint("acknowledge_by <= answer_by", name="egov_obligation_dates"),
        sa.CheckConstraint(
            "(released_at IS NULL) = (release_reason IS NULL)", name="egov_obligation_released"
        ),
    )
    op.create_index(
        "egov_obligation_open",
        "egov_obligation",
        ["answer_by", "body"],
        postgresql_where=sa.text("answered_at IS NULL AND released_at IS NULL"),
    )
    op.create_index("egov_obligation_of_body", "egov_obligation", ["body", "answer_by"])


def _texts() -> list[sa.Column]:
    return [
        sa.Column("texts", JSONB, nullable=False, server_default="{}"),
        sa.Column("documents", JSONB, nullable=False, server_default="[]"),
        sa.Column("decision", sa.Text),
    ]


def _obligation_id(primary_key: bool = False) -> sa.Column:
    return sa.Column(
        "obligation_id",
        sa.BigInteger,
        sa.ForeignKey("egov_obligation.obligation_id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


def _draft() -> None:
    op.create_table(
        "egov_answer_draft",
        _obligation_id(primary_key=True),
        *_texts(),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("edited_by", sa.Text, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
    )


def _answer() -> None:
    op.create_table(
        "egov_answer",
        sa.Column("answer_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _obligation_id(),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts(),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.UniqueConstraint("obligation_id", "number", name="egov_answer_number"),
        sa.CheckConstraint(
            "decision IN ('accepted', 'partly', 'rejected', 'explained')",
            name="egov_answer_decision",
        ),
    )


def downgrade() -> None:
    """Drop what this version made."""
    for table in ("egov_answer", "egov_answer_draft", "egov_obligation"):
        op.drop_table(table)
    op.execute("DROP FUNCTION egov_answer_keep()")
