"""Signatures that are held: counted in public, for no threshold until somebody looked at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.keys import personal

from . import config, networks

RELEASED, INVALIDATED, LAPSED = "released", "invalidated", "lapsed"

UNDECIDED = sa.text(
    "SELECT count(*) FROM petition_hold JOIN participation_act AS act USING (act_id)"
    " WHERE petition_hold.process_no = :process_no AND decision IS NULL AND act.state = 'valid'"
)
LIST = sa.text("""
SELECT hold.act_id, hold.process_no, hold.reasons, hold.held_at, act.region, act.district,
    person.name, person.email, trace.network_key
FROM petition_hold AS hold JOIN participation_act AS act USING (act_id)
LEFT JOIN participation_person AS person USING (act_id)
LEFT JOIN petition_trace AS trace ON trace.act_id = hold.act_id
WHERE hold.decision IS NULL AND act.state = 'valid'
    AND (CAST(:process_no AS bigint) IS NULL OR hold.process_no = :process_no)
ORDER BY hold.held_at, hold.act_id LIMIT :rows OFFSET :start
""")
PETITIONS = sa.text("""
SELECT hold.process_no, count(*) AS held, min(hold.held_at) AS oldest FROM petition_hold AS hold
JOIN participation_act AS act USING (act_id)
WHERE hold.decision IS NULL AND act.state = 'valid'
GROUP BY hold.process_no ORDER BY oldest
""")
DECIDE = sa.text("""
UPDATE petition_hold SET decision = :decision, decided_at = clock_timestamp(), decided_by = :by
WHERE act_id = ANY (:act_ids) AND decision IS NULL RETURNING act_id, process_no
""")
LAPSE = sa.text("""
UPDATE petition_hold SET decision = 'lapsed', decided_at = clock_timestamp()
WHERE decision IS NULL AND held_at < clock_timestamp() - make_interval(days => :days)
""")
DECISIONS = sa.text(
    "SELECT COALESCE(decision, 'undecided') AS decision, count(*) AS total FROM petition_hold"
    " WHERE process_no = :process_no GROUP BY 1 ORDER BY 1"
)


def undecided(process_no: int) -> int:
    """How many signatures in the count wait for an official to look at them."""
    return core_model.Session.scalar(UNDECIDED, {"process_no": process_no}) or 0


def page(process_no: int | None, rows: int, start: int) -> list[dict[str, Any]]:
    """What is held, the longest first, with what an official needs to judge it."""
    asked = {"process_no": process_no, "rows": rows, "start": start}
    found = list(core_model.Session.execute(LIST, asked))
    keys = {bytes(row.network_key) for row in found if row.network_key}
    names = networks.shown(keys)
    return [_shown(row, names) for row in found]


def _shown(row: Any, names: dict[bytes, str]) -> dict[str, Any]:
    unseal = personal.opener(row.process_no)
    address = unseal("email", row.email) or ""
    return {
        "act_id": row.act_id,
        "process_no": row.process_no,
        "reasons": list(row.reasons),
        "held_at": row.held_at.isoformat(),
        "region": row.region,
        "district": row.district,
        "name": unseal("name", row.name),
        "domain": address.rpartition("@")[2].lower() or None,
        "network": names.get(bytes(row.network_key), "") if row.network_key else "",
    }


def petitions() -> list[dict[str, Any]]:
    """The petitions that have held signatures, with how many."""
    rows = core_model.Session.execute(PETITIONS)
    return [row._asdict() | {"oldest": row.oldest.isoformat()} for row in rows]


def decide(act_ids: Sequence[int], decision: str, official: str) -> dict[int, list[int]]:
    """Note what was decided, in the caller's transaction; what was still undecided, by petition."""
    values = {"act_ids": list(act_ids), "decision": decision, "by": official}
    by_process: dict[int, list[int]] = {}
    for row in core_model.Session.execute(DECIDE, values):
        by_process.setdefault(row.process_no, []).append(row.act_id)
    return by_process


def lapse() -> None:
    """What nobody decided in time is decided for who signed, in the caller's transaction."""
    core_model.Session.execute(LAPSE, {"days": config.hold_days()})


def decisions(process_no: int) -> dict[str, int]:
    """How many were ever held, by what was decided."""
    rows = core_model.Session.execute(DECISIONS, {"process_no": process_no})
    return {row.decision: row.total for row in rows}
