"""How many signatures on paper there are: only what two officials have seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.process.model import Process

from .. import rules
from .model import Paper
from .rules import PaperState

CONFIRMED = Paper.state == PaperState.CONFIRMED.value


def totals(numbers: Iterable[int]) -> dict[int, int]:
    """The confirmed signatures on paper of each of these petitions that has some."""
    query = (
        sa.select(Paper.process_no, sa.func.sum(Paper.signatures))
        .where(Paper.process_no.in_(list(numbers)), CONFIRMED)
        .group_by(Paper.process_no)
    )
    return {row[0]: int(row[1]) for row in core_model.Session.execute(query)}


def counting_totals(numbers: Sequence[int]) -> dict[int, int]:
    """The same of those petitions whose frozen rules let paper count for thresholds."""
    query = sa.select(Process.process_no, Process.rules).where(Process.process_no.in_(numbers))
    found = core_model.Session.execute(query).all()
    return totals(number for number, declared in found if rules.terms_of(declared).paper_counts)


def by_district(process_no: int) -> list[dict[str, Any]]:
    """Confirmed sheets and signatures of a petition by district."""
    sheets, signatures = (sa.func.sum(column) for column in (Paper.sheets, Paper.signatures))
    query = (
        sa.select(Paper.district, sheets, signatures)
        .where(Paper.process_no == process_no, CONFIRMED)
        .group_by(Paper.district)
        .order_by(Paper.district)
    )
    return [
        {"district": district, "sheets": int(sheets), "signatures": int(signatures)}
        for district, sheets, signatures in core_model.Session.execute(query)
    ]
