"""The rule of openness, on plain values."""

from datetime import UTC, datetime

import pytest
from ckanext.egov.publishing.licence import rules
from hypothesis import given
from hypothesis import strategies as st

OPEN = {"od_conformance": "approved"}
CLOSED = {"od_conformance": "rejected", "osd_conformance": "not reviewed"}
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@given(st.text())
def test_open_licence_needs_no_reason(reason):
    assert rules.may_be_public(OPEN, reason)


@pytest.mark.parametrize("licence", [CLOSED, None, {}])
@given(reason=st.text(max_size=9))
def test_closed_or_unknown_licence_with_too_short_a_reason_is_not_public(licence, reason):
    assert not rules.may_be_public(licence, reason)


def test_spaces_are_not_a_reason():
    assert not rules.may_be_public(CLOSED, " " * 50)


def test_closed_licence_with_a_reason_may_be_public():
    assert rules.may_be_public(CLOSED, "Bought from a private company")


def test_open_source_licence_counts_as_open():
    assert rules.is_open({"od_conformance": "not reviewed", "osd_conformance": "approved"})


def test_record_names_who_and_when():
    record = rules.record_of("other-closed", "Bought data", None, "aziza", NOW)
    assert (record.recorded_by, record.recorded_at) == ("aziza", "2026-11-23T09:30:00+00:00")


def test_record_stays_while_licence_and_reason_stay():
    old = rules.ClosedLicenceRecord("other-closed", "Bought data", "aziza", "2025-01-01")
    assert rules.record_of("other-closed", "Bought data", old, "bobur", NOW) is old


@pytest.mark.parametrize(
    ("licence_id", "reason"), [("cc-nc", "Bought data"), ("other-closed", "X")]
)
def test_record_is_new_when_licence_or_reason_changes(licence_id, reason):
    old = rules.ClosedLicenceRecord("other-closed", "Bought data", "aziza", "2025-01-01")
    assert rules.record_of(licence_id, reason, old, "bobur", NOW).recorded_by == "bobur"
