"""Names and addresses of people are sealed with the key of their process.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from ckanext.egov.keys import personal

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = ("name", "email", "phone")
TABLES = {
    "participation_act_request": ("confirmation_id", ""),
    "participation_person": ("act_id", "JOIN participation_act USING (act_id)"),
}
"""The key of each table, and what to join to know the process as well."""


def upgrade() -> None:
    """Turn texts into sealed bytes."""
    for table, (key, join) in TABLES.items():
        for column in COLUMNS:
            op.execute(
                f"ALTER TABLE {table} ALTER {column} TYPE bytea USING convert_to({column}, 'UTF8')"
            )
        _seal(table, key, join)


def _seal(table: str, key: str, join: str) -> None:
    found = f"SELECT {key}, process_no, {', '.join(COLUMNS)} FROM {table} {join}"
    update = sa.text(
        f"UPDATE {table} SET name = :name, email = :email, phone = :phone WHERE {key} = :key"
    )
    for row in op.get_bind().execute(sa.text(found)).all():
        texts = {name: getattr(row, name) for name in COLUMNS}
        sealed = {
            name: personal.seal(row.process_no, name, bytes(text).decode()) if text else None
            for name, text in texts.items()
        }
        op.get_bind().execute(update, {"key": row[0], **sealed})


def downgrade() -> None:
    """Empty the columns: only the portal can read them."""
    for table in TABLES:
        for column in COLUMNS:
            op.execute(f"ALTER TABLE {table} ALTER {column} TYPE text USING NULL")
