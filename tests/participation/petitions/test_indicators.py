"""What petitions say for the indicators: counted from what happened, and by nobody's hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.model as core_model
import pytest
import sqlalchemy as sa


@pytest.fixture
def clock(database):
    """The moment of the database."""
    from ckanext.participation.petitions import model

    return model.now()


def value(code: str, at: Any) -> Any:
    from ckanext.egov.indicators import computing

    return computing.compute(code, at)


def sign(number: int, hour: Any, total: int) -> None:
    row = sa.text(
        "INSERT INTO participation_count_hour (process_no, feature, subject, hour, total)"
        " VALUES (:number, 'sign', '', date_trunc('hour', CAST(:hour AS timestamptz)), :total)"
    )
    core_model.Session.execute(row, {"number": number, "hour": hour, "total": total})
    core_model.Session.commit()


def test_signatures_of_a_year_are_contributions(opened, clock):
    number, before = opened(), value("EP07", clock).number
    sign(number, clock - timedelta(hours=2), 7)
    sign(number, clock - timedelta(days=400), 1000)
    found = value("EP07", clock)
    assert found.number == before + 7
    assert found.newest is not None


def test_a_published_petition_is_a_collective_appeal_and_a_local_one_counts_twice(opened, clock):
    from ckanext.participation.petitions import model

    before = {code: value(code, clock).number for code in ("EP28", "LP08")}
    opened()
    after = {code: value(code, model.now()).number for code in ("EP28", "LP08")}
    assert after == {code: number + 1 for code, number in before.items()}


def test_what_was_published_long_ago_no_longer_counts(opened, clock):
    opened()
    later = clock + timedelta(days=366)
    assert (value("EP28", later).number, value("LP08", later).number) == (0, 0)


def test_a_petition_that_is_not_published_counts_nowhere(make, clock):
    before = value("LP08", clock).number
    make()
    assert value("LP08", clock).number == before


def test_the_page_of_the_evidence_is_readable_by_anybody(portal, clock):
    for code in ("EP07", "EP28", "LP08"):
        assert portal.get(value(code, clock).url).status_code == 200, code


def test_every_part_has_a_name_in_the_catalogue(opened, clock):
    from ckanext.egov.indicators import catalogue

    for code in ("EP28", "LP08"):
        assert set(value(code, clock).parts) <= set(catalogue.indicators()[code].parts), code
