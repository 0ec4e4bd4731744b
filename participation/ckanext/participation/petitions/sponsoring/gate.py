"""The gate before moderation: who has enough sponsors goes on, who finds none in time ends.

A petition is locked first and its sponsors are counted after that, so that of two who look at the
same moment the second one finds what the first one did.
"""

from __future__ import annotations

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.booth import acts
from ckanext.participation.process.model import Process

from .. import lifecycle, model, rules
from ..ending import endings
from ..rules import State

CROSSED = sa.text("""
SELECT process_no FROM (
    SELECT petition.process_no, petition.state, (process.rules ->> 'sponsors')::int AS needed,
        (SELECT count(*) FROM participation_act AS act WHERE act.process_no = petition.process_no
            AND act.feature = 'sponsor' AND act.state = 'valid') AS sponsors
    FROM petition JOIN participation_process AS process USING (process_no)
    WHERE petition.state IN ('validated', 'sponsored') AND petition.invitation IS NOT NULL
) AS looking
WHERE (state = 'validated') = (sponsors >= needed) ORDER BY process_no
""")
"""What has enough sponsors and is not in the queue, or is there and has not."""


def count(process_no: int) -> int:
    """How many people stand behind a petition now."""
    return acts.count(process_no, rules.SPONSOR)


def recheck_all() -> None:
    """Look at every petition that its sponsors bring somewhere else now."""
    for process_no in core_model.Session.scalars(CROSSED).all():
        recheck(process_no)
        core_model.Session.commit()


def recheck(process_no: int) -> None:
    """Bring one petition where its sponsors bring it, in the caller's transaction."""
    petition = model.find(process_no, lock=True)
    if petition is not None:
        lifecycle.recheck_sponsors(petition, count(process_no))


def end_late() -> None:
    """End the petitions that did not find enough sponsors in the time they had."""
    numbers = core_model.Session.scalars(
        sa.select(model.Petition.process_no)
        .join(Process, Process.process_no == model.Petition.process_no)
        .where(model.Petition.state == State.VALIDATED)
        .where(Process.closes_at <= sa.func.clock_timestamp())
        .order_by(model.Petition.process_no)
    ).all()
    for process_no in numbers:
        recheck(process_no)
        petition = model.find(process_no, lock=True)
        if petition.state == State.VALIDATED:
            endings.stop(petition, endings.NO_SPONSORS)
        core_model.Session.commit()
