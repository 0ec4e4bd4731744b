"""What decisions and commitments answer of the requirements of participation."""

from datetime import UTC, datetime, timedelta

import pytest
from ckan.tests.helpers import call_action
from ckanext.egov.indicators import computing
from ckanext.participation.outcomes import indicators

CODES = ("EP08", "EP20", "EP29")
TEXTS = {"en": "It is done."}


@pytest.fixture
def values():
    def at(days=0):
        now = datetime.now(UTC) + timedelta(days=days)
        return {code: indicators.functions()[code](now) for code in CODES}

    return at


@pytest.fixture
def process(open_process):
    return open_process(sectors=["environment"], groups_in_need=["youth"])["process_no"]


def decide(process_no):
    call_action("decision_create", process_no=process_no, texts=TEXTS, decided_on="2026-01-10")


def test_a_decision_alone_is_an_outcome_but_takes_nothing_up(process, values):
    before = values()
    decide(process)
    after = values()
    assert after["EP08"].number == before["EP08"].number + 1
    assert after["EP20"].number == before["EP20"].number
    assert after["EP29"].number == before["EP29"].number


def test_a_decision_with_a_commitment_took_it_up_for_its_sectors_and_groups(process, values):
    before = values()
    decide(process)
    decide(process)
    call_action("commitment_create", process_no=process, texts=TEXTS, due="2031-01-01")
    after = values()
    for code, term in (("EP20", "environment"), ("EP29", "youth")):
        assert after[code].number == before[code].number + 1
        old = before[code].matrix.get(term)
        assert after[code].matrix[term].number == (old.number if old else 0) + 1


def test_what_is_older_than_twelve_months_is_not_counted(process, values):
    decide(process)
    assert [value.number for value in values(days=400).values()] == [0, 0, 0]


def test_the_room_has_registered_them(database):
    assert set(CODES) <= set(computing.functions())
