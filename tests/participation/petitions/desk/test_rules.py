"""What is due first stands first; the last day itself is in time."""

from datetime import date, timedelta

from ckanext.participation.petitions.desk.rules import Task, Urgency, Work, in_order, urgency
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 2)
TASKS = st.builds(
    Task,
    work=st.sampled_from(Work),
    due=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    number=st.integers(1, 99),
    about=st.just({}),
)


def test_last_day_itself_is_in_time():
    assert urgency(TODAY, TODAY) is Urgency.TODAY


def test_day_after_the_last_one_is_late():
    assert urgency(TODAY, TODAY + timedelta(days=1)) is Urgency.LATE


def test_day_before_the_last_one_is_not_yet_urgent():
    assert urgency(TODAY, TODAY - timedelta(days=1)) is Urgency.LATER


@given(st.lists(TASKS))
def test_nothing_that_is_due_later_stands_before_what_is_due_earlier(tasks):
    ordered = in_order(tasks)
    assert [task.due for task in ordered] == sorted(task.due for task in tasks)
    assert sorted(map(repr, ordered)) == sorted(map(repr, tasks))
