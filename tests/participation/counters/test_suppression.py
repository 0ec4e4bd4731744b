"""Nobody can compute a cell that was left out, not even who knows the rule and the total."""

from collections import defaultdict
from itertools import product

import pytest
from ckanext.participation.counters.suppression import hidden_while_counting, suppressed
from hypothesis import given
from hypothesis import strategies as st

CELLS = st.lists(st.integers(0, 60), min_size=2, max_size=15)
LEAST = st.integers(3, 20)


def computable(suppress, least, size, total_up_to):
    """Tables with a hidden cell that only one table with the same total explains."""
    seen = defaultdict(list)
    for cells in product(range(total_up_to + 1), repeat=size):
        if sum(cells) <= total_up_to:
            seen[sum(cells), tuple(suppress(cells, least))].append(cells)
    return [
        (shown, possible)
        for (_, shown), possible in seen.items()
        for place, cell in enumerate(shown)
        if cell is None and len({cells[place] for cells in possible}) == 1
    ]


@pytest.mark.parametrize(
    ("least", "size", "total_up_to"),
    [(3, 2, 14), (3, 3, 14), (3, 4, 12), (4, 3, 18), (5, 4, 12), (6, 3, 20), (10, 3, 30)],
)
def test_no_table_lets_a_hidden_cell_be_computed(least, size, total_up_to):
    assert computable(suppressed, least, size, total_up_to) == []


def _small_ones_only(cells, least):
    return [None if 0 < cell < least else cell for cell in cells]


def _one_companion(cells, least):
    """The first of several equal companions alone: its place gives it away."""
    shown = _small_ones_only(cells, least)
    rest = [place for place, cell in enumerate(shown) if cell]
    if None in shown and rest:
        shown[min(rest, key=lambda place: (cells[place], place))] = None
    return shown


@pytest.mark.parametrize("mutant", [_small_ones_only, _one_companion])
def test_a_weaker_rule_is_found_out(mutant):
    assert computable(mutant, 3, 3, 14)


@given(CELLS, LEAST)
def test_no_small_cell_is_published(cells, least):
    assert all(not cell or cell >= least for cell in suppressed(cells, least))


@given(CELLS, LEAST)
def test_what_is_published_is_true(cells, least):
    shown = suppressed(cells, least)
    assert all(cell in (None, real) for cell, real in zip(shown, cells, strict=True))


@given(CELLS, LEAST)
def test_hidden_cells_hold_different_numbers_or_are_the_whole_table(cells, least):
    shown = suppressed(cells, least)
    hidden = {real for cell, real in zip(shown, cells, strict=True) if cell is None}
    assert len(hidden) != 1 or all(cell is None for cell in shown)


@given(CELLS, LEAST, st.randoms())
def test_the_order_of_rows_decides_nothing(cells, least, random):
    places = list(range(len(cells)))
    random.shuffle(places)
    mixed = suppressed([cells[place] for place in places], least)
    assert mixed == [suppressed(cells, least)[place] for place in places]


@given(st.lists(st.sampled_from([0, 20, 35]), min_size=2, max_size=15))
def test_nothing_is_hidden_where_nothing_is_small(cells):
    assert suppressed(cells, 10) == cells


def _while_counting(cells, least):
    out = hidden_while_counting(cells, least)
    return [None if gone else cell for cell, gone in zip(cells, out, strict=True)]


@given(CELLS, LEAST)
def test_what_the_dataset_leaves_out_was_never_shown_before(cells, least):
    before, after = _while_counting(cells, least), suppressed(cells, least)
    assert all(early is None for early, late in zip(before, after, strict=True) if late is None)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=15), LEAST, st.data())
def test_who_watches_never_sees_a_region_vanish_when_its_first_act_comes(cells, least, data):
    """One more act among two or more small regions: what was shown does not say in which."""
    small = [place for place, cell in enumerate(cells) if cell + 1 < least]
    if len(small) < 2:
        return
    one, other = data.draw(st.permutations(small).map(lambda places: places[:2]))
    views = []
    for place in (one, other):
        after = list(cells)
        after[place] += 1
        views.append((_while_counting(cells, least), _while_counting(after, least)))
    assert views[0] == views[1]
