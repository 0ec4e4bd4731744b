"""Due days of commitments as entries of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.answers import config
from ckanext.egov.answers.dates import MOST, whole_day
from ckanext.egov.calendar.interfaces import Entry, Filters
from ckanext.participation.outcomes import model, rules
from ckanext.participation.process import listing as processes
from ckanext.participation.process.model import Process

KIND = "commitment"


def kinds() -> dict[str, Any]:
    """What due days of commitments are called."""
    return {KIND: lambda: tk._("Commitments")}


def entries(filters: Filters) -> Iterator[Entry]:
    """The due days that fit."""
    if filters.kind not in (None, KIND):
        return
    table, zone = model.Commitment, config.timezone()
    asked = {"region": filters.region, "sector": filters.sector, "group": filters.group}
    query = (
        sa.select(table, Process)
        .join(Process, Process.process_no == table.process_no)
        .where(*processes.conditions(asked))
    )
    if filters.body:
        query = query.where(table.body == filters.body)
    if filters.since:
        query = query.where(table.due >= filters.since.astimezone(zone).date())
    if filters.until:
        query = query.where(table.due <= filters.until.astimezone(zone).date())
    found = core_model.Session.execute(query.order_by(table.due).limit(MOST))
    for commitment, process in found:
        yield _entry(commitment, process)


def _entry(commitment: Any, process: Any) -> Entry:
    start, end = whole_day(commitment.due)
    number = commitment.commitment_id
    return Entry(
        uid=f"commitment-{number}",
        sequence=commitment.version,
        start=start,
        end=end,
        what=tk._("Commitment due"),
        title=commitment.texts,
        url=tk.h.url_for("participation_outcomes.commitment", commitment_id=number, qualified=True),
        updated=commitment.changed_at,
        status="cancelled" if commitment.status == rules.DROPPED else "confirmed",
        kind=KIND,
        body=commitment.body,
        region=process.region,
        sectors=tuple(process.sectors),
        groups=tuple(process.groups_in_need),
    )
