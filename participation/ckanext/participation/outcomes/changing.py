"""Decisions and commitments are made and changed; each change is kept, recorded and told.

Everything works inside the caller's transaction and commits nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.answers import obligations
from ckanext.participation.ledger import entries
from ckanext.participation.outcomes import model, rules, telling
from ckanext.participation.process import recording
from ckanext.participation.process.model import Process

LOCK = "participation outcomes of {number}"
FACTS = ("texts", "body", "official", "due", "status", "reason", "evidence")
TEMPLATE = "outcome_news"


def process(process_no: int) -> Any:
    """A process that something can come out of."""
    found = core_model.Session.get(Process, process_no)
    if found is None or found.announced_at is None:
        raise tk.ObjectNotFound(tk._("There is no such process."))
    return found


class Collision(Exception):
    """Somebody else published something meanwhile; nothing was written."""


def refuse_unseen(process_no: int, table: Any, newest_seen: int | None) -> None:
    """Let nobody publish who has not seen the newest decision or commitment of a process.

    Two officials, and two clicks of one, come one after the other: the second is told.
    """
    if newest_seen is None:
        return
    lock_name = sa.func.hashtextextended(LOCK.format(number=process_no), 0)
    core_model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_name)))
    if newest(process_no, table) != newest_seen:
        raise Collision


def newest(process_no: int, table: Any) -> int:
    """The number of the newest decision or commitment of a process; 0 when there is none."""
    (number,) = table.__table__.primary_key.columns
    query = sa.select(sa.func.max(number)).where(table.process_no == process_no)
    return core_model.Session.scalar(query) or 0


def decide(facts: Mapping[str, Any]) -> Any:
    """Keep a decision."""
    decision: Any = model.Decision(**facts)
    core_model.Session.add(decision)
    core_model.Session.flush()
    core_model.Session.refresh(decision)
    number = decision.decision_id
    details = {"decision": number, "content": _hash(facts)}
    recording.record(decision.process_no, "decided", details)
    _tell(decision.process_no, "decided", decision.texts, f"decision:{number}")
    return decision


def commit(facts: Mapping[str, Any]) -> Any:
    """Keep a new commitment with the first line of its history."""
    _refuse({}, facts)
    made: Any = model.Commitment(**facts, done_on=_done_on(facts["status"], None))
    core_model.Session.add(made)
    core_model.Session.flush()
    core_model.Session.refresh(made)
    _keep(made, "committed")
    return made


def lock(commitment_id: int) -> Any:
    """A commitment, held until the transaction ends."""
    query = sa.select(model.Commitment).where(model.Commitment.commitment_id == commitment_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return core_model.Session.scalars(held).first()


def change(commitment: Any, new: Mapping[str, Any]) -> bool:
    """Change a locked commitment; false when nothing is different."""
    old = {name: getattr(commitment, name) for name in FACTS}
    facts = old | {name: new[name] for name in FACTS if name in new}
    if "reason" not in new:
        facts["reason"] = ""
    if {**facts, "reason": ""} == {**old, "reason": ""}:
        return False
    _refuse(old, facts)
    for name, value in facts.items():
        setattr(commitment, name, value)
    commitment.done_on = _done_on(facts["status"], commitment.done_on)
    commitment.version += 1
    commitment.changed_at = obligations.now()
    core_model.Session.flush()
    _keep(commitment, "commitment_changed")
    return True


def _keep(commitment: Any, event: str) -> None:
    facts = plain({name: getattr(commitment, name) for name in FACTS})
    number, version = commitment.commitment_id, commitment.version
    core_model.Session.add(
        model.CommitmentChange(commitment_id=number, version=version, facts=facts)
    )
    core_model.Session.flush()
    details = {
        "commitment": number,
        "version": version,
        "status": commitment.status,
        "due": facts["due"],
        "content": _hash(facts),
    }
    recording.record(commitment.process_no, event, details)
    _tell(
        commitment.process_no,
        event,
        commitment.texts,
        f"commitment:{number}:{version}",
        {"status": commitment.status, "due": facts["due"]},
    )


def _tell(
    process_no: int,
    what: str,
    texts: Mapping[str, str],
    key: str,
    more: Mapping[str, str] | None = None,
) -> None:
    values = {
        "what": what,
        "title": dict(process(process_no).title),
        "texts": dict(texts),
        "page_url": f"/outcomes/{process_no}",
        **(more or {}),
    }
    telling.tell_contributors(process_no, TEMPLATE, values, f"outcome:{key}")


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in facts.items()
    }


def _hash(facts: Mapping[str, Any]) -> str:
    """What stands in the public record for free text."""
    return sha256(entries.canonical(plain(facts))).hexdigest()


def _done_on(status: str, before: date | None) -> date | None:
    return (before or obligations.today()) if status == rules.DONE else None


def _refuse(old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    wrong = rules.problems(old, new, new["evidence"])
    if not wrong:
        return
    core_model.Session.rollback()
    words = {
        "status": tk._("A commitment can not go from this status to that one."),
        "evidence": tk._("Show that it is done: a dataset, an act or a photo."),
        "reason": tk._("Say why."),
    }
    raise tk.ValidationError({field: [words[field]] for field in wrong})
