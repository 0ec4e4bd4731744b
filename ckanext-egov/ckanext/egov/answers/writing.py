"""Answers are written, kept as drafts and published; two officials never overwrite each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import ckan.model as core_model
from ckanext.egov.answers import model, obligations, queries
from ckanext.egov.answers.kinds import tell


@dataclass(frozen=True)
class Content:
    """What an official typed."""

    texts: dict[str, str]
    documents: list[dict[str, Any]]
    decision: str | None


class Collision(Exception):
    """Somebody else saved or published meanwhile; nothing was written."""


def token(obligation_id: int) -> str:
    """What a form carries to tell whether something changed since: answers, draft version."""
    draft = queries.draft(obligation_id)
    return f"{len(queries.published(obligation_id))}.{draft.version if draft else 0}"


def acknowledge(row: Any) -> bool:
    """Tell those who wait that the body has taken the matter up; false when it had before."""
    if row.acknowledged_at is not None or row.answered_at is not None:
        return False
    row.acknowledged_at = obligations.now()
    core_model.Session.flush()
    tell(row, "acknowledged", row.acknowledged_at)
    return True


def save(row: Any, content: Content, seen: str, user: str) -> Any:
    """Keep a draft. `row` must be locked; `seen` is the token the official's form carried."""
    _refuse_collision(row, seen)
    draft = queries.draft(row.obligation_id)
    if draft is None:
        draft = model.Draft(obligation_id=row.obligation_id, version=0)
        core_model.Session.add(draft)
    draft.texts, draft.documents, draft.decision = (
        content.texts, content.documents, content.decision,
    )  # fmt: skip
    draft.version += 1
    draft.edited_by, draft.edited_at = user, obligations.now()
    core_model.Session.flush()
    return draft


def publish(row: Any, content: Content, seen: str) -> Any:
    """Publish an answer, or a correction of it. `row` must be locked."""
    _refuse_collision(row, seen)
    at, earlier = obligations.now(), queries.published(row.obligation_id)
    answer: Any = model.Answer(
        obligation_id=row.obligation_id,
        number=len(earlier) + 1,
        texts=content.texts,
        documents=content.documents,
        decision=content.decision,
        digest=digest(content),
        published_at=at,
    )
    core_model.Session.add(answer)
    draft = queries.draft(row.obligation_id)
    if draft:
        core_model.Session.delete(draft)
    _stamp(row, at)
    core_model.Session.flush()
    tell(row, "corrected" if earlier else "answered", at, answer.digest)
    return answer


def digest(content: Content) -> str:
    """The hash under which an answer stands in the public record; anybody can compute it.

    SHA-256 over JSON of decision, documents and texts: keys sorted, no spaces, UTF-8.
    """
    facts: Mapping[str, Any] = {
        "decision": content.decision,
        "documents": content.documents,
        "texts": content.texts,
    }
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def _stamp(row: Any, at: datetime) -> None:
    """The first answer stops the clock; who answers has acknowledged too."""
    row.answered_at = row.answered_at or at
    row.acknowledged_at = row.acknowledged_at or at


def _refuse_collision(row: Any, seen: str) -> None:
    if token(row.obligation_id) != seen:
        raise Collision
