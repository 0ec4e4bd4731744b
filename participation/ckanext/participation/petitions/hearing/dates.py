"""Hearings as entries of the calendar; a cancelled one stays there, so that nobody comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.calendar.interfaces import Entry, Filters
from ckanext.participation.process.model import Process

from .. import lifecycle
from ..model import Petition
from ..rules import HearingState, State

MOST = 1000


def entries(filters: Filters) -> Iterator[Entry]:
    """The hearings that fit; the calendar looks at the other filters itself."""
    if filters.kind not in (None, lifecycle.KIND):
        return
    query = (
        sa.select(Petition, Process)
        .join(Process, Process.process_no == Petition.process_no)
        .where(
            Petition.hearing_at.is_not(None),
            Petition.state.in_((State.OPEN.value, State.CLOSED.value)),
        )
        .order_by(Petition.hearing_at.desc())
        .limit(MOST)
    )
    if filters.since:
        query = query.where(Petition.hearing_at >= filters.since)
    if filters.until:
        query = query.where(Petition.hearing_at < filters.until)
    for petition, process in core_model.Session.execute(query):
        yield _entry(petition, process)


def _entry(petition: Any, process: Any) -> Entry:
    is_off = petition.hearing_state == HearingState.NOT_HELD
    number = petition.process_no
    return Entry(
        uid=f"petition-{number}-hearing",
        sequence=petition.hearing_changes,
        start=petition.hearing_at,
        end=None,
        what=tk._("Public hearing"),
        title=petition.title,
        url=tk.h.url_for("petitions.read", process_no=number, qualified=True),
        updated=petition.hearing_changed_at,
        status="cancelled" if is_off else "confirmed",
        kind=lifecycle.KIND,
        body=process.body,
        region=process.region,
        sectors=tuple(process.sectors),
        groups=tuple(process.groups_in_need),
    )
