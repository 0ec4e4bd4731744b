"""Which petition a closed one points to, and which pointed to an open one."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.participation.counters import lists

from ..model import Petition
from ..rules import SIGN


def other_of(petition: Any) -> dict[str, Any] | None:
    """The petition that asks for the same and stayed open; None for most."""
    if petition.duplicate_of is None:
        return None
    return _shown(core_model.Session.get_one(Petition, petition.duplicate_of))


def joined_to(petition: Any) -> list[dict[str, Any]]:
    """The petitions that were closed for this one, each with its own count: none is added."""
    query = sa.select(Petition).where(Petition.duplicate_of == petition.process_no)
    found: Any = core_model.Session.scalars(query.order_by(Petition.process_no)).all()
    totals = lists.totals([each.process_no for each in found], SIGN)
    return [_shown(each) | {"count": totals.get(each.process_no, 0)} for each in found]


def _shown(petition: Any) -> dict[str, Any]:
    number = petition.process_no
    return {
        "process_no": number,
        "title": petition.title,
        "url": tk.h.url_for("petitions.read", process_no=number, qualified=True),
    }
