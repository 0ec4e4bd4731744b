"""What petitions contribute to the indicators of PP-308.

EP28 collective electronic appeals; EP07 contributions; LP08 complaints to hokimiyats and councils.
Petitions are processes, and their answers lead to decisions and commitments: those rooms count them
for EP01, EP06, EP18 and EP19, and for EP08, EP20 and EP29.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers.model import Obligation
from ckanext.egov.indicators.interfaces import Computed, Value
from ckanext.egov.moderation.model import Case
from ckanext.participation.counters import lists

from . import rules
from .lifecycle import KIND, zone
from .model import Petition

YEAR = timedelta(days=365)
PAGE = "/petition?show=all"
LOCAL = ("region", "district")
"""The levels whose bodies are hokimiyats and councils."""


def all_of_this_room() -> dict[str, Computed]:
    """The indicators by their code."""
    return {"EP07": contributions, "EP28": collective_appeals, "LP08": local_complaints}


def contributions(now: datetime) -> Value:
    """Signatures in the count that were made in twelve months."""
    hour = lists.HOUR.c
    row = core_model.Session.execute(
        sa.select(sa.func.coalesce(sa.func.sum(hour.total), 0), sa.func.max(hour.hour))
        .join(Petition, Petition.process_no == hour.process_no)
        .where(hour.feature == rules.SIGN, hour.hour > now - YEAR, hour.total > 0)
    ).one()
    return Value(number=int(row[0]), newest=row[1], url=PAGE)


def collective_appeals(now: datetime) -> Value:
    """Petitions published in twelve months; open now, over the threshold, answered in term."""
    published = Petition.opened_at.is_not(None) & (Petition.opened_at > now - YEAR)
    reached = Petition.threshold_reached_at > now - YEAR
    row = core_model.Session.execute(
        sa.select(
            sa.func.count().filter(published),
            sa.func.count().filter(Petition.state == "open"),
            sa.func.count().filter(reached),
            sa.func.greatest(sa.func.max(Petition.opened_at), sa.func.max(Petition.answered_at)),
        )
    ).one()
    answered, in_term = _answers(now)
    parts: dict[str, float] = {"active": row[1], "reached": row[2], "answered": answered}
    if answered:
        parts["answered_in_time"] = round(in_term * 100 / answered)
    return Value(number=row[0], newest=row[3], url=PAGE, parts=parts)


def local_complaints(now: datetime) -> Value:
    """Petitions to local bodies published in twelve months, their answers and their appeals."""
    is_local = Petition.level.in_(LOCAL)
    row = core_model.Session.execute(
        sa.select(sa.func.count(), sa.func.max(Petition.opened_at)).where(
            is_local, Petition.opened_at > now - YEAR
        )
    ).one()
    answered, in_term = _answers(now, is_local)
    appealed, upheld = _appeals(now, is_local)
    parts: dict[str, float] = {}
    if answered:
        parts["answered_in_time"] = round(in_term * 100 / answered)
    if appealed:
        parts["appeals_upheld"] = round(upheld * 100 / appealed)
    return Value(number=row[0], newest=row[1], url="/petition/statistics", parts=parts)


def _answers(now: datetime, *fits: Any) -> tuple[int, int]:
    """Answers of twelve months, and how many of them came in time, where the portal is."""
    day = sa.cast(sa.func.timezone(zone().key, Obligation.answered_at), sa.Date)
    found = core_model.Session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(day <= Obligation.answer_by))
        .join(Petition, _number(Obligation) == Petition.process_no)
        .where(Obligation.kind == KIND, Obligation.answered_at > now - YEAR, *fits)
    ).one()
    return found[0], found[1]


def _appeals(now: datetime, fits: Any) -> tuple[int, int]:
    """Decided appeals against rejections of twelve months, and how many led to publication."""
    found = core_model.Session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(Case.state == "approved"))
        .join(Petition, _number(Case) == Petition.process_no)
        .where(Case.kind == KIND, Case.appeals.is_not(None), Case.decided_at > now - YEAR, fits)
    ).one()
    return found[0], found[1]


def _number(table: Any) -> Any:
    return sa.cast(table.object_id, sa.BigInteger)
