"""The kinds of things that are owed answers, as plugins register them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.plugins as p
from ckanext.egov.answers.interfaces import AnsweredKind, Change, IAnswers, Step


def kinds() -> dict[str, AnsweredKind]:
    """All registered kinds by their word."""
    found: dict[str, AnsweredKind] = {}
    for plugin in p.PluginImplementations(IAnswers):
        found.update(plugin.get_answered_kinds())
    return found


def steps(kind: str, object_id: str) -> list[Step]:
    """What officials can do next about a thing, as the rooms that know more say."""
    return [
        step
        for plugin in p.PluginImplementations(IAnswers)
        for step in plugin.get_answer_steps(kind, object_id)
    ]


def tell(
    row: Any,
    what: str,
    at: datetime,
    digest: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Tell the kind and every observer of a change, inside its transaction."""
    kind = kinds().get(row.kind)
    if kind:
        kind.on_change(row.object_id, what)
    change = Change(row.kind, row.object_id, what, at, row.obligation_id, digest, details)
    for plugin in p.PluginImplementations(IAnswers):
        plugin.after_answer_change(change)
