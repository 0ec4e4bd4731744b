"""What shares are made of. Pure."""

from __future__ import annotations


def share_in_term(in_term: int, late: int, overdue: int) -> int | None:
    """Whole percent of the answers whose term is over, or that came, which came in term.

    What is overdue counts as not in term: a body can't better its share by not answering.
    What is owed and not yet due counts neither way. None when there is nothing to share.
    """
    due = in_term + late + overdue
    return in_term * 100 // due if due else None
