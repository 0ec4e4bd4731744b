"""What petitions contribute to the indicators of PP-308: EP28, collective electronic appeals."""

from __future__ import annotations

from datetime import datetime, timedelta

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers.model import Obligation
from ckanext.egov.indicators.interfaces import Computed, Value

from .lifecycle import KIND
from .model import Petition

YEAR = timedelta(days=365)


def all_of_this_room() -> dict[str, Computed]:
    """The indicators by their code."""
    return {"EP28": collective_appeals}


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
    parts = {"active": row[1], "reached": row[2], "answered": answered}
    if answered:
        parts["answered_in_time"] = round(in_term * 100 / answered)
    return Value(number=row[0], newest=row[3], url="/petition?show=all", parts=parts)


def _answers(now: datetime) -> tuple[int, int]:
    """Answers of twelve months, and how many of them came in time."""
    in_term = sa.cast(Obligation.answered_at, sa.Date) <= Obligation.answer_by
    found = core_model.Session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(in_term)).where(
            Obligation.kind == KIND, Obligation.answered_at > now - YEAR
        )
    ).one()
    return found[0], found[1]
