"""The lists of loud sources name what may be named, and nothing that is forgotten."""

from __future__ import annotations

import ckan.model as core_model
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action

NUMBER = 987_654_321


@pytest.fixture
def loud(database):
    """A network that is no longer kept, and a domain, each with requests of this hour."""
    row = sa.text(
        "INSERT INTO petition_trend (kind, hour, process_no, key, asked, confirmed)"
        " VALUES (:kind, date_trunc('hour', clock_timestamp()), :number, :key, 9, 3)"
        " ON CONFLICT DO NOTHING"
    )
    for kind, key in (("network", "c4" * 12), ("domain", "loud.example")):
        core_model.Session.execute(row, {"kind": kind, "number": NUMBER, "key": key})
    core_model.Session.commit()


def sources(kind: str) -> list[str]:
    found = call_action("petition_trend_list", kind=kind, process_no=NUMBER)
    return [row["source"] for row in found["results"]]


def test_a_domain_is_named(loud):
    assert sources("domain") == ["loud.example"]


def test_a_network_that_is_no_longer_kept_has_no_name_and_no_key(loud):
    assert sources("network") == [""]
