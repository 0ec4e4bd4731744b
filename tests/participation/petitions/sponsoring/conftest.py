"""Petitions that look for sponsors, and people who stand behind them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.participation.petitions.conftest import (  # noqa: F401
    confirmation,
    district,
    letter,
    make,
    written,
)

PEOPLE = itertools.count(1)
ACT = """
INSERT INTO participation_act (process_no, feature, person_key, level, region, district, salt,
    commitment, leaf_hash, acted_at)
VALUES (:number, 'sponsor', sha256(:who), 1, '1726', '1726262', '\\x02', sha256(:who),
    sha256(:who), clock_timestamp()) RETURNING act_id
"""
PERSON = """
INSERT INTO participation_person (act_id, name, email, language, wants_news)
VALUES (:act_id, :name, :email, 'uz', true)
"""


@pytest.fixture(scope="module")
def looking(make) -> Callable[..., int]:  # noqa: F811
    """Write and confirm a petition, which then looks for sponsors; its number."""
    from ckan.tests.helpers import call_action

    def petition(**typed: Any) -> int:
        made = make(**typed)
        call_action("petition_confirm", **confirmation(made))
        return made["process_no"]

    return petition


def join(number: int, people: int) -> list[int]:
    """Let so many people stand behind a petition, as the booth writes it; their acts."""
    import ckan.model as core_model
    import sqlalchemy as sa
    from ckanext.egov.keys import personal

    acts = []
    for _ in range(people):
        who = f"{number}-{next(PEOPLE)}"
        values = {"number": number, "who": who.encode()}
        act_id = core_model.Session.scalar(sa.text(ACT), values)
        person = {
            "act_id": act_id,
            "name": personal.seal(number, "name", "Oygul"),
            "email": personal.seal(number, "email", f"oygul{who}@example.uz"),
        }
        core_model.Session.execute(sa.text(PERSON), person)
        acts.append(act_id)
    core_model.Session.commit()
    return acts


def state(number: int) -> str:
    """Where a petition stands now."""
    import ckan.model as core_model
    from ckanext.participation.petitions import model

    core_model.Session.rollback()
    return model.find(number).state


def invitation(number: int) -> str:
    """What its creator hands out."""
    from ckanext.participation.petitions import model, tokens

    return tokens.shown(model.find(number).invitation)
