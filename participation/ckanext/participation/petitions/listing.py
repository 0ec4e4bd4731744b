"""Which petitions a list shows, and how many there are of each sort."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.process.model import Process

from . import rules
from .model import Petition

_WAITING = Petition.threshold_reached_at.is_not(None) & Petition.answered_at.is_(None)
_SHOWN = {
    "open": Petition.state == "open",
    "waiting": Petition.state.in_(("open", "closed")) & _WAITING,
    "answered": Petition.state.in_(("open", "closed")) & Petition.answered_at.is_not(None),
    "closed": Petition.state == "closed",
    "rejected": Petition.state == "rejected",
    "all": Petition.state.in_(sorted(rules.PUBLIC)),
}
_ORDERS = {
    "newest": (Petition.opened_at.desc().nulls_last(), Petition.process_no.desc()),
    "closing": (Process.closes_at.asc().nulls_last(), Petition.process_no),
    "oldest-waiting": (Petition.threshold_reached_at.asc().nulls_last(), Petition.process_no),
}


def page(asked: dict[str, Any]) -> tuple[int, list[tuple[Any, Any]]]:
    """How many fit, and one page of them with their processes."""
    query = _filtered(sa.select(Petition, Process), asked).where(_SHOWN[asked["show"]])
    count = core_model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    ordered = query.order_by(*_ORDERS[asked["sort"]]).limit(asked["rows"]).offset(asked["start"])
    rows = core_model.Session.execute(ordered)
    return count or 0, [(petition, process) for petition, process in rows]


def counts(asked: dict[str, Any]) -> dict[str, int]:
    """How many each kind of list would show under the same filters."""
    columns = [sa.func.count().filter(fits).label(name) for name, fits in _SHOWN.items()]
    row = core_model.Session.execute(_filtered(sa.select(*columns), asked)).one()
    return dict(row._mapping)


def _filtered(query: sa.Select[Any], asked: dict[str, Any]) -> sa.Select[Any]:
    query = query.select_from(Petition).join(Process, Process.process_no == Petition.process_no)
    if asked.get("body"):
        body = core_model.Group.get(asked["body"])
        query = query.where(Process.body == (body.id if body else ""))
    if asked.get("region"):
        query = query.where(Process.region == asked["region"])
    if asked.get("sector"):
        query = query.where(Process.sectors.contains([asked["sector"]]))
    return query
