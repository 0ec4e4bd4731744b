"""The tree of each process's public record: its tiles and its signed checkpoints.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEEP = """
CREATE OR REPLACE FUNCTION participation_log_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.size < OLD.size OR NEW.process_no <> OLD.process_no THEN
        RAISE EXCEPTION 'a public record only grows' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_log_grows BEFORE UPDATE OR DELETE ON participation_log
    FOR EACH ROW EXECUTE FUNCTION participation_log_grows();
CREATE OR REPLACE FUNCTION participation_tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.process_no, NEW.level, NEW.number)
           IS DISTINCT FROM (OLD.process_no, OLD.level, OLD.number)
       OR substr(NEW.hashes, 1, octet_length(OLD.hashes)) <> OLD.hashes THEN
        RAISE EXCEPTION 'the hashes of a public record stay as they are'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_tile_grows BEFORE UPDATE OR DELETE ON participation_tile
    FOR EACH ROW EXECUTE FUNCTION participation_tile_grows();
CREATE TRIGGER participation_checkpoint_kept BEFORE UPDATE OR DELETE ON participation_checkpoint
    FOR EACH ROW EXECUTE FUNCTION participation_keep_row();
"""


def upgrade() -> None:
    """Create the tables; what is in them may grow and nothing else."""
    op.create_table(
        "participation_log",
        _process(primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("vkey", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("root", sa.LargeBinary),
        sa.Column("checkpoint", sa.Text),
        sa.Column("sealed_at", MOMENT),
        sa.CheckConstraint(
            "size = 0 OR (root IS NOT NULL AND checkpoint IS NOT NULL AND sealed_at IS NOT NULL)",
            name="participation_log_signed",
        ),
    )
    op.create_table(
        "participation_checkpoint",
        _process(primary_key=True),
        sa.Column("size", sa.BigInteger, primary_key=True),
        sa.Column("checkpoint", sa.Text, nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "participation_tile",
        _process(primary_key=True),
        sa.Column("level", sa.SmallInteger, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.CheckConstraint(
            "octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0",
            name="participation_tile_size",
        ),
    )
    # Hashes don't compress: don't try.
    op.execute("ALTER TABLE participation_tile ALTER COLUMN hashes SET STORAGE EXTERNAL")
    op.execute(KEEP)


def _process(primary_key: bool) -> sa.Column:
    return sa.Column(
        "process_no",
        sa.BigInteger,
        sa.ForeignKey("participation_process.process_no"),
        primary_key=primary_key,
        autoincrement=False,
    )


def downgrade() -> None:
    """Drop what this version made."""
    for table in ("tile", "checkpoint", "log"):
        op.drop_table(f"participation_{table}")
    for function in ("log_grows", "tile_grows"):
        op.execute(f"DROP FUNCTION participation_{function}()")
