"""Decisions, commitments with their history, and news on the way to contributors.

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
CREATE OR REPLACE FUNCTION participation_outcome_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps what it holds', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER participation_decision_kept BEFORE UPDATE OR DELETE ON participation_decision
    FOR EACH ROW EXECUTE FUNCTION participation_outcome_keep();
CREATE TRIGGER participation_commitment_change_kept
    BEFORE UPDATE OR DELETE ON participation_commitment_change
    FOR EACH ROW EXECUTE FUNCTION participation_outcome_keep();
"""


def upgrade() -> None:
    """Create the tables; decisions and changes are never rewritten."""
    _decision()
    _commitment()
    _change()
    _news()
    op.execute(KEEP)


def _process() -> sa.Column:
    return sa.Column(
        "process_no",
        sa.BigInteger,
        sa.ForeignKey("participation_process.process_no"),
        nullable=False,
    )


def _made_at(name: str) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=False, server_default=sa.func.clock_timestamp())


def _decision() -> None:
    op.create_table(
        "participation_decision",
        sa.Column("decision_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _process(),
        sa.Column("obligation_id", sa.BigInteger),
        sa.Column("texts", JSONB, nullable=False),
        sa.Column("act_number", sa.Text),
        sa.Column("act_url", sa.Text),
        sa.Column("decided_on", sa.Date, nullable=False),
        _made_at("made_at"),
    )
    op.create_index(
        "participation_decision_of", "participation_decision", ["process_no", "decision_id"]
    )


def _commitment() -> None:
    op.create_table(
        "participation_commitment",
        sa.Column("commitment_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _process(),
        sa.Column(
            "decision_id", sa.BigInteger, sa.ForeignKey("participation_decision.decision_id")
        ),
        sa.Column("obligation_id", sa.BigInteger),
        sa.Column("texts", JSONB, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("official", sa.Text, nullable=False, server_default=""),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="planned"),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("evidence", JSONB, nullable=False, server_default="[]"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("done_on", sa.Date),
        _made_at("made_at"),
        _made_at("changed_at"),
        sa.CheckConstraint(
            "status IN ('planned', 'underway', 'done', 'dropped')",
            name="participation_commitment_status",
        ),
        sa.CheckConstraint(
            "status <> 'dropped' OR reason <> ''", name="participation_commitment_dropped_reason"
        ),
        sa.CheckConstraint(
            "(status = 'done') = (done_on IS NOT NULL)", name="participation_commitment_done_on"
        ),
        sa.CheckConstraint(
            "status <> 'done' OR jsonb_array_length(evidence) > 0",
            name="participation_commitment_done_evidence",
        ),
    )
    op.create_index(
        "participation_commitment_of", "participation_commitment", ["process_no", "commitment_id"]
    )
    op.create_index(
        "participation_commitment_due",
        "participation_commitment",
        ["due"],
        postgresql_where=sa.text("status IN ('planned', 'underway')"),
    )


def _change() -> None:
    op.create_table(
        "participation_commitment_change",
        sa.Column("change_id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column(
            "commitment_id",
            sa.BigInteger,
            sa.ForeignKey("participation_commitment.commitment_id"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        _made_at("at"),
        sa.UniqueConstraint("commitment_id", "version", name="participation_commitment_version"),
    )


def _news() -> None:
    op.create_table(
        "participation_news",
        sa.Column("news_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _process(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("values", JSONB, nullable=False, server_default="{}"),
        sa.Column("told_up_to", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("told", sa.Integer, nullable=False, server_default="0"),
        _made_at("made_at"),
        sa.Column("done_at", MOMENT),
    )
    op.create_index(
        "participation_news_waiting",
        "participation_news",
        ["news_id"],
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    """Drop what this version made."""
    for table in ("news", "commitment_change", "commitment", "decision"):
        op.drop_table(f"participation_{table}")
    op.execute("DROP FUNCTION participation_outcome_keep()")
