"""Pages: one heading, plain words, links in place of forms, nothing empty."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from ckanext.egov.theme import languages


@pytest.fixture(scope="module")
def page(portal, dataset):
    def read(path: str, status: int = 200) -> BeautifulSoup:
        answer = portal.get(path, status=status, follow_redirects=True)
        return BeautifulSoup(answer.body, "html.parser")

    return read


@pytest.fixture(scope="module")
def paths(dataset, publisher):
    resource = dataset["resources"][0]["id"]
    name, body = dataset["name"], publisher["name"]
    return {
        "home": "/",
        "list": "/dataset/",
        "empty list": "/dataset/?q=zzzzqqqq",
        "dataset": f"/dataset/{name}",
        "resource": f"/dataset/{name}/resource/{resource}",
        "bodies": "/organization/",
        "body": f"/organization/{body}",
        "about the body": f"/organization/about/{body}",
        "about": "/about",
        "accessibility": "/accessibility",
        "developers": "/developers",
        "login": "/user/login",
    }


KINDS = ["home", "list", "empty list", "dataset", "resource", "bodies", "body", "about the body",
         "about", "accessibility", "developers", "login"]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
class TestEveryPage:
    def test_has_one_main_heading_and_no_gap_below_it(self, page, paths, kind):
        levels = [
            int(tag.name[1]) for tag in page(paths[kind]).main.find_all(re.compile("^h[1-6]$"))
        ]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_has_no_empty_row_heading_or_value(self, page, paths, kind):
        found = page(paths[kind]).main.find_all(["dd", "dt", "td", "th", "li", "h2", "h3", "p"])
        assert [tag for tag in found if not tag.get_text(strip=True) and not tag.find("img")] == []

    def test_has_nothing_inline(self, page, paths, kind):
        soup = page(paths[kind])
        assert soup.find_all("style") == []
        assert soup.find_all(style=True) == []
        scripts = [s for s in soup.find_all("script") if s.get("type") != "application/ld+json"]
        assert all(script.get("src") for script in scripts)
        assert not [tag for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]

    def test_labels_every_input(self, page, paths, kind):
        soup = page(paths[kind])
        labelled = {label["for"] for label in soup.find_all("label") if label.get("for")}
        inputs = soup.find_all(["input", "select", "textarea"])
        shown = [tag for tag in inputs if tag.get("type") not in ("hidden", "submit")]
        assert [tag for tag in shown if tag.get("id") not in labelled] == []

    def test_has_no_identifier_twice(self, page, paths, kind):
        found = [tag["id"] for tag in page(paths[kind]).find_all(id=True)]
        assert sorted(found) == sorted(set(found))

    def test_offers_each_language_as_a_plain_link_to_itself(self, page, paths, kind):
        links = page(paths[kind]).select(".egov-languages a")
        assert [link["hreflang"] for link in links] == [item.tag for item in languages.LANGUAGES]
        here = paths[kind].removesuffix("/")
        assert all(link["href"].removesuffix("/").endswith(here) for link in links)
        assert page(paths[kind]).find("form", class_="lang-select") is None

    def test_gives_a_stranger_no_cookie(self, portal, paths, kind, dataset):
        if kind != "login":
            assert "Set-Cookie" not in portal.get(paths[kind]).headers


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=lambda item: item.code)
def test_page_says_its_language(page, language):
    assert page(f"/{language.code}/about").html["lang"] == language.tag


@pytest.mark.parametrize(
    ("prefix", "title", "body", "day"),
    [("/uz", "Soliq tushumlari", "Soliq qoʻmitasi", "2020-yil 31-yanvar"),
     ("/ru", "Налоговые поступления", "Налоговый комитет", "31 января 2020"),
     ("/kaa", "Soliq tushumlari", "Soliq qoʻmitasi", "2020-jıl 31-yanvar")],
)  # fmt: skip
def test_dataset_is_told_in_the_language_of_the_reader(page, paths, prefix, title, body, day):
    soup = page(prefix + paths["dataset"])
    assert soup.h1.get_text(strip=True) == title
    assert body in soup.select_one(".egov-publisher").get_text()
    assert day in soup.select_one(".egov-status").get_text()


def test_text_in_another_language_says_so(page, paths):
    assert page("/en" + paths["dataset"]).select_one(".egov-lead")["lang"] == "uz"


def test_overdue_update_is_said_in_words(page, paths):
    assert "overdue" in page("/en" + paths["dataset"]).select_one(".egov-status").get_text()


def test_licence_stands_above_the_files(page, paths):
    text = page("/en" + paths["dataset"]).main.get_text()
    assert 0 < text.index("Licence") < text.index("Files and tables")


def test_dataset_can_be_cited_and_read_as_data(page, paths):
    soup = page("/en" + paths["dataset"])
    assert "Soliq qoʻmitasi" in soup.select_one(".egov-cite[data-egov-copied]").get_text()
    forms = [link.get_text(strip=True) for link in soup.select("[aria-labelledby=as-data] a")]
    assert forms == ["JSON", "Turtle", "RDF/XML", "JSON-LD"]


def test_empty_search_offers_the_next_best_things(page):
    soup = page("/en/dataset/?q=zzzzqqqq&res_format=CSV")
    links = [link["href"] for link in soup.select(".egov-empty a")]
    assert "/en/dataset/?q=zzzzqqqq" in links
    assert "/en/dataset/" in links
    assert soup.select_one(".egov-search--list input")["value"] == "zzzzqqqq"


def test_filter_in_use_can_be_taken_away(page):
    soup = page("/en/dataset/?vocab_sectors=economy")
    chip = soup.select_one(".egov-chips a")
    assert "Economy" in chip.get_text()
    assert "vocab_sectors" not in chip["href"]


def test_home_counts_what_is_published(page):
    soup = page("/en/")
    assert "1" in soup.select_one(".egov-stats").get_text() or soup.select_one(".egov-stats strong")
    tile = next(tag for tag in soup.select(".egov-tile") if "Economy" in tag.get_text())
    assert "dataset" in tile.get_text()


def test_stranger_gets_no_script_of_the_editing_forms(page, paths):
    sources = [script["src"] for script in page(paths["dataset"]).find_all("script", src=True)]
    assert not [source for source in sources if "/base/" in source or "/vendor/" in source]


def test_current_section_is_marked(page):
    marked = page("/en/dataset/").select(".egov-nav--wide a[aria-current]")
    assert [link.get_text() for link in marked] == ["Data"]


def test_address_of_another_site_is_not_linked_as_a_language(portal, dataset):
    soup = BeautifulSoup(portal.get("//evil.example/x", status=404).body, "html.parser")
    assert not [a for a in soup.select(".egov-languages a") if a["href"].startswith("//")]


@pytest.mark.parametrize(("path", "words"), [("/en/nothing", "no such page")])
def test_error_is_said_in_plain_words_with_a_way_on(page, path, words):
    soup = page(path, status=404)
    assert words in soup.h1.get_text()
    assert soup.select("#error-content a[href]")


def test_wrong_password_is_said_and_nothing_breaks(portal, database):
    answer = portal.post("/en/user/login", data={"login": "nobody", "password": "x"})
    soup = BeautifulSoup(answer.body, "html.parser")
    assert soup.select_one(".alert-danger").get_text(strip=True)


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=lambda item: item.code)
@pytest.mark.parametrize("path", ["about", "accessibility", "developers", "data/license"])
def test_text_page_can_be_read_in_each_language(page, language, path):
    """A percent sign in a translation must be doubled where templates say it."""
    assert page(f"/{language.code}/{path}").h1.get_text(strip=True)
