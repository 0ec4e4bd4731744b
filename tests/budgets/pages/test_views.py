"""Pages of budgets: the numbers of the actions, in words and pictures, whatever is asked."""

import csv
import io
import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from ckan.tests.helpers import call_action
from ckanext.budgets.pages import choosing

from .conftest import LINES, Fact

VIEWS = ("treemap", "sunburst", "bars", "lines", "flow", "map", "changes", "amended", "rows")


def page(portal, address, status=200):
    reply = portal.get(address, status=status)
    return BeautifulSoup(reply.body, "html.parser")


def rows_of(portal, address):
    text = portal.get(address).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


def address(budget, query="", end=""):
    return f"/en/budget/{budget['name']}/view{end}{query}"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_finding_a_picture_and_the_numbers(portal, budget, view):
    seen = page(portal, address(budget, f"?view={view}"))
    assert seen.select_one("#finding").get_text(strip=True)
    assert bool(seen.select("main figure svg")) == (view != "rows")
    assert seen.select("#numbers tbody tr")


@pytest.mark.parametrize("view", VIEWS)
def test_the_table_of_a_page_is_what_the_action_says(portal, budget, view):
    told = portal.get("/api/3/action/budget_view_show", query_string={
        "id": budget["name"], "view": view}).json["result"]  # fmt: skip
    found = json.loads(portal.get(address(budget, f"?view={view}", ".json")).body)
    assert found["rows"] == told["rows"]
    shown = page(portal, address(budget, f"?view={view}")).select("#numbers tbody tr")
    assert len(shown) == len(told["rows"]) == len(rows_of(portal, address(
        budget, f"?view={view}", ".csv"))) - 1  # fmt: skip


@pytest.mark.usefixtures("with_request_context")
def test_parts_sum_to_the_total_at_every_level(budget):
    whole = call_action("budget_view_show", id=budget["name"], year="2022", phase="proposed")
    assert sum(Decimal(row[1]) for row in whole["rows"]) == Decimal(whole["total"][1])
    assert Decimal(whole["total"][1]) == sum(LINES.values()) * Decimal(9)
    health = call_action(
        "budget_view_show", id=budget["name"], year="2022", phase="proposed", path=["07"]
    )
    assert Decimal(health["total"][1]) == (LINES["07.1"] + LINES["07.3"]) * Decimal(9)


def test_a_part_leads_to_what_it_is_made_of(portal, budget):
    seen = page(portal, address(budget))
    link = seen.select_one("#numbers tbody th a")["href"]
    below = page(portal, link)
    assert "path=" in link
    assert below.select_one(".money-way [aria-current]")
    assert below.select_one(".money-about")


def test_a_choice_that_is_nowhere_is_named_and_the_page_shown(portal, budget):
    seen = page(portal, address(budget, "?year=1066"), 400)
    assert "year" in seen.select_one(".alert").get_text()
    assert seen.select("#numbers tbody tr")
    portal.get(address(budget, "?year=1066", ".csv"), status=400)


def test_a_year_without_that_phase_shows_the_nearest(portal, make_budget):
    found = [
        Fact(2, 2022, "executed", 100, {"functional:1": ("07", "Health")}),
        Fact(3, 2023, "approved", 100, {"functional:1": ("07", "Health")}),
    ]
    budget = make_budget(found, levels=("functional:1",))
    seen = page(portal, address(budget, "?year=2023&phase=executed"))
    assert "Approved, 2023" in seen.select_one(".alert").get_text()


def test_sums_that_would_count_twice_are_refused_with_what_to_choose(portal, make_budget):
    found = [
        Fact(2, 2022, "executed", 100,
             {"fund:1": ("a", "First fund"), "functional:1": ("07", "Health")}),
        Fact(3, 2022, "executed", 100,
             {"fund:1": ("b", "Second fund"), "functional:1": ("07", "Health")}),
    ]  # fmt: skip
    budget = make_budget(found, levels=("fund:1", "functional:1"), exclusive=("fund:1",))
    seen = page(portal, address(budget))
    assert "may not be added" in seen.select_one("figure .alert").get_text()
    assert seen.select_one("figure .alert a[href*='by=fund']")
    assert not seen.select("#numbers")


def test_a_budget_that_is_not_there_has_no_page(portal):
    portal.get("/en/budget/no-such-budget/view", status=404)
    assert "no-such-budget" in page(portal, "/en/budget?budget=no-such-budget", 404).get_text()


def test_a_dataset_without_amounts_has_no_page(portal, make_budget, tmp_path):
    from ckanext.budgets.cube import files

    budget = make_budget()
    files.forget(budget["resources"][0]["id"])
    portal.get(address(budget), status=404)


def test_others_may_frame_a_view_and_get_no_cookie(portal, budget):
    reply = portal.get(address(budget, "?view=sunburst", "/embed"))
    assert "frame-ancestors *" in reply.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in reply.headers
    assert "Set-Cookie" not in reply.headers


def test_a_view_has_a_card_where_it_is_shared(portal, budget):
    seen = page(portal, address(budget))
    card = seen.select_one("meta[property='og:image']")["content"]
    reply = portal.get(card[card.index("/en/") :] if "/en/" in card else card)
    assert reply.headers["Content-Type"] == "image/png"
    assert reply.data[:8] == b"\x89PNG\r\n\x1a\n"


def test_who_asks_again_gets_nothing_new(portal, budget):
    first = portal.get(address(budget))
    again = portal.get(
        address(budget), headers={"If-None-Match": first.headers["ETag"]}, status=304
    )
    assert again.data == b""


def test_the_first_page_lists_every_budget(portal, budget):
    seen = page(portal, "/en/budget")
    assert seen.select_one(f"a[href='/en/budget/{budget['name']}/view']")


def test_a_cut_keeps_the_chosen_region_and_way(shape):
    choice = choosing.read({"path": ["07"], "region": ["1726"]}, shape)
    assert choosing.cuts(choice, shape).endswith("functional:1:07|geo:1:1726")
