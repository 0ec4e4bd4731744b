"""What officials do to acts: take them out of the count with a reason, bring them back.

State and leaf change in the caller's transaction, and what was done is in the record of officials'
acts. Nothing is deleted: the public record holds the act, and after it what became of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model
from ckanext.egov import audit
from ckanext.participation.ledger import entries, leaves
from ckanext.participation.process import lifecycle

STATES = {"invalidate": ("valid", "invalidated"), "restore": ("invalidated", "valid")}
"""What an act is before and after."""
LOCK = sa.text(
    "SELECT a.act_id, a.process_no, a.feature, a.commitment, (SELECT count(*)"
    " FROM participation_leaf l WHERE l.act_id = a.act_id"
    " AND l.event IN ('withdraw', 'invalidate', 'restore')) AS changes"
    " FROM participation_act a WHERE a.act_id = ANY (:ids) AND a.state = :before"
    " ORDER BY a.act_id FOR UPDATE OF a"
)
SET = sa.text(
    "UPDATE participation_act SET state = :after, reason = :reason WHERE act_id = ANY (:ids)"
)
FIND = sa.text(
    "SELECT act_id FROM participation_act WHERE process_no = :process_no AND feature = :feature"
    " AND state = 'valid' AND acted_at >= :since AND acted_at < :until"
    " AND (CAST(:region AS text) IS NULL OR region = :region) ORDER BY act_id"
)

COUNT = sa.text(
    "SELECT count(*) FROM participation_act WHERE process_no = :process_no AND feature = :feature"
    " AND state = 'valid'"
)


def count(process_no: int, feature: str) -> int:
    """How many acts count at this moment, sealed or not. For few: pages read the counters."""
    values = {"process_no": process_no, "feature": feature}
    return model.Session.scalar(COUNT, values) or 0


def find(
    process_no: int, feature: str, since: datetime, until: datetime, region: str | None = None
) -> list[int]:
    """Acts that count now and were made between two moments: what a flood consists of."""
    values = {
        "process_no": process_no,
        "feature": feature,
        "since": since,
        "until": until,
        "region": region,
    }
    return list(model.Session.scalars(FIND, values))


def invalidate(actor: str, act_ids: Sequence[int], reason: str) -> int:
    """Take acts out of the count; how many were in it."""
    return _record(actor, "invalidate", act_ids, reason)


def restore(actor: str, act_ids: Sequence[int], reason: str) -> int:
    """Bring acts back that an official took out; how many there were."""
    return _record(actor, "restore", act_ids, reason)


def change(event: str, act_ids: Sequence[int], reason: str) -> dict[int, list[int]]:
    """Invalidate or restore acts, with a leaf for each; those that changed, by process.

    For work in batches: the caller notes in the record of officials' acts what the whole of it was.
    """
    before, after = STATES[event]
    rows = model.Session.execute(LOCK, {"ids": list(act_ids), "before": before}).all()
    if not rows:
        return {}
    now = lifecycle.clock()
    leaves.append_all([_leaf(row, event, reason, now) for row in rows])
    kept = reason if after == "invalidated" else None
    ids = [row.act_id for row in rows]
    model.Session.execute(SET, {"ids": ids, "after": after, "reason": kept})
    by_process: dict[int, list[int]] = {}
    for row in rows:
        by_process.setdefault(row.process_no, []).append(row.act_id)
    return by_process


def _record(actor: str, event: str, act_ids: Sequence[int], reason: str) -> int:
    by_process = change(event, act_ids, reason)
    for number, changed in sorted(by_process.items()):
        details = {"acts": changed, "reason": reason}
        audit.record(actor, f"act_{event}", "process", str(number), details)
    return sum(map(len, by_process.values()))


def _leaf(row: Any, event: str, reason: str, now: datetime) -> leaves.Leaf:
    entry = entries.change_entry(
        row.process_no, event, row.feature, bytes(row.commitment), reason, now, row.changes
    )
    return leaves.Leaf(row.process_no, event, entry, row.act_id)
