"""Which petitions a list shows, and how many there are of each sort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.counters import lists
from ckanext.participation.process.model import Process
from sqlalchemy.dialects.postgresql import ARRAY

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
_SIGNED = (
    sa.select(sa.func.coalesce(sa.func.sum(lists.STATE.c.total), 0))
    .where(
        lists.STATE.c.process_no == Petition.process_no,
        lists.STATE.c.feature == rules.SIGN,
        lists.STATE.c.state == "valid",
    )
    .scalar_subquery()
)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": (Petition.opened_at.desc().nulls_last(), Petition.process_no.desc()),
    "most-signed": (_SIGNED.desc(), Petition.process_no),
    "closing": (Process.closes_at.asc().nulls_last(), Petition.process_no),
    "oldest-waiting": (Petition.threshold_reached_at.asc().nulls_last(), Petition.process_no),
}


@dataclass(frozen=True)
class Wanted:
    """What a list shows. `found` and `near`, where given, are numbers of petitions."""

    show: str
    sort: str
    since: datetime
    """From when on signatures count for the order `this-hour`."""
    body: str = ""
    region: str = ""
    near: str = ""
    sector: str = ""
    group: str = ""
    found: list[int] | None = None
    """What a search has found, the most like first."""
    signed_near: list[int] | None = None
    """What people of the region `near` sign."""


def page(wanted: Wanted, rows: int, start: int) -> tuple[int, list[tuple[Any, Any]]]:
    """How many fit, and one page of them with their processes."""
    query = _filtered(sa.select(Petition, Process), wanted).where(_SHOWN[wanted.show])
    count = core_model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    ordered = _ordered(query, wanted).limit(rows).offset(start)
    return count or 0, [(row[0], row[1]) for row in core_model.Session.execute(ordered)]


def counts(wanted: Wanted) -> dict[str, int]:
    """How many each kind of list would show under the same filters."""
    columns = [sa.func.count().filter(fits).label(name) for name, fits in _SHOWN.items()]
    row = core_model.Session.execute(_filtered(sa.select(*columns), wanted)).one()
    return dict(row._mapping)


def _filtered(query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    query = query.select_from(Petition).join(Process, Process.process_no == Petition.process_no)
    if wanted.body:
        body = core_model.Group.get(wanted.body)
        query = query.where(Process.body == (body.id if body else ""))
    if wanted.region:
        query = query.where(Process.region == wanted.region)
    if wanted.near:
        signed = Petition.process_no.in_(wanted.signed_near or [])
        query = query.where(sa.or_(Process.region == wanted.near, signed))
    if wanted.sector:
        query = query.where(Process.sectors.contains([wanted.sector]))
    if wanted.group:
        query = query.where(Process.groups_in_need.contains([wanted.group]))
    if wanted.found is not None:
        query = query.where(Petition.process_no.in_(wanted.found))
    return query


def _ordered(query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    if wanted.sort == "this-hour":
        recent = lists.recent_totals(rules.SIGN, wanted.since)
        query = query.outerjoin(recent, recent.c.process_no == Petition.process_no)
        return query.order_by(recent.c.total.desc().nulls_last(), *_ORDERS["newest"])
    if wanted.sort == "relevance":
        place = sa.cast(wanted.found or [], ARRAY(sa.BigInteger))
        return query.order_by(
            sa.func.array_position(place, Petition.process_no), *_ORDERS["newest"]
        )
    return query.order_by(*_ORDERS[wanted.sort])
