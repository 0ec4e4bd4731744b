"""Processes, phases, acts and the leaves of the public record.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSTZRANGE, UUID

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FREEZE = """
CREATE OR REPLACE FUNCTION participation_keep_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.rules_hash IS NOT NULL
       AND (NEW.rules, NEW.rules_hash) IS DISTINCT FROM (OLD.rules, OLD.rules_hash) THEN
        RAISE EXCEPTION 'the rules of process % are frozen', OLD.process_no
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_process_rules BEFORE UPDATE ON participation_process
    FOR EACH ROW EXECUTE FUNCTION participation_keep_rules();
"""
KEEP = """
CREATE OR REPLACE FUNCTION participation_keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps what it holds', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER participation_event_kept BEFORE UPDATE OR DELETE ON participation_event
    FOR EACH ROW EXECUTE FUNCTION participation_keep_row();
CREATE OR REPLACE FUNCTION participation_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.leaf_index IS NOT NULL
       OR (NEW.process_no, NEW.entry, NEW.leaf_hash)
          IS DISTINCT FROM (OLD.process_no, OLD.entry, OLD.leaf_hash) THEN
        RAISE EXCEPTION 'a leaf of the public record stays as it is'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_leaf_kept BEFORE UPDATE OR DELETE ON participation_leaf
    FOR EACH ROW EXECUTE FUNCTION participation_keep_entry();
"""


def upgrade() -> None:
    """Create the tables with the constraints that the counts rest on."""
    _process()
    _phase()
    _event()
    _act()
    _leaf()
    op.execute(FREEZE)
    op.execute(KEEP)


def _number() -> sa.Column:
    return sa.Column(
        "process_no",
        sa.BigInteger,
        sa.ForeignKey("participation_process.process_no"),
        nullable=False,
    )


def _process() -> None:
    op.create_table(
        "participation_process",
        sa.Column("process_no", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("sectors", ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("groups_in_need", ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("title", JSONB, nullable=False),
        sa.Column("summary", JSONB, nullable=False, server_default="{}"),
        sa.Column("state", sa.Text, nullable=False, server_default="draft"),
        sa.Column("paused_at", MOMENT),
        sa.Column("announced_at", MOMENT),
        sa.Column("opens_at", MOMENT),
        sa.Column("closes_at", MOMENT),
        sa.Column("outcome_at", MOMENT),
        sa.Column("rules", JSONB, nullable=False, server_default="{}"),
        sa.Column("rules_hash", sa.LargeBinary),
        sa.Column("dataset_id", sa.Text),
        sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("modified_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "state IN ('draft', 'announced', 'open', 'closed', 'stopped')",
            name="participation_process_state",
        ),
        sa.CheckConstraint("opens_at < closes_at", name="participation_process_dates"),
        sa.CheckConstraint(
            "state IN ('draft', 'announced', 'stopped') OR rules_hash IS NOT NULL",
            name="participation_process_rules_frozen",
        ),
    )
    op.create_index("participation_process_listed", "participation_process", ["state", "closes_at"])


def _phase() -> None:
    op.create_table(
        "participation_phase",
        sa.Column("phase_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _number(),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("during", TSTZRANGE, nullable=False),
        sa.Column("features", JSONB, nullable=False, server_default="{}"),
        sa.UniqueConstraint("process_no", "key", name="participation_phase_key"),
        sa.CheckConstraint(
            "NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)",
            name="participation_phase_dated",
        ),
    )
    # PostgreSQL's btree_gist is not everywhere; a range of one number serves as well.
    op.execute(
        "ALTER TABLE participation_phase ADD CONSTRAINT participation_phase_no_overlap"
        " EXCLUDE USING gist (int8range(process_no, process_no, '[]') WITH &&, during WITH &&)"
    )


def _event() -> None:
    op.create_table(
        "participation_event",
        sa.Column("event_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _number(),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("details", JSONB, nullable=False, server_default="{}"),
    )
    op.create_index("participation_event_of", "participation_event", ["process_no", "event_id"])


def _act() -> None:
    op.create_table(
        "participation_act_request",
        sa.Column("confirmation_id", UUID, primary_key=True),
        _number(),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False, server_default=""),
        sa.Column("person_key", sa.LargeBinary, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("payload", JSONB, nullable=False, server_default="{}"),
        sa.Column("name", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("wants_news", sa.Boolean, nullable=False, server_default="false"),
    )
    op.create_table(
        "participation_act",
        sa.Column("act_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _number(),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False, server_default=""),
        sa.Column("person_key", sa.LargeBinary, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("payload", JSONB, nullable=False, server_default="{}"),
        sa.Column("state", sa.Text, nullable=False, server_default="valid"),
        sa.Column("reason", sa.Text),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.Column("acted_at", MOMENT, nullable=False),
        sa.UniqueConstraint(
            "process_no", "feature", "subject", "person_key", name="participation_act_once"
        ),
        sa.CheckConstraint(
            "state IN ('valid', 'withdrawn', 'invalidated')", name="participation_act_state"
        ),
    )
    op.create_table(
        "participation_person",
        sa.Column(
            "act_id",
            sa.BigInteger,
            sa.ForeignKey("participation_act.act_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("wants_news", sa.Boolean, nullable=False),
    )


def _leaf() -> None:
    op.create_table(
        "participation_leaf",
        sa.Column("leaf_id", sa.BigInteger, sa.Identity(), primary_key=True),
        _number(),
        sa.Column("act_id", sa.BigInteger),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
        sa.Column("leaf_index", sa.BigInteger),
        sa.Column("at", MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.UniqueConstraint("process_no", "leaf_hash", name="participation_leaf_once"),
        sa.UniqueConstraint("process_no", "leaf_index", name="participation_leaf_place"),
        sa.CheckConstraint("octet_length(entry) <= 65535", name="participation_leaf_size"),
        sa.CheckConstraint("octet_length(leaf_hash) = 32", name="participation_leaf_hash"),
    )
    op.create_index(
        "participation_leaf_unsealed",
        "participation_leaf",
        ["process_no", "leaf_id"],
        postgresql_where=sa.text("leaf_index IS NULL"),
    )


def downgrade() -> None:
    """Drop what this version made."""
    for table in ("leaf", "person", "act", "act_request", "event", "phase", "process"):
        op.drop_table(f"participation_{table}")
    for function in ("keep_rules", "keep_row", "keep_entry"):
        op.execute(f"DROP FUNCTION participation_{function}()")
