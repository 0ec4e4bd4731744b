"""Deadlines of answers as entries of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.answers import config, describing, model, obligations
from ckanext.egov.calendar.interfaces import Entry, Filters

KIND = "answer"
MOST = 1000


def kinds() -> dict[str, Any]:
    """What deadlines of answers are called."""
    return {KIND: lambda: tk._("Answers")}


def entries(filters: Filters) -> Iterator[Entry]:
    """The last days for answers that fit. An answer is of no region, sector or group of its own."""
    if filters.kind not in (None, KIND) or filters.region or filters.sector or filters.group:
        return
    table = model.Obligation
    query = sa.select(table).order_by(table.answer_by).limit(MOST)
    if filters.body:
        query = query.where(table.body == obligations.body_name(filters.body))
    if filters.since:
        query = query.where(table.answer_by >= filters.since.astimezone(config.timezone()).date())
    if filters.until:
        query = query.where(table.answer_by <= filters.until.astimezone(config.timezone()).date())
    for row in core_model.Session.scalars(query):
        yield _entry(row)


def whole_day(day: date) -> tuple[datetime, datetime]:
    """A day where the portal is, from midnight to midnight."""
    zone = config.timezone()
    after = day + timedelta(days=1)
    return datetime.combine(day, time(), zone), datetime.combine(after, time(), zone)


def _entry(row: Any) -> Entry:
    start, end = whole_day(row.answer_by)
    title = describing.about(row.kind, row.object_id)["title"]
    group = core_model.Group.get(row.body)
    number = row.obligation_id
    return Entry(
        uid=f"answer-{number}",
        sequence=1 if row.released_at else 0,
        start=start,
        end=end,
        what=tk._("Answer due"),
        title=title if isinstance(title, dict) else {"uz": title},
        url=tk.h.url_for("egov_answers.read", obligation_id=number, qualified=True),
        updated=row.answered_at or row.released_at or row.acknowledged_at or row.owed_at,
        status="cancelled" if row.released_at else "confirmed",
        kind=KIND,
        body=group.id if group else row.body,
    )
