"""When a requirement is met: one rule for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from ckanext.egov.indicators import rules
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2027, 6, 1, tzinfo=UTC)
FRESH = NOW - timedelta(days=3)
FULL = dict.fromkeys("abcdef", 1.0)
PROOFS = st.sampled_from(["ok", "unreachable", "unchecked"])


@pytest.mark.parametrize(
    ("number", "newest", "cells", "proof", "status", "why"),
    [
        (5, FRESH, None, "ok", "met", ()),
        (5, FRESH, FULL, "ok", "met", ()),
        (5, NOW - timedelta(days=365), None, "ok", "met", ()),
        (5, NOW - timedelta(days=365, seconds=1), None, "ok", "stale", ("old",)),
        (5, FRESH, FULL | {"f": 0}, "ok", "partly", ("gaps",)),
        (5, FRESH, None, "unreachable", "partly", ("unreachable",)),
        (5, FRESH, None, "unchecked", "partly", ("unchecked",)),
        (5, NOW - timedelta(days=400), FULL | {"f": 0}, "ok", "stale", ("old", "gaps")),
        (0, FRESH, None, "ok", "not_yet", ("nothing",)),
        (5, None, None, "ok", "not_yet", ("nothing",)),
    ],
)
def test_status(number, newest, cells, proof, status, why):
    assert rules.judge(number, newest, cells, proof, NOW) == rules.Verdict(status, why)


@given(
    number=st.integers(-1, 3),
    age=st.integers(0, 800),
    cells=st.none() | st.lists(st.integers(0, 2), min_size=6, max_size=6),
    proof=PROOFS,
)
def test_met_needs_all_of_it(number, age, cells, proof):
    matrix = None if cells is None else dict(zip("abcdef", cells, strict=True))
    found = rules.judge(number, NOW - timedelta(days=age), matrix, proof, NOW)
    proven = number > 0 and age <= 365 and proof == "ok" and (cells is None or all(cells))
    assert (found.status == "met") == proven
    assert (found.status == "met") == (found.why == ())


@pytest.mark.parametrize(
    ("statuses", "proof"),
    [
        ({"uz": 200, "ru": 200, "en": 200}, "ok"),
        ({"uz": 200, "ru": 404, "en": 200}, "unreachable"),
        ({"uz": 200, "ru": 302, "en": None}, "unreachable"),
        ({"uz": 0, "ru": 200, "en": 200}, "unreachable"),
        ({"uz": 200, "ru": None, "en": 200}, "unchecked"),
        ({}, "unchecked"),
    ],
)
def test_a_page_proves_something_when_it_opens_in_each_language(statuses, proof):
    assert rules.evidence(statuses) == proof
