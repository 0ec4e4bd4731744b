"""The creator's name and address are sealed.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op
from ckanext.egov.keys import personal

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = ("creator_name", "creator_email")


def upgrade() -> None:
    """Turn texts into sealed bytes."""
    for column in COLUMNS:
        op.execute(
            f"ALTER TABLE petition ALTER {column} TYPE bytea USING convert_to({column}, 'UTF8')"
        )
    _seal()


def _seal() -> None:
    found = sa.text("SELECT process_no, creator_name, creator_email FROM petition")
    update = sa.text(
        "UPDATE petition SET creator_name = :creator_name, creator_email = :creator_email"
        " WHERE process_no = :process_no"
    )
    for row in op.get_bind().execute(found).all():
        sealed = {
            name: personal.seal(row.process_no, name, bytes(text).decode()) if text else None
            for name, text in zip(COLUMNS, row[1:], strict=True)
        }
        op.get_bind().execute(update, {"process_no": row.process_no, **sealed})


def downgrade() -> None:
    """Empty the columns: only the portal can read them."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE petition ALTER {column} TYPE text USING NULL")
