"""Two people of one family may act by one mailbox: other names, the same district.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = ["process_no", "feature", "subject", "person_key"]
# Only a second act of a mailbox pays for this look at the first one.
SHARE = """
CREATE OR REPLACE FUNCTION participation_share_mailbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM participation_act AS first
        WHERE (first.process_no, first.feature, first.subject, first.person_key, first.seat)
            = (NEW.process_no, NEW.feature, NEW.subject, NEW.person_key, 1)
          AND first.name_key <> NEW.name_key AND first.district = NEW.district
    ) THEN
        RAISE EXCEPTION 'a mailbox is shared by two of other names in one district'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_act_shared';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_act_shared BEFORE INSERT ON participation_act
    FOR EACH ROW WHEN (NEW.seat > 1) EXECUTE FUNCTION participation_share_mailbox();
"""


def upgrade() -> None:
    """Give each act its seat at the mailbox, and what tells two people of one mailbox apart."""
    for table in ("participation_act_request", "participation_act"):
        op.add_column(table, sa.Column("district", sa.Text))
        op.add_column(table, sa.Column("name_key", sa.LargeBinary))
    op.add_column(
        "participation_act",
        sa.Column("seat", sa.SmallInteger, nullable=False, server_default="1"),
    )
    op.create_check_constraint("participation_act_seats", "participation_act", "seat IN (1, 2)")
    op.drop_constraint("participation_act_once", "participation_act")
    op.create_unique_constraint("participation_act_once", "participation_act", [*KEY, "seat"])
    op.execute(SHARE)


def downgrade() -> None:
    """One act of a mailbox again; fails where there are two."""
    op.execute("DROP TRIGGER participation_act_shared ON participation_act")
    op.execute("DROP FUNCTION participation_share_mailbox()")
    op.drop_constraint("participation_act_once", "participation_act")
    op.create_unique_constraint("participation_act_once", "participation_act", KEY)
    for table, names in (
        ("participation_act", ("seat", "name_key", "district")),
        ("participation_act_request", ("name_key", "district")),
    ):
        for name in names:
            op.drop_column(table, name)
