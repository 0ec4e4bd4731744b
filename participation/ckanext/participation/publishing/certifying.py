"""Certifying a process: its count is final, and what could tell who acted is destroyed."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.accounts import peppers
from ckanext.egov.answers import obligations
from ckanext.participation.process import recording
from ckanext.participation.publishing import model

# Who asked for news keeps an address for them; nobody keeps a name or a telephone number.
FORGET = (
    "DELETE FROM participation_act_request WHERE process_no = :process_no",
    "DELETE FROM participation_letters WHERE process_no = :process_no",
    """
    UPDATE participation_person AS person SET name = NULL, phone = NULL,
        email = CASE WHEN wants_news THEN email END
    FROM participation_act AS act
    WHERE act.act_id = person.act_id AND act.process_no = :process_no
    """,
)


def certify(publication: Any) -> None:
    """Note that the count is final, in the caller's transaction; twice is once."""
    if publication.certified_at is None:
        publication.certified_at = obligations.now()
        core_model.Session.flush()
        recording.record(publication.process_no, "certified", {})


def drop_identities(process_no: int) -> None:
    """Destroy the pepper and forget names; safe to do twice, and again after a crash.

    Without the pepper nobody can act or withdraw any more, and no key tells whose it is.
    """
    peppers.destroy(process_no)
    for statement in FORGET:
        core_model.Session.execute(sa.text(statement), {"process_no": process_no})
    publication = model.find(process_no)
    if publication is not None:
        publication.identities_dropped_at = obligations.now()
    core_model.Session.commit()
