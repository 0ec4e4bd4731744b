"""A saved query as SQL: which signatures in the count fit all of its criteria."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa

from ..lifecycle import KIND
from ..rules import SIGN
from . import networks, rules

CRITERIA = (
    "process_no", "name", "domain", "region", "district", "network", "since", "until", "held",
)  # fmt: skip

_PERSON = "JOIN participation_person AS person USING (act_id)"
_TRACE = "JOIN petition_trace AS trace ON trace.act_id = act.act_id"
_HOLD = "JOIN petition_hold AS hold ON hold.act_id = act.act_id AND hold.decision IS NULL"
_JOINS = {"name": _PERSON, "domain": _PERSON, "network": _TRACE, "held": _HOLD}
_CONDITIONS = {
    "process_no": "act.process_no = :process_no",
    "name": "lower(person.name) LIKE :name",
    "domain": "split_part(lower(person.email), '@', 2) LIKE :domain",
    "region": "act.region = :region",
    "district": "act.district = :district",
    "since": "act.acted_at >= :since",
    "until": "act.acted_at < :until",
}


def counts(criteria: Mapping[str, Any]) -> list[tuple[int, int]]:
    """How many signatures fit, by petition."""
    joins, where, values = _parts(criteria)
    statement = sa.text(
        f"SELECT act.process_no, count(*) FROM participation_act AS act {joins} WHERE {where}"
        " GROUP BY act.process_no ORDER BY act.process_no"
    )
    return [(number, total) for number, total in core_model.Session.execute(statement, values)]


def gather(invalidation_id: int, criteria: Mapping[str, Any]) -> int:
    """Note which signatures fit now, in the caller's transaction; how many."""
    joins, where, values = _parts(criteria)
    statement = sa.text(
        "INSERT INTO petition_invalidated (invalidation_id, act_id)"
        f" SELECT :invalidation_id, act.act_id FROM participation_act AS act {joins}"
        f" WHERE {where} ON CONFLICT (invalidation_id, act_id) DO UPDATE SET state = 'waiting'"
    )
    done: Any = core_model.Session.execute(statement, values | {"invalidation_id": invalidation_id})
    return done.rowcount


def _parts(criteria: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    given = {name: criteria[name] for name in CRITERIA if criteria.get(name)}
    joins = " ".join(dict.fromkeys(_JOINS[name] for name in given if name in _JOINS))
    values = {name: given[name] for name in _CONDITIONS if name in given}
    conditions = [_CONDITIONS[name] for name in values]
    for name in ("name", "domain"):
        if name in given:
            values[name] = like(given[name])
    if "network" in given:
        conditions.append(_on_network(given["network"], values))
    whole = ["act.feature = :feature", "act.state = 'valid'", _IS_PETITION, *conditions]
    return joins, " AND ".join(whole), values | {"feature": SIGN, "kind": KIND}


_IS_PETITION = "act.process_no IN (SELECT process_no FROM participation_process WHERE kind = :kind)"


def _on_network(network: str, values: dict[str, Any]) -> str:
    width = rules.search_width(network)
    values["network_key"] = networks.key(network)
    return (
        "trace.wide_key = :network_key" if width == "wide" else "trace.network_key = :network_key"
    )


def like(pattern: str) -> str:
    """A pattern with * and ? as SQL has it; what SQL takes for a wildcard is a letter here."""
    escaped = pattern.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return escaped.replace("*", "%").replace("?", "_")
