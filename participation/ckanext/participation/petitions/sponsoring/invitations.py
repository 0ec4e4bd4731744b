"""The invitation that a creator hands to supporters: who has it may see the petition and join."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.accounts import secrets
from ckanext.egov.answers import obligations

from .. import lifecycle, model, rules
from ..ending import endings
from . import gate


def petition_of(invitation: str) -> Any:
    """The petition that an invitation leads to; ObjectNotFound when there is none."""
    kept = secrets.normalise(invitation)
    table = model.Petition
    query = sa.select(table).where(table.invitation == kept, table.state != "removed")
    found = core_model.Session.scalars(query).one_or_none() if kept else None
    if found is None:
        raise tk.ObjectNotFound(tk._("This is not an invitation. Copy all of its letters."))
    return found


def described(petition: Any) -> dict[str, Any]:
    """What somebody who was invited sees: the texts, and how many stand behind it."""
    process = lifecycle.process(petition)
    terms = rules.terms_of(process.rules)
    names = ("process_no", "state", "language", "title", "background", "details", "creator_name")
    return {
        **{name: getattr(petition, name) for name in names},
        "body": obligations.body_name(process.body),
        "sponsors": gate.count(petition.process_no),
        "sponsors_needed": terms.sponsors,
        "sponsors_most": terms.sponsors_most,
        "last_day": _last_day(petition, process),
        "ending": endings.of(petition),
        "is_looking": is_looking(petition, process),
    }


def is_looking(petition: Any, process: Any) -> bool:
    """Whether one more person may join: some more than are needed, as some may take it back."""
    terms = rules.terms_of(process.rules)
    in_time = process.closes_at is not None and model.now() < process.closes_at
    most = max(terms.sponsors, terms.sponsors_most)
    return petition.state in rules.INVITED and in_time and gate.count(petition.process_no) < most


def _last_day(petition: Any, process: Any) -> str | None:
    if petition.state not in rules.INVITED or process.closes_at is None:
        return None
    return rules.last_day(process.closes_at, lifecycle.zone()).isoformat()
