"""Classes of a shaded map."""

from ckanext.egov.places.choropleth import classes, step_of
from hypothesis import given
from hypothesis import strategies as st


def test_without_data_there_is_only_the_class_of_none():
    assert [item.label for item in classes([0, 0])] == ["0"]


def test_few_counts_get_a_class_each():
    assert [item.label for item in classes([0, 1, 3])] == ["0", "1", "2", "3"]


def test_classes_are_equally_wide_and_end_at_the_largest_count():
    assert [item.label for item in classes([10])] == ["0", "1–3", "4–6", "7–9", "10"]


@given(st.lists(st.integers(0, 100_000), min_size=1))
def test_every_count_has_exactly_one_class_and_only_zero_has_class_none(counts):
    legend = classes(counts)
    for count in counts:
        fits = [item for item in legend if item.low <= count <= item.high]
        assert len(fits) == 1
        assert (step_of(count, legend) == 0) == (count == 0)
