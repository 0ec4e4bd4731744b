"""Cases as the database knows them: locked while something is decided about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from .model import Case
from .rules import Facts


def now() -> datetime:
    """The clock of the database, which is the same for everyone."""
    return model.Session.scalars(sa.select(sa.func.clock_timestamp())).one()


def find(case_id: int) -> Any:
    """A case as it is now; ObjectNotFound when there is none."""
    return _one(sa.select(Case).where(Case.case_id == case_id))


def lock(case_id: int) -> Any:
    """A case that nobody else can change before this transaction ends."""
    return _one(sa.select(Case).where(Case.case_id == case_id).with_for_update())


def _one(query: sa.Select[tuple[Case]]) -> Any:
    found = model.Session.scalars(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such case."))
    return found


def facts(case: Any) -> Facts:
    """What the rules need to know of a case."""
    return Facts(
        state=case.state,
        held_by=case.held_by,
        held_until=case.held_until,
        not_by=case.not_by,
        decided_at=case.decided_at,
    )


def appeal_of(case_id: int) -> Any:
    """The appeal against a decision, if there is one."""
    query = sa.select(Case).where(Case.appeals == case_id)
    return model.Session.scalars(query.execution_options(populate_existing=True)).first()
