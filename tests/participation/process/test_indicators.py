"""What processes answer of the requirements of participation."""

from datetime import UTC, datetime, timedelta

import pytest
from ckanext.egov.indicators import computing
from ckanext.participation.process import indicators

CODES = ("EP01", "EP06", "EP18", "EP19", "LP14")


@pytest.fixture
def values():
    """The indicators at this moment, or after some days."""

    def at(days=0):
        now = datetime.now(UTC) + timedelta(days=days)
        return {code: indicators.functions()[code](now) for code in CODES}

    return at


def test_an_open_process_is_counted_as_open_announced_and_to_come(open_process, values):
    before = values()
    open_process(sectors=["health"], region="1726", days=3)
    after = values()
    for code in ("EP01", "EP18", "LP14"):
        assert after[code].number == before[code].number + 1, code
    old = before["EP18"].matrix.get("health")
    assert after["EP18"].matrix["health"].number == (old.number if old else 0) + 1
    assert after["EP01"].newest <= datetime.now(UTC)


def test_a_process_is_held_when_it_is_closed_and_no_longer_open(open_process, values):
    from ckan.tests.helpers import call_action

    process = open_process(sectors=["justice"], days=3)
    before = values()
    call_action("process_close", process_no=process["process_no"], reason="Enough was said.")
    after = values()
    assert after["EP01"].number == before["EP01"].number - 1
    assert after["EP19"].number == before["EP19"].number + 1
    assert after["EP19"].matrix["justice"].number >= 1


def test_what_is_older_than_twelve_months_is_not_counted(open_process, values):
    open_process(sectors=["health"], days=3)
    assert values(days=400)["EP18"].number == 0
    assert values(days=400)["EP06"].number == 0


def test_a_draft_is_nobodys_business(make_process, values):
    before = values()
    make_process(sectors=["health"])
    after = values()
    assert [after[code].number for code in CODES] == [before[code].number for code in CODES]


def test_the_room_has_registered_them(database):
    assert set(CODES) <= set(computing.functions())
