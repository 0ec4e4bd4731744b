"""Takes down what followers are to be told; `spreading` writes the messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from .model import Follow, FollowNews


def tell(
    subject_type: str, subject_id: str, template: str, values: Mapping[str, Any], key: str
) -> int:
    """Do what `following.tell` says."""
    news = {
        "key": key,
        "subject_type": subject_type,
        "subject_id": subject_id,
        "template": template,
        "values": dict(values),
    }
    model.Session.execute(
        insert(FollowNews).values(news).on_conflict_do_nothing(index_elements=["key"])
    )
    return count(subject_type, subject_id)


def count(subject_type: str, subject_id: str) -> int:
    """How many follow a thing."""
    statement = sa.select(sa.func.count()).where(
        Follow.subject_type == subject_type, Follow.subject_id == subject_id
    )
    return model.Session.scalar(statement) or 0
