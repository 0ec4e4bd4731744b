"""Two people look at each sheet, and what was taken out stays out."""

from ckanext.participation.petitions.paper.rules import (
    PaperState,
    confirming,
    needed_by_sheets,
    withdrawing,
)
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.text(min_size=1, max_size=8)


@given(state=st.sampled_from(PaperState), first=NAMES, second=NAMES)
def test_only_another_official_confirms_and_only_what_waits(state, first, second):
    allowed = state == PaperState.ENTERED and first != second
    assert (confirming(state, first, second) is None) == allowed


@given(state=st.sampled_from(PaperState))
def test_what_is_not_withdrawn_can_be(state):
    assert (withdrawing(state) is None) == (state != PaperState.WITHDRAWN)


@given(sheets=st.integers(1, 999), more=st.integers(0, 999))
def test_each_sheet_has_a_signature_at_least(sheets, more):
    assert needed_by_sheets(sheets + more, sheets)
    assert not needed_by_sheets(sheets - 1, sheets)
