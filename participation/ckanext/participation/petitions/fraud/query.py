"""A saved query as SQL: which signatures in the count fit all of its criteria."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.keys import personal

from ..lifecycle import KIND
from ..rules import SIGN
from . import networks, rules

CRITERIA = (
    "process_no", "name", "domain", "region", "district", "network", "since", "until", "held",
)  # fmt: skip

READ_AT_ONCE = 5_000
_PERSON = "JOIN participation_person AS person USING (act_id)"
_TRACE = "JOIN petition_trace AS trace ON trace.act_id = act.act_id"
_HOLD = "JOIN petition_hold AS hold ON hold.act_id = act.act_id AND hold.decision IS NULL"
_SEALED = ("name", "domain")
"""What stands in sealed columns: the database can't compare it, so it is read and compared here."""
_JOINS = {"name": _PERSON, "domain": _PERSON, "network": _TRACE, "held": _HOLD}
_CONDITIONS = {
    "process_no": "act.process_no = :process_no",
    "region": "act.region = :region",
    "district": "act.district = :district",
    "since": "act.acted_at >= :since",
    "until": "act.acted_at < :until",
}


def counts(criteria: Mapping[str, Any]) -> list[tuple[int, int]]:
    """How many signatures fit, by petition."""
    if _is_sealed(criteria):
        return sorted(Counter(number for number, _ in _matching(criteria)).items())
    joins, where, values = _parts(criteria)
    statement = sa.text(
        f"SELECT act.process_no, count(*) FROM participation_act AS act {joins} WHERE {where}"
        " GROUP BY act.process_no ORDER BY act.process_no"
    )
    return [(number, total) for number, total in core_model.Session.execute(statement, values)]


def gather(invalidation_id: int, criteria: Mapping[str, Any]) -> int:
    """Note which signatures fit now, in the caller's transaction; how many."""
    joins, where, values = _parts(criteria)
    found = f"SELECT act.act_id FROM participation_act AS act {joins} WHERE {where}"
    if _is_sealed(criteria):
        found = "SELECT unnest(CAST(:ids AS bigint[]))"
        values = {"ids": [act for _, act in _matching(criteria)]}
    statement = sa.text(
        "INSERT INTO petition_invalidated (invalidation_id, act_id)"
        f" SELECT :invalidation_id, fits.act_id FROM ({found}) AS fits (act_id)"
        " ON CONFLICT (invalidation_id, act_id) DO UPDATE SET state = 'waiting'"
    )
    done: Any = core_model.Session.execute(statement, values | {"invalidation_id": invalidation_id})
    return done.rowcount


def _is_sealed(criteria: Mapping[str, Any]) -> bool:
    return any(criteria.get(name) for name in _SEALED)


def _matching(criteria: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Petition and act of the signatures that fit what can only be read with a key."""
    joins, where, values = _parts(criteria)
    statement = sa.text(
        "SELECT act.process_no, act.act_id, person.name, person.email"
        f" FROM participation_act AS act {joins} WHERE {where} ORDER BY act.process_no"
    )
    name, domain = (fits(criteria.get(each) or "*") for each in _SEALED)
    opener = lru_cache(maxsize=1)(personal.opener)
    options = {"yield_per": READ_AT_ONCE}
    for row in core_model.Session.execute(statement, values, execution_options=options):
        unseal = opener(row.process_no)
        address = unseal("email", row.email) or ""
        if name(unseal("name", row.name) or "") and domain(address.rpartition("@")[2]):
            yield row.process_no, row.act_id


def _parts(criteria: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    given = {name: criteria[name] for name in CRITERIA if criteria.get(name)}
    joins = " ".join(dict.fromkeys(_JOINS[name] for name in given if name in _JOINS))
    values = {name: given[name] for name in _CONDITIONS if name in given}
    conditions = [_CONDITIONS[name] for name in values]
    if "network" in given:
        conditions.append(_on_network(given["network"], values))
    whole = ["act.feature = :feature", "act.state = 'valid'", _IS_PETITION, *conditions]
    return joins, " AND ".join(whole), values | {"feature": SIGN, "kind": KIND}


_IS_PETITION = "act.process_no IN (SELECT process_no FROM participation_process WHERE kind = :kind)"


def _on_network(network: str, values: dict[str, Any]) -> str:
    width = rules.search_width(network)
    values["network_keys"] = networks.keys(network)
    return (
        "trace.wide_key = ANY (:network_keys)"
        if width == "wide"
        else "trace.network_key = ANY (:network_keys)"
    )


def fits(pattern: str) -> Any:
    """Whether a text is as a pattern with * and ? says; anything else in it is a letter."""
    escaped = re.escape(pattern.lower()).replace(r"\*", ".*").replace(r"\?", ".")
    whole = re.compile(escaped, re.DOTALL)
    return lambda text: whole.fullmatch(text.lower()) is not None
