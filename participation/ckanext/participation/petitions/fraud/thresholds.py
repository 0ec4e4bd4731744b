"""How many signatures count for a threshold: those in the public count that nobody has to look at,
and those on paper where the petition's rules say so.

A suspicious signature can't make an answer due before an official released it, and a threshold that
invalid signatures made is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation import counters

from .. import lifecycle, model
from ..paper.counting import counting_totals
from ..rules import SIGN
from . import counting, holds

CHANGED = sa.text("""
SELECT DISTINCT act.process_no FROM petition_invalidation AS whole
JOIN petition_invalidated AS one USING (invalidation_id)
JOIN participation_act AS act USING (act_id)
WHERE whole.finished_at > clock_timestamp() - interval '10 minutes' ORDER BY act.process_no
""")


def countable(numbers: Sequence[int]) -> dict[int, int]:
    """The count of each of these petitions without what is held, with paper that counts."""
    totals = {number: counters.read(number, SIGN).total for number in numbers}
    # Only now: whatever is in these totals and suspicious is held from here on.
    counting.count_new()
    paper = counting_totals(list(totals))
    return {
        number: total - holds.undecided(number) + paper.get(number, 0)
        for number, total in totals.items()
    }


def recheck() -> None:
    """Compare petitions that signatures were taken out of with their thresholds, closed ones too.

    Some minutes long, since the count follows the record by a moment; safe to do twice.
    """
    numbers = core_model.Session.scalars(CHANGED).all()
    for number, count in countable(numbers).items():
        petition = model.find(number, lock=True)
        if petition is not None:
            lifecycle.recheck_thresholds(petition, count)
        core_model.Session.commit()
