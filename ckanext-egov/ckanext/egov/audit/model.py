"""The tables of the record.

They are not among CKAN's models: a tool that empties every table it knows must not try these.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

METADATA = sa.MetaData()

RECORD = sa.Table(
    "audit_record",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True)),
    sa.Column("actor", sa.Text),
    sa.Column("action", sa.Text),
    sa.Column("object_type", sa.Text),
    sa.Column("object_id", sa.Text),
    sa.Column("details", JSONB),
    sa.Column("previous", sa.LargeBinary),
    sa.Column("hash", sa.LargeBinary),
)

HEAD = sa.Table(
    "audit_head",
    METADATA,
    sa.Column("single", sa.Boolean, primary_key=True),
    sa.Column("number", sa.BigInteger),
    sa.Column("hash", sa.LargeBinary),
)
