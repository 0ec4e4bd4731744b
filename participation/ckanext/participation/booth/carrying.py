"""Acts of one feature that become acts of another one, as the frozen rules of a process say.

Who became a sponsor signs by it. Each gets an act and a leaf of its own with the moment it begins
to count, so that the record can be recounted by feature without knowing anything of sponsors.
Everything is in the caller's transaction, which holds the process.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from ckanext.participation.ledger import entries, leaves
from ckanext.participation.process import lifecycle

# The second person of a mailbox comes after the first, and is the first when that one withdrew.
FIND = sa.text("""
SELECT act_id, process_no, subject, person_key, level, region, district, payload, name_key,
    row_number() OVER (PARTITION BY subject, person_key ORDER BY seat) AS seat
FROM participation_act
WHERE process_no = :process_no AND feature = :before AND state = 'valid'
ORDER BY act_id
""")
INSERT = sa.text("""
INSERT INTO participation_act (process_no, feature, subject, person_key, level, region, district,
    payload, name_key, seat, salt, commitment, leaf_hash, acted_at)
VALUES (:process_no, :feature, :subject, :person_key, :level, :region, :district,
    CAST(:payload AS jsonb), :name_key, :seat, :salt, :commitment, :leaf_hash, :acted_at)
ON CONFLICT DO NOTHING RETURNING act_id
""")
MOVE_PERSON = sa.text("UPDATE participation_person SET act_id = :after WHERE act_id = :before")


def carry(process_no: int, before: str, after: str) -> int:
    """Let everybody who did one thing have done the other too; how many there are.

    A second call finds them there. The name and address of a person go with the new act: taken
    back, they are gone.
    """
    now = lifecycle.clock()
    rows = model.Session.execute(FIND, {"process_no": process_no, "before": before}).all()
    return sum(_carry(row, after, now) for row in rows)


def _carry(row: Any, feature: str, now: datetime) -> bool:
    number, salt = row.process_no, entries.new_salt()
    key = bytes(row.person_key)
    commitment = entries.commitment(salt, number, feature, row.subject, key, row.payload)
    entry = entries.act_entry(number, feature, commitment, now)
    act_id = model.Session.scalar(
        INSERT,
        {
            **row._mapping,
            "feature": feature,
            "payload": json.dumps(row.payload, ensure_ascii=False),
            "salt": salt,
            "commitment": commitment,
            "leaf_hash": entries.leaf_hash(entry),
            "acted_at": now,
        },
    )
    if act_id is None:
        return False
    leaves.append(number, "act", entry, act_id)
    model.Session.execute(MOVE_PERSON, {"before": row.act_id, "after": act_id})
    return True
