"""Forgets who stood behind petitions that were never published, once nothing can change."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.moderation import config
from ckanext.participation.process import lifecycle as processes
from ckanext.participation.process import rules as process_rules
from ckanext.participation.publishing import certifying

from .. import lifecycle, model
from ..ending import endings

# Its creator may still appeal against a rejection, or has done so.
OVER = sa.text("""
SELECT process_no FROM petition WHERE invitation IS NOT NULL AND opened_at IS NULL
    AND state IN ('rejected', 'hidden', 'stopped', 'removed')
    AND greatest(rejected_at, stopped_at, removed_at) < clock_timestamp() - :window
    AND NOT EXISTS (SELECT FROM moderation_case AS waiting WHERE waiting.state = 'waiting'
        AND waiting.kind = :kind AND waiting.object_id = petition.process_no::text)
ORDER BY process_no
""")
FORGET = sa.text("""
DELETE FROM participation_person AS person USING participation_act AS act
WHERE act.act_id = person.act_id AND act.process_no = :process_no
""")


def forget_sponsors() -> None:
    """Drop names and addresses of the sponsors, and what would tell who they were."""
    asked = {"window": config.appeal_window(), "kind": lifecycle.KIND}
    for process_no in core_model.Session.scalars(OVER, asked).all():
        _forget(model.find(process_no, lock=True))


def _forget(petition: Any) -> None:
    number, why = petition.process_no, endings.of(petition)
    process = processes.lock(number)
    if process.state == process_rules.OPEN:
        processes.stop(process, why["title"] if why else {})
    core_model.Session.execute(FORGET, {"process_no": number})
    petition.invitation = None
    certifying.drop_identities(number)
