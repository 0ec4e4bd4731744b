"""Whether the sealer keeps up, as `/health` asks."""

from __future__ import annotations

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.health.interfaces import Finding

LATE = 10
"""Seconds a leaf may wait for its place; it should be one or two."""
OLDEST = sa.text(
    "SELECT min(at), EXTRACT(epoch FROM clock_timestamp() - min(at)), count(*)"
    " FROM participation_leaf WHERE leaf_index IS NULL"
)


def sealing() -> Finding:
    """How long the oldest unsealed leaf has been waiting."""
    since, seconds, waiting = model.Session.execute(OLDEST).one()
    facts = {"waiting": waiting, "seconds": float(seconds or 0)}
    if waiting and seconds > LATE:
        return Finding(False, "Acts wait to be sealed: is the sealer running?", since, facts)
    return Finding(True, "Acts are sealed as they come", None, facts)
