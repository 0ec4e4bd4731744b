"""The criteria of a saved query between what an official typed and what the database keeps.

Names and networks are kept sealed, so that a copy of the database does not tell who was looked for.
When the traces of its time are forgotten, so are the names and networks that were searched for; a
query that lost a criterion would fit too many and cannot be started again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.keys import personal

from .query import CRITERIA

SECRET = ("network", "name")
FORGOTTEN = "forgotten"
MOMENTS = ("since", "until")

FORGET = sa.text(f"""
UPDATE petition_invalidation SET criteria = criteria - '{SECRET[0]}' - '{SECRET[1]}'
    || '{{"{FORGOTTEN}": true}}'
WHERE created_at < clock_timestamp() - make_interval(days => :days)
    AND criteria ?| ARRAY['{SECRET[0]}', '{SECRET[1]}']
""")


def given(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What of the input are criteria that say something."""
    return {name: typed[name] for name in CRITERIA if typed.get(name)}


def stored(opened: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON that tells no name and no network."""
    kept = dict(opened)
    for name in MOMENTS:
        if isinstance(kept.get(name), datetime):
            kept[name] = kept[name].isoformat()
    for name in SECRET:
        if kept.get(name):
            kept[name] = personal.months().seal_text(name, kept[name])
    return kept


def opened(kept: Mapping[str, Any]) -> dict[str, Any]:
    """As they are searched for."""
    found = {name: value for name, value in kept.items() if name != FORGOTTEN}
    for name in MOMENTS:
        if found.get(name):
            found[name] = datetime.fromisoformat(found[name])
    for name in SECRET:
        if found.get(name):
            found[name] = personal.months().unseal_text(name, found[name]) or ""
    return found


def is_whole(kept: Mapping[str, Any]) -> bool:
    """Whether it still has all its criteria."""
    found = opened(kept)
    return not kept.get(FORGOTTEN) and all(found[name] for name in SECRET if name in found)


def shown(kept: Mapping[str, Any]) -> dict[str, Any]:
    """As officials read them."""
    found = opened(kept)
    moments = {name: found[name].isoformat() for name in MOMENTS if found.get(name)}
    return found | moments | ({FORGOTTEN: True} if kept.get(FORGOTTEN) else {})


def forget(days: int) -> None:
    """Drop what was searched for that is secret and old, in the caller's transaction."""
    core_model.Session.execute(FORGET, {"days": days})
