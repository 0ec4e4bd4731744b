"""Pages of sectors, groups in need and regions."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from ckanext.egov import vocabularies

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def page(portal):
    def get(path, status=200):
        return BeautifulSoup(portal.get(path, status=status).text, "html.parser")

    return get


PAGES = [
    "/sector",
    "/sector/health",
    "/group-in-need",
    "/group-in-need/women",
    "/region",
    "/region/1735",
    "/region/1703202",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_and_one_sentence_that_says_what_can_be_done(page, path):
    found = page(path)
    assert len(found.select("h1")) == 1
    assert len(found.select(".egov-lead")) == 1
    assert found.select_one(".egov-lead").get_text(strip=True)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_offers_itself_as_data(portal, page, path):
    link = page(path).select_one(".egov-as-data a")["href"]
    assert portal.get(link, status=200).json["success"] is True


@pytest.mark.parametrize("path", PAGES)
def test_no_inline_script_or_style_is_needed(page, path):
    main = page(path).select_one("main")
    assert main.select("[style], style, script:not([src]), [onclick]") == []


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique(page, path):
    ids = [element["id"] for element in page(path).select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/sector/astrology", "/sector/health"),
        ("/group-in-need/nobody", "/group-in-need/women"),
        ("/region/9999", "/region/1735"),
    ],
)
def test_an_unknown_code_is_404_with_the_list_to_choose_from(page, path, links):
    found = page(path, status=404)
    assert found.select_one(f'main a[href="{links}"]')
    assert path.rsplit("/", 1)[1] in found.select_one(".alert").get_text()


@pytest.mark.parametrize("number", ["-1", "0", "abc", "99999999999999999999", "١"])
def test_a_wrong_page_number_is_400_with_a_message_and_the_first_page(page, number):
    found = page(f"/sector/health?page={number}", status=400)
    assert number in found.select_one(".alert").get_text()
    assert len(found.select("h1")) == 1


def test_what_was_typed_is_shown_as_text_not_as_markup(page):
    found = page("/sector/%3Cb%3Ebold%3C%2Fb%3E", status=404)
    assert found.select(".alert b") == []


def test_the_map_links_to_all_fourteen_regions_without_scripts(page):
    links = [link["href"] for link in page("/region").select("svg.egov-map a")]
    assert sorted(links) == [f"/region/{place.code}" for place in vocabularies.regions()]


def test_each_region_on_the_map_has_a_name_and_a_number(page):
    for link in page("/region").select("svg.egov-map a"):
        assert link["aria-label"] == link.select_one("title").get_text()
        assert any(letter.isdigit() for letter in link["aria-label"])


def test_the_numbers_of_the_map_are_in_a_table_too(page):
    found = page("/region")
    rows = found.select("main table tbody tr")
    assert len(rows) == 14
    on_map = {link["href"]: link["aria-label"] for link in found.select("svg.egov-map a")}
    for row in rows:
        number = row.select_one("td").get_text(strip=True)
        assert f": {number} " in on_map[row.select_one("a")["href"]]


def test_region_names_come_in_the_readers_script(page):
    labels = [link["aria-label"] for link in page("/uz_Cyrl/region").select("svg.egov-map a")]
    assert any("Андижон вилояти" in label for label in labels)


def test_a_region_page_lists_its_districts(page):
    links = [link["href"] for link in page("/region/1735").select("main a")]
    for district in vocabularies.districts("1735", on=date.today()):
        assert f"/region/{district.code}" in links


def test_a_district_page_leads_back_to_its_region(page):
    links = [link["href"] for link in page("/region/1703202").select(".breadcrumb a")]
    assert "/region/1703" in links


def test_a_dataset_appears_on_the_pages_of_its_terms(page, make_dataset, body):
    dataset = make_dataset(sectors=["science"], region="1724", groups_in_need=["youth"])
    for path in ("/sector/science", "/region/1724", "/group-in-need/youth"):
        found = page(path)
        links = [link["href"] for link in found.select("main a")]
        assert f"/dataset/{dataset['name']}" in links
        assert f"/organization/{body['name']}" in links


def test_a_place_without_data_offers_the_next_best_thing(page):
    empty = next(
        place.code
        for place in vocabularies.districts("1712")
        if not page(f"/region/{place.code}").select("main .egov-dataset")
    )
    found = page(f"/region/{empty}").select_one(".egov-empty")
    assert found.select_one("a")["href"].startswith("/dataset")
