"""Preview pages, without JavaScript."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from tests.egov.publishing.preview.preview_rows import ROWS

pytestmark = pytest.mark.usefixtures("portal")


TEXT = [{"id": "a", "type": "text"}]


def cells(found):
    return [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in found.select("#egov-preview tbody tr")
    ]


def href(found, words):
    return next(link["href"] for link in found.select("a") if words in link.get_text())


def test_the_table_shows_labels_formatted_numbers_and_dates(page, address):
    found = page(address)
    heads = [head.get_text(strip=True) for head in found.select("#egov-preview thead th")]
    assert "Amount of money" in heads
    assert cells(found)[1][:4] == ["Qoʻqon", "1.5", "2026-02-01", "no"]


def test_numbers_follow_the_readers_language_and_stand_right(page, address):
    found = page(f"/ru{address}")
    row = found.select("#egov-preview tbody tr")[1].select("td")
    assert row[1].get_text(strip=True) == "1,5"
    assert "egov-number" in row[1]["class"]
    assert row[2].get_text(strip=True) == "01.02.2026"


def test_a_missing_value_is_said_and_a_long_one_can_be_read_in_full(page, address):
    row = page(address).select("#egov-preview tbody tr")[0].select("td")
    assert "no value" in row[1].get_text()
    assert row[4].select_one("details summary")
    assert "long words " * 29 in row[4].get_text()


def test_the_table_scrolls_in_a_box_that_the_keyboard_reaches_and_that_has_a_name(page, address):
    found = page(address)
    box = found.select_one('[role="region"][tabindex="0"]')
    assert box.select_one("table")
    assert found.find(id=box["aria-labelledby"]).get_text(strip=True) == f"Rows 1 to 50 of {ROWS}"


def test_one_can_walk_to_the_end_and_back_by_links(page, address):
    found, steps = page(address), 0
    while found.select_one('a[rel="next"]'):
        found = page(found.select_one('a[rel="next"]')["href"])
        steps += 1
    assert steps == 5
    assert f"Rows 251 to {ROWS} of {ROWS}" in found.get_text()
    while found.select_one('a[rel="prev"]'):
        found = page(found.select_one('a[rel="prev"]')["href"])
    assert "Rows 1 to 50" in found.get_text()


def test_a_header_sorts_and_says_so(page, address):
    found = page(page(address).select("thead th a")[1]["href"])
    head = found.select("thead th")[1]
    assert head["aria-sort"] == "ascending"
    assert cells(found)[0][1] == "1.5"
    again = page(head.select_one("a")["href"])
    assert again.select("thead th")[1]["aria-sort"] == "descending"
    assert cells(again)[0][1] == "388.5"


def test_a_filter_is_shown_and_can_be_taken_away(page, address):
    found = page(address, column="city", value="Nukus", **{"is": "eq"})
    assert {row[0] for row in cells(found)} == {"Nukus"}
    assert "city is Nukus" in found.select_one(".egov-chips").get_text(" ", strip=True)
    assert len(cells(page(href(found, "Remove this filter")))) == 50


def test_a_second_filter_keeps_the_first(page, address):
    found = page(address, column="city", value="Nukus", **{"is": "eq"})
    kept = [(i["name"], i["value"]) for i in found.select("details form input[type=hidden]")]
    assert kept == [("column", "city"), ("is", "eq"), ("value", "Nukus")]


def test_no_matching_row_offers_all_rows(page, address):
    found = page(address, column="city", value="Atlantis", **{"is": "eq"})
    assert "No row fits" in found.select_one(".egov-empty").get_text()
    assert len(cells(page(href(found, "Show all rows")))) == 50


def test_the_download_has_the_filtered_rows(portal, page, address):
    found = page(address, column="city", value="Nukus", **{"is": "eq"})
    text = portal.get(href(found, "Download these rows")).body
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) == 87
    assert {row["city"] for row in rows} == {"Nukus"}


WRONG = [
    {"sort": "nothing"},
    {"sort": "city; drop table x"},
    {"page": "-1"},
    {"page": "99"},
    {"page": "9" * 30},
    {"limit": "5"},
    {"after": "x"},
    {"order": "up"},
    {"show": "hologram"},
    {"column": "city"},
    {"column": "nothing", "is": "eq", "value": "1"},
    {"column": "amount", "is": "eq", "value": "'; --"},
    {"column": "amount", "is": "words", "value": "1"},
]


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_address_is_400_with_a_message_and_the_table(page, address, query):
    found = page(address, status=400, **query)
    assert found.select_one(".alert-danger li").get_text(strip=True)
    assert len(cells(found)) == 50


@pytest.mark.parametrize("query", [{"x": "nothing"}, {"aggregate": "sum"}, {"kind": "pie"}])
def test_a_wrong_chart_is_400_with_a_message_and_a_chart(page, address, query):
    found = page(address, status=400, show="chart", **query)
    assert found.select_one(".alert-danger li").get_text(strip=True)
    assert found.select_one("svg.egov-chart")


@pytest.mark.parametrize("text", ["\x00", "'", "%", ":x", "\\", "<b>", "😀", "a" * 5000])
def test_no_text_breaks_the_page(page, address, text):
    found = page(address, q=text, column="city", value=text, **{"is": "eq"})
    assert found.select("#egov-preview b") == []


def test_a_chart_has_its_title_its_picture_and_the_same_numbers_as_table(page, address):
    found = page(address, show="chart", x="city", y="amount", aggregate="sum")
    title = "Sum of Amount of money by city"
    assert found.select_one("figure h2").get_text(strip=True) == title
    assert found.select_one("svg.egov-chart > title").get_text() == title
    in_table = [td.get_text(strip=True) for td in found.select("#egov-preview td")]
    assert len(in_table) == 3
    for text in in_table:
        assert any(text in bar.get_text() for bar in found.select("svg rect title"))


def test_the_numbers_of_a_chart_can_be_downloaded(portal, page, address):
    found = page(address, show="chart", x="city")
    text = portal.get(href(found, "Download these numbers")).body
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows[0] == ["city", "Number of rows"]
    assert sum(int(row[1]) for row in rows[1:]) == ROWS


def test_a_chart_of_filtered_rows_says_so(page, address):
    found = page(address, column="city", value="Nukus", **{"is": "eq"})
    chart = page(href(found, "Draw a chart"))
    assert "Only rows that fit the filters" in chart.get_text()
    assert len(chart.select("svg.egov-chart rect")) == 1


@pytest.mark.parametrize("query", [{}, {"show": "chart"}])
def test_no_inline_script_or_style_and_no_double_id(page, address, query):
    found = page(address, **query)
    assert found.select("main [style], main style, main script:not([src]), main [onclick]") == []
    known = [element["id"] for element in found.select("[id]")]
    assert len(known) == len(set(known))
    for label in found.select("#egov-preview label"):
        assert found.find(id=label["for"])


def test_a_part_of_the_page_is_sent_to_a_script_that_asks_for_it(portal, address):
    reply = portal.get(address, headers={"HX-Request": "true"})
    part = BeautifulSoup(reply.text, "html.parser")
    assert part.find(id="egov-preview")
    assert part.find("html") is None
    assert "HX-Request" in reply.headers["Vary"]


@pytest.mark.parametrize("path", ["/dataset/nothing/resource/nothing/preview"])
def test_an_unknown_resource_is_404(page, path):
    page(path, status=404)


def test_a_resource_of_another_dataset_is_404(page, table, make_resource):
    other = make_resource()
    page(f"/dataset/{other['dataset']}/resource/{table['id']}/preview", status=404)


def test_a_resource_without_table_or_shapes_is_404(page, make_resource):
    other = make_resource()
    page(f"/dataset/{other['dataset']}/resource/{other['id']}/preview", status=404)


def test_every_table_gets_its_preview_on_the_resource_page(page, act, table, address):
    views = act("resource_view_list", id=table["id"])
    assert [view["view_type"] for view in views] == ["egov_preview"]
    found = page(f"/dataset/{table['dataset']}/resource/{table['id']}")
    assert len(cells(found)) == 50
    assert found.select_one('#egov-preview a[rel="next"]')["href"].startswith(address)


def test_a_table_made_twice_has_one_preview(act, make_resource):
    resource = make_resource()
    for _time in range(2):
        act(
            "datastore_create",
            resource_id=resource["id"],
            force=True,
            fields=[{"id": "a", "type": "text"}],
        )
    assert len(act("resource_view_list", id=resource["id"])) == 1


def test_a_table_that_was_loaded_past_the_api_gets_its_preview(act, make_resource):
    resource = make_resource()
    act("datastore_create", resource_id=resource["id"], force=True, fields=TEXT)
    for view in act("resource_view_list", id=resource["id"]):
        act("resource_view_delete", id=view["id"])
    dataset = act("package_show", id=resource["dataset"])
    act("resource_create_default_resource_views", resource=dataset["resources"][0],
        package=dataset, create_datastore_views=True)  # fmt: skip
    views = act("resource_view_list", id=resource["id"])
    assert [view["view_type"] for view in views] == ["egov_preview"]
