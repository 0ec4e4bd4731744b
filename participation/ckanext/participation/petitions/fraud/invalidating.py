"""Takes the signatures of a saved query out of the count, batch by batch, while signing goes on.

Starting notes exactly which signatures are meant. Each batch is a transaction of its own: acts,
leaves, holds and progress together. An official cancels between two batches; a worker that dies is
followed by another that goes on where it stopped. Undoing walks the same way back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import audit
from ckanext.participation.booth import acts

from ..model import now
from . import config, criteria, holds, model, query, reasons

SILENT = timedelta(minutes=2)
"""A worker that said nothing for so long is dead."""

BATCH = sa.text(
    "SELECT act_id FROM petition_invalidated WHERE invalidation_id = :invalidation_id"
    " AND state = :state ORDER BY act_id LIMIT :batch"
)
MARK = sa.text(
    "UPDATE petition_invalidated SET state = CASE WHEN act_id = ANY (:changed) THEN :after"
    " ELSE 'skipped' END WHERE invalidation_id = :invalidation_id AND act_id = ANY (:act_ids)"
)
TAKEN_OUT = sa.text(
    "SELECT count(*) FROM petition_invalidated WHERE invalidation_id = :invalidation_id"
    " AND state = 'done'"
)


@dataclass(frozen=True)
class Way:
    """One of the two directions: what is done to acts, and the words for it."""

    event: str
    before: str
    after: str
    running: str
    ends: str


FORTH = Way("invalidate", "waiting", "done", "running", "done")
BACK = Way("restore", "done", "undone", "undoing", "undone")


def start(found: Any, official: str) -> None:
    """Note which signatures fit now and have the worker begin, in the caller's transaction."""
    found.matched = query.gather(found.invalidation_id, criteria.opened(found.criteria))
    found.done, found.state = 0, "queued"
    found.started_by, found.started_at, found.finished_at = official, now(), None
    found.touched_at = found.started_at
    core_model.Session.flush()


def undo(found: Any, official: str) -> None:
    """Have the worker bring back what was taken out, in the caller's transaction."""
    out = core_model.Session.scalar(TAKEN_OUT, {"invalidation_id": found.invalidation_id})
    found.state, found.done, found.matched = "undoing", 0, out or 0
    found.started_by, found.touched_at, found.finished_at = official, now(), None
    core_model.Session.flush()


def enqueue(invalidation_id: int) -> None:
    """Tell the worker; after the commit."""
    tk.enqueue_job(run, [invalidation_id], title=f"invalidation {invalidation_id}")


def run(invalidation_id: int) -> None:
    """Do what is left of it; safe to run twice, and beside another worker."""
    while _batch(invalidation_id):
        pass


def _batch(invalidation_id: int) -> bool:
    """One transaction of work; false when there is nothing left to do."""
    found = model.find(invalidation_id, lock=True)
    way = _way(found)
    if way is None:
        core_model.Session.rollback()
        return False
    found.state, found.touched_at = way.running, now()
    asked = {"invalidation_id": invalidation_id, "state": way.before, "batch": config.batch()}
    act_ids = list(core_model.Session.scalars(BATCH, asked))
    if act_ids:
        found.done += _change(found, way, act_ids)
    else:
        _finish(found, way)
    core_model.Session.commit()
    return bool(act_ids)


def _way(found: Any) -> Way | None:
    if found is None:
        return None
    return {"queued": FORTH, "running": FORTH, "undoing": BACK}.get(found.state)


def _change(found: Any, way: Way, act_ids: list[int]) -> int:
    reason = found.reason if way is FORTH else reasons.UNDO
    by_process = acts.change(way.event, act_ids, reason)
    changed = [act_id for ids in by_process.values() for act_id in ids]
    marks = {"invalidation_id": found.invalidation_id, "act_ids": act_ids, "changed": changed}
    core_model.Session.execute(MARK, marks | {"after": way.after})
    if way is FORTH:
        holds.decide(changed, holds.INVALIDATED, found.started_by or "")
    return len(changed)


def _finish(found: Any, way: Way) -> None:
    found.state, found.finished_at = way.ends, now()
    details = {"changed": found.done, "matched": found.matched, "reason": found.reason}
    number = str(found.invalidation_id)
    action = f"petition_invalidation_{way.ends}"
    audit.record(found.started_by or "site", action, "invalidation", number, details)


def resume_dead() -> None:
    """Have the worker go on with what a dead one left."""
    table = model.Invalidation
    query = sa.select(table.invalidation_id).where(
        table.state.in_(("queued", "running", "undoing")), table.touched_at < now() - SILENT
    )
    for invalidation_id in core_model.Session.scalars(query).all():
        enqueue(invalidation_id)
    core_model.Session.rollback()
