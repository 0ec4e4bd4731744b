"""The line of the last year."""

from datetime import date, timedelta

from ckanext.egov.indicators import history
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2028, 2, 28)


def test_one_value_is_no_line():
    assert history.line([DAY], [1]) is None


@given(st.lists(st.floats(0, 1e9), min_size=2, max_size=30))
def test_every_point_lies_inside_the_picture_and_days_run_to_the_right(numbers):
    days = [DAY + timedelta(days=number) for number in range(len(numbers))]
    drawn = history.line(days, numbers)
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.points)
    assert list(drawn.points) == sorted(drawn.points, key=lambda point: point[0])
