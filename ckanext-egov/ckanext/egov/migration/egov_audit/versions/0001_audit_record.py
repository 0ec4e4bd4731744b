"""The record of officials' acts: each line carries the hash of the one before, none is changed.

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

REFUSE = """
CREATE OR REPLACE FUNCTION audit_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is only ever added to';
END $$
"""

ONLY_FORWARD = """
CREATE OR REPLACE FUNCTION audit_head_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> OLD.number + 1 OR NOT EXISTS (
        SELECT FROM audit_record WHERE number = NEW.number AND hash = NEW.hash
    ) THEN
        RAISE EXCEPTION 'the head of the audit record only moves to the next line';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Create the record and its head, with triggers that let both only grow."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "audit_record",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_type", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("details", JSONB, nullable=False, server_default="{}"),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False, unique=True),
    )
    op.create_index("audit_record_by_actor", "audit_record", ["actor", "number"])
    op.create_index("audit_record_by_object", "audit_record", ["object_type", "object_id"])
    op.create_table(
        "audit_head",
        sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("single", name="audit_head_single"),
    )
    op.execute("INSERT INTO audit_head (number, hash) VALUES (0, decode(repeat('00', 32), 'hex'))")
    op.execute(REFUSE)
    op.execute(ONLY_FORWARD)
    op.execute(
        "CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
        " ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION audit_record_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE"
        " ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_record_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_only_forward BEFORE UPDATE"
        " ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_only_forward()"
    )


def downgrade() -> None:
    """Drop the record."""
    op.drop_table("audit_head")
    op.drop_table("audit_record")
    op.execute("DROP FUNCTION audit_head_only_forward()")
    op.execute("DROP FUNCTION audit_record_refuse()")
