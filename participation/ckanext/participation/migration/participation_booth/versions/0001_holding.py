"""What the booth's role needs beside rights on tables.

Revision ID: 0001
Revises:
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A lock on a row needs the right to change it, which the booth must not have.
HOLD = """
CREATE OR REPLACE FUNCTION participation_hold(numbers bigint[]) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM public.participation_process
        WHERE process_no = ANY (numbers) ORDER BY process_no FOR SHARE;
    RETURN clock_timestamp();
END $$;
REVOKE ALL ON FUNCTION participation_hold(bigint[]) FROM PUBLIC;
"""


def upgrade() -> None:
    """Let the booth keep processes as they are while it takes acts."""
    op.execute(HOLD)


def downgrade() -> None:
    """Drop what this version made."""
    op.execute("DROP FUNCTION participation_hold(bigint[])")
