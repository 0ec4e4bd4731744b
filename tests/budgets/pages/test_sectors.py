"""The six sectors: which functions count, and what a budget does not tell apart."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from ckan.tests.helpers import call_action
from ckanext.budgets.pages import indicators

from .conftest import LINES, Fact

EXPECTED = {
    "health": LINES["07.1"] + LINES["07.3"],
    "education": LINES["09.1"],
    "employment": LINES["04.1.2"] + LINES["10.5"],
    "social_protection": LINES["10.2"],
    "environment": LINES["05.1"],
    "justice": LINES["03.3"],
}
NOW = datetime(2024, 5, 1, tzinfo=UTC)


def told(sector, budget):
    found = call_action("budget_sector_show", id=sector)["budgets"]
    return next((item for item in found if item["name"] == budget["name"]), None)


@pytest.mark.parametrize("sector", EXPECTED)
def test_a_sector_is_the_sum_of_its_functions(budget, sector):
    found = told(sector, budget)
    first = next(row for row in found["years"] if (row["year"], row["phase"]) == (2022, "proposed"))
    assert Decimal(first["amount"]) == EXPECTED[sector] * Decimal(9)
    assert (found["newest"], found["phase"]) == (2023, "executed")
    assert found["missing"] == []


def test_what_a_budget_does_not_tell_apart_is_named(make_budget):
    lump = [Fact(2, 2022, "executed", 10_000, {"functional:1": ("10", "Social protection")})]
    budget = make_budget(lump, levels=("functional:1",))
    assert told("social_protection", budget)["missing"] == ["10.5"]
    assert told("employment", budget) is None


def test_a_mapping_of_departments_counts_before_functions(make_budget):
    mapped = [Fact(2, 2022, "executed", 10_000, {"sector:1": ("health", "Health")})]
    budget = make_budget(mapped, levels=("sector:1",), taxonomies={})
    assert told("health", budget)["amount"] == "100.00"
    assert told("education", budget) is None


@pytest.mark.parametrize("sector", EXPECTED)
def test_every_sector_has_its_page_and_files(portal, budget, sector):
    assert budget["name"] in portal.get(f"/en/budget/sector/{sector}").body
    assert "2023" in portal.get(f"/en/budget/sector/{sector}.csv").get_data(as_text=True)
    assert portal.get(f"/en/budget/sector/{sector}.json").json["sector"] == sector


def test_another_sector_has_no_page(portal):
    portal.get("/en/budget/sector/transport", status=404)


def test_sectors_with_spending_of_the_last_year_count(budget):
    value = indicators.by_sector(NOW)
    assert value.number == len(EXPECTED)
    assert value.matrix["health"].newest == datetime(2023, 12, 31, tzinfo=UTC)
    assert indicators.by_sector(datetime(2026, 1, 2, tzinfo=UTC)).number == 0
    assert indicators.by_area(datetime(2026, 1, 2, tzinfo=UTC)).number == len(EXPECTED)
