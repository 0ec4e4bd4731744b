"""The numbers, computed by the database: of all bodies together (`None`) and of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers.model import Obligation
from ckanext.egov.moderation.model import Case
from ckanext.participation.process.model import Process
from sqlalchemy.dialects.postgresql import INTEGER

from .. import lifecycle
from ..model import Petition

HOUR = 3600
ByBody = dict[str | None, dict[str, Any]]
"""Facts by the id of a body; `None` is all of them together."""


def petitions(since: datetime | None) -> ByBody:
    """How many were written since then, and what became of them."""
    query = sa.select(
        Process.body,
        _how_many("published", Petition.opened_at.is_not(None)),
        _how_many("open", Petition.state == "open"),
        _how_many("reached", Petition.threshold_reached_at.is_not(None)),
        _how_many("rejected", Petition.state.in_(("rejected", "hidden"))),
        _how_many("demonstrations", Petition.demonstration & Petition.opened_at.is_not(None)),
    ).join(Process, Process.process_no == Petition.process_no)
    return _by_body(query, Petition.validated_at, since)


def moderation(since: datetime | None) -> ByBody:
    """How long first decisions took, in hours, since a petition came to the moderators."""
    hours = sa.extract("epoch", Case.decided_at - Case.submitted_at) / HOUR
    is_decided = Case.decided_at.is_not(None)
    query = (
        sa.select(
            Process.body,
            _how_many("decided", is_decided),
            _how_many("waiting", Case.decided_at.is_(None)),
            _how_many("in_time", is_decided & (Case.decided_at <= Case.due_at)),
            _middle(hours, 0.5).label("median_hours"),
            _middle(hours, 0.9).label("slowest_tenth_hours"),
        )
        .join(Process, Process.process_no == sa.cast(Case.object_id, sa.BigInteger))
        # An appeal is a case of its own, which somebody else decides; what was withdrawn, nobody.
        .where(Case.kind == lifecycle.KIND, Case.appeals.is_(None), Case.state != "withdrawn")
    )
    return _by_body(query, Case.submitted_at, since)


def answers(since: datetime | None, today: date) -> ByBody:
    """How long answers took, in days, and how many came in their term."""
    owed_on, answered_on = _day(Obligation.owed_at), _day(Obligation.answered_at)
    is_answered = Obligation.answered_at.is_not(None)
    is_open = ~is_answered & Obligation.released_at.is_(None)
    days = sa.cast(answered_on - owed_on, INTEGER)
    query = (
        sa.select(
            Process.body,
            _how_many("in_term", is_answered & (answered_on <= Obligation.answer_by)),
            _how_many("late", is_answered & (answered_on > Obligation.answer_by)),
            _how_many("overdue", is_open & (Obligation.answer_by < today)),
            _how_many("owed", is_open & (Obligation.answer_by >= today)),
            _middle(days, 0.5).label("median_days"),
            _middle(days, 0.9).label("slowest_tenth_days"),
        )
        .join(Process, Process.process_no == sa.cast(Obligation.object_id, sa.BigInteger))
        .where(Obligation.kind == lifecycle.KIND)
    )
    return _by_body(query, Obligation.owed_at, since)


def rejections(since: datetime | None) -> list[tuple[str, int]]:
    """For which reasons petitions were rejected, the most frequent first."""
    number = sa.func.count()
    query = sa.select(Petition.rejection_reason, number).where(
        Petition.state.in_(("rejected", "hidden"))
    )
    if since:
        query = query.where(Petition.rejected_at >= since)
    grouped = query.group_by(Petition.rejection_reason)
    ordered = grouped.order_by(number.desc(), Petition.rejection_reason)
    return [(reason, count) for reason, count in core_model.Session.execute(ordered)]


def _by_body(query: sa.Select[Any], moment: Any, since: datetime | None) -> ByBody:
    if since:
        query = query.where(moment >= since)
    rows = core_model.Session.execute(query.group_by(sa.func.rollup(Process.body)))
    found = {row.body: {name: _plain(row, name) for name in row._fields[1:]} for row in rows}
    return found


def _plain(row: Any, name: str) -> Any:
    value = row._mapping[name]
    return value if value is None or isinstance(value, int) else round(float(value), 1)


def _how_many(name: str, fits: Any) -> Any:
    return sa.func.count().filter(fits).label(name)


def _middle(values: Any, share: float) -> Any:
    return sa.func.percentile_cont(share).within_group(values)


def _day(moment: Any) -> Any:
    """The day of a moment where the portal is."""
    return sa.cast(sa.func.timezone(lifecycle.zone().key, moment), sa.Date)
