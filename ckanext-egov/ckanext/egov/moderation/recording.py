"""What moderators do is recorded twice: with the case, and in the audit record of officials."""

from __future__ import annotations

from typing import Any

import ckan.model as model
from ckanext.egov import audit

from .model import Record


def record(case_id: int, event: str, actor: str, details: dict[str, Any] | None = None) -> None:
    """Record in the caller's transaction."""
    model.Session.add(Record(case_id=case_id, event=event, actor=actor, details=details or {}))
    model.Session.flush()
    audit.record(actor, f"moderation:{event}", "moderation_case", str(case_id), details)
