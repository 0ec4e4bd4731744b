"""Obligations and answers as the API and pages show them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.answers import obligations, queries, writing
from ckanext.egov.answers.kinds import kinds


def row(found: Any, today: date) -> dict[str, Any]:
    """An obligation as plain data, with the name and address of what it is about."""
    facts = asdict(obligations.describe(found, today))
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in facts.items()
    } | about(found.kind, found.object_id)


def about(kind: str, object_id: str) -> dict[str, Any]:
    """What an obligation is about; a thing that is gone keeps its word and number."""
    known = kinds().get(kind)
    if known is None:
        return {"kind_title": kind, "title": f"{kind} {object_id}", "url": None}
    try:
        label, url = known.label(object_id), known.url(object_id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        label, url = f"{known.title()} {object_id}", None
    return {
        "kind_title": known.title(),
        "title": label if isinstance(label, str) else dict(label),
        "url": url,
    }


def whole(found: Any, today: date) -> dict[str, Any]:
    """An obligation with its answer and the answers that were corrected."""
    answers = [_answer(item) for item in queries.published(found.obligation_id)]
    passed = [_forward(item) for item in queries.forwarded(found.obligation_id)]
    shown = row(found, today) | {"forwarded": passed}
    return shown | {"answer": answers[0] if answers else None, "corrected": answers[1:]}


def _forward(item: Any) -> dict[str, Any]:
    return {
        "from": item.from_body,
        "to": item.to_body,
        "reason": item.reason,
        "at": item.at.isoformat(),
    }


def desk(found: Any) -> dict[str, Any]:
    """The draft of an answer, as officials of the body see it; else what was published last."""
    version = writing.token(found.obligation_id)
    draft = queries.draft(found.obligation_id)
    if draft:
        return _content(draft) | {
            "version": version,
            "edited_by": draft.edited_by,
            "edited_at": draft.edited_at.isoformat(),
        }
    answers = queries.published(found.obligation_id)
    content = _content(answers[0]) if answers else {"texts": {}, "documents": [], "decision": None}
    return content | {"version": version, "edited_by": None, "edited_at": None}


def _content(item: Any) -> dict[str, Any]:
    return {"texts": item.texts, "documents": item.documents, "decision": item.decision}


def _answer(item: Any) -> dict[str, Any]:
    return _content(item) | {
        "number": item.number,
        "digest": item.digest,
        "published_at": item.published_at.isoformat(),
    }
