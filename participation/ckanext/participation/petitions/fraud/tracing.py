"""Notes where each request to sign came from, and why it may be suspicious.

In the transaction of the request, after what it is about was checked; the answer to the person is
the same whatever is noted here.
"""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.booth.interfaces import Requested

from ..lifecycle import KIND
from ..rules import SIGN
from . import config, networks, rules, sources

BEFORE = sa.text(
    "SELECT count(*) FROM (SELECT FROM petition_trace WHERE process_no = :process_no"
    " AND network_key = :key AND asked_at > clock_timestamp() - make_interval(secs => :seconds)"
    " LIMIT :most) AS earlier"
)
INSERT = sa.text(
    "INSERT INTO petition_trace (confirmation_id, process_no, person_key, name_key, network_key,"
    " wide_key, domain, reasons) VALUES (:confirmation_id, :process_no, :person_key, :name_key,"
    " :network_key, :wide_key, :domain, :reasons)"
)


def note(process: Any, request: Requested) -> None:
    """Note a request to sign a petition."""
    if process.kind != KIND or request.feature != SIGN:
        return
    network, domain = request.network, request.email.rpartition("@")[2]
    networks.remember(network)
    values = {
        "confirmation_id": request.confirmation_id,
        "process_no": request.process_no,
        "person_key": request.person_key,
        "name_key": request.name_key,
        "network_key": networks.key(network),
        "wide_key": networks.wide_key(network),
        "domain": domain or None,
        "reasons": _reasons(request, domain),
    }
    core_model.Session.execute(INSERT, values)


def _reasons(request: Requested, domain: str) -> list[str]:
    """Nobody whose identity is known is suspicious: there is one of each person."""
    if request.channel == "identity":
        return []
    rates = config.rates()
    before = {rate.name: _before(request, rate) for rate in rates} if request.network else {}
    return rules.suspicions(domain, request.network, before, rates, sources.read())


def _before(request: Requested, rate: rules.Rate) -> int:
    values = {
        "process_no": request.process_no,
        "key": networks.key(request.network),
        "seconds": rate.seconds,
        "most": rate.most,
    }
    return core_model.Session.scalar(BEFORE, values) or 0
