"""What an address asks for is shown, or named where this budget has nothing like it."""

from urllib.parse import parse_qs

from ckanext.budgets.pages import choosing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def read(shape, address=""):
    return choosing.read(parse_qs(address), shape)


def test_without_choices_the_newest_year_that_was_spent_is_shown(shape):
    choice = read(shape)
    assert (choice.view, choice.year, choice.phase) == ("treemap", 2023, "executed")
    assert (choice.direction, choice.by, choice.problems) == ("expenditure", "functional", ())


def test_what_a_budget_has_nowhere_is_named(shape):
    choice = read(shape, "year=1066&phase=dreamt&direction=sideways&by=x&view=y&region=z&page=-1")
    assert set(choice.problems) == {"year", "phase", "direction", "by", "view", "region", "page"}
    assert (choice.year, choice.phase, choice.page) == (2023, "executed", 1)


def test_a_part_that_is_not_there_shows_the_whole(shape):
    assert read(shape, "path=07&path=99.9").path == ()
    assert "path" in read(shape, "path=07&path=99.9").problems


def test_at_the_lowest_level_the_rows_are_shown(shape):
    assert read(shape, "path=04&path=04.1&path=04.1.2").view == "rows"
    assert read(shape, "path=04&path=04.1&path=04.1.2&view=lines").view == "lines"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    year=st.sampled_from((2022, 2023)),
    phase=st.sampled_from(("proposed", "approved", "executed")),
    view=st.sampled_from(("treemap", "sunburst", "bars", "lines", "map", "changes", "rows")),
    path=st.sampled_from(((), ("07",), ("07", "07.1"))),
    region=st.sampled_from(("", "1726")),
)
def test_the_address_of_a_choice_leads_back_to_it(shape, year, phase, view, path, region):
    choice = read(shape).but(year=year, phase=phase, view=view, path=path, region=region)
    assert choosing.read(parse_qs(choice.query()[1:]), shape) == choice


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(asked=st.dictionaries(
    st.sampled_from(("view", "year", "phase", "direction", "by", "path", "region", "page")),
    st.lists(st.text(max_size=9), max_size=3),
))  # fmt: skip
def test_whatever_is_asked_something_is_shown(shape, asked):
    choice = choosing.read(asked, shape)
    assert choice.view in choosing.views_of(shape)
    assert choosing.cuts(choice, shape).startswith(f"fiscal_year:{choice.year}|phase:")
