"""Sheets are entered, confirmed by a second official, and withdrawn, in the caller's transaction.

What the public count of paper becomes or loses is an event of the petition, and so stands in its
public record.
"""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.process import recording

from ..model import now
from .model import Paper
from .rules import PaperState


def find(paper_id: int) -> Any:
    """An entry, held until the transaction ends; None when there is none."""
    query = sa.select(Paper).where(Paper.paper_id == paper_id).with_for_update()
    return core_model.Session.scalars(query.execution_options(populate_existing=True)).first()


def of(process_no: int) -> list[Any]:
    """All entries of a petition, the newest first."""
    query = sa.select(Paper).where(Paper.process_no == process_no)
    return list(core_model.Session.scalars(query.order_by(Paper.paper_id.desc())))


def enter(official: str, said: dict[str, Any]) -> Any:
    """Write down what is on the sheets; nothing counts yet."""
    made = Paper(entered_by=official, **said)
    core_model.Session.add(made)
    core_model.Session.flush()
    core_model.Session.refresh(made)
    return made


def confirm(entry: Any, official: str) -> None:
    """A second official has seen the same on the sheets: it is shown from now on."""
    entry.state = PaperState.CONFIRMED.value
    entry.confirmed_by, entry.confirmed_at = official, now()
    core_model.Session.flush()
    recording.record(entry.process_no, "paper_confirmed", _details(entry))


def withdraw(entry: Any, official: str, reason: dict[str, str]) -> None:
    """Take an entry out again; everybody reads why, when it was shown."""
    was_shown = entry.state == PaperState.CONFIRMED
    entry.state = PaperState.WITHDRAWN.value
    entry.withdrawn_by, entry.withdrawn_at, entry.withdraw_reason = official, now(), reason
    core_model.Session.flush()
    if was_shown:
        details = _details(entry) | {"reason": reason}
        recording.record(entry.process_no, "paper_withdrawn", details)


def _details(entry: Any) -> dict[str, Any]:
    return {
        "paper": entry.paper_id,
        "district": int(entry.district),
        "sheets": entry.sheets,
        "signatures": entry.signatures,
    }
