"""Pages of the dictionary as a publisher and as a citizen see them."""

import io

import pytest
from bs4 import BeautifulSoup, Tag
from ckan.tests.helpers import call_action

from tests.egov.publishing.dictionary.tables import dataset, editor_of, table

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def resource() -> dict:
    return table()


@pytest.fixture
def headers(resource: dict) -> dict:
    return {"Authorization": editor_of(resource)["token"]}


def _edit(resource: dict) -> str:
    return f"/dataset/{resource['package_id']}/dictionary/{resource['id']}"


def _room(resource: dict) -> str:
    return f"/dataset/{resource['package_id']}/resource/{resource['id']}"


def _one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def _page(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.body, "html.parser")


def _typed(page: BeautifulSoup) -> dict[str, str]:
    """Return what a browser would post."""
    inputs = page.select("form[action*=dictionary] input[name], form[action*=dictionary] textarea")
    return {
        str(tag["name"]): str(tag.get("value", ""))
        if tag.name == "input"
        else tag.text.lstrip("\n")
        for tag in inputs
        if tag.get("type") != "checkbox" or tag.has_attr("checked")
    }


def test_form_saves_and_shows_what_was_typed(portal, resource, headers):
    page = _page(portal.get(_edit(resource), headers=headers))
    typed = {**_typed(page), "c1.label.uz": "Aholi", "c1.label.kaa": "Xalıq", "c1.required": "yes"}

    answer = portal.post(_edit(resource), data=typed, headers=headers, follow_redirects=False)

    assert answer.status_code == 302
    shown = call_action("resource_dictionary_show", id=resource["id"])["fields"][1]
    assert (shown["label"], shown["required"]) == ({"uz": "Aholi", "kaa": "Xalıq"}, True)


def test_saving_the_form_as_it_is_changes_nothing(portal, resource, headers):
    field = {"id": "district", "enum": ["1726", "1727"], "description": {"uz": "Bir\nikki"}}
    call_action("resource_dictionary_update", id=resource["id"], fields=[field])
    before = call_action("resource_dictionary_show", id=resource["id"])
    page = _page(portal.get(_edit(resource), headers=headers))

    portal.post(_edit(resource), data=_typed(page), headers=headers, follow_redirects=False)

    assert call_action("resource_dictionary_show", id=resource["id"]) == before


def test_typed_text_comes_back_with_the_reason(portal, resource, headers):
    typed = {
        "c0.id": "population", "c0.label.uz": "Aholi", "c0.minimum": "5", "c0.maximum": "1"
    }  # fmt: skip

    answer = portal.post(_edit(resource), data=typed, headers=headers)

    assert answer.status_code == 400
    page = _page(answer)
    assert _one(page, "[id='c1.label.uz']")["value"] == "Aholi"
    assert "population" in _one(page, "[id='c1.minimum-error']").text
    assert _one(page, ".error-explanation a")["href"] == "#c1.minimum"


def test_every_input_has_a_label(portal, resource, headers):
    page = _page(portal.get(_edit(resource), headers=headers))

    inputs = page.select(".egov-column input:not([type=hidden]), .egov-column textarea")

    assert len(inputs) > 20
    assert [tag["id"] for tag in inputs if not page.find("label", attrs={"for": tag["id"]})] == []


def test_wide_table_is_described_in_parts(portal):
    fields = [{"id": f"c{number}", "type": "text"} for number in range(41)]
    wide = table(fields=fields, records=[])
    token = {"Authorization": editor_of(wide)["token"]}

    page = _page(portal.get(_edit(wide) + "?page=2", headers=token))
    typed = {**_typed(page), "c0.unit": "kg"}
    portal.post(_edit(wide) + "?page=2", data=typed, headers=token, follow_redirects=False)

    assert len(page.select(".egov-column")) == 1
    shown = call_action("resource_dictionary_show", id=wide["id"])["fields"]
    assert [field["id"] for field in shown if "unit" in field] == ["c40"]


@pytest.mark.parametrize("path", ["{edit}", "{room}/dictionary/import"])
def test_stranger_is_sent_away_from_pages_of_editors(portal, resource, path):
    address = path.format(edit=_edit(resource), room=_room(resource))

    assert portal.get(address, follow_redirects=False).status_code in {302, 403}


def test_address_without_a_table_is_not_found(portal, headers):
    (empty,) = dataset()["resources"]

    assert portal.get(_edit(empty), headers=headers).status_code == 404
    assert portal.get(f"{_room(empty)}/dictionary.csv").status_code == 404


def test_dictionary_is_downloaded_as_schema_and_as_spreadsheet(portal, resource):
    schema = portal.get(f"{_room(resource)}/dictionary.json")
    sheet = portal.get(f"{_room(resource)}/dictionary.csv")

    assert [field["name"] for field in schema.json["fields"]] == ["district", "population", "since"]
    assert sheet.data.startswith("\ufeffcolumn,type,label_uz".encode())
    assert "attachment" in sheet.headers["Content-Disposition"]


def test_import_shows_what_changes_and_then_changes_it(portal, resource, headers):
    address = f"{_room(resource)}/dictionary/import"
    sheet = io.BytesIO("column;label_ru\npopulation;Население\n".encode("cp1251"))
    upload = {"upload": (sheet, "lugat.csv")}

    preview = portal.post(address, data=upload, headers=headers)
    content = _one(_page(preview), "input[name=content]")
    data = {"content": content["value"], "confirm": "yes"}
    answer = portal.post(address, data=data, headers=headers, follow_redirects=False)

    assert "Население" in preview.body
    assert answer.status_code == 302
    shown = call_action("resource_dictionary_show", id=resource["id"])["fields"][1]
    assert shown["label"] == {"ru": "Население"}


def test_import_of_nothing_is_answered_with_a_message(portal, resource, headers):
    answer = portal.post(f"{_room(resource)}/dictionary/import", data={}, headers=headers)

    assert answer.status_code == 400
    assert "Line 1" in answer.body


def test_resource_page_shows_the_dictionary_as_a_table(portal, resource):
    field = {
        "id": "population", "label": {"en": "Population"}, "unit": "people", "minimum": "0",
        "description": {"en": "Who **lives** here"}, "personal_data": True,
    }  # fmt: skip
    call_action("resource_dictionary_update", id=resource["id"], fields=[field])

    page = _page(portal.get(_room(resource)))

    rows = page.select(".egov-dictionary tbody tr")
    words = rows[1].get_text(" ", strip=True)
    assert [_one(row, "th code").text for row in rows] == ["district", "population", "since"]
    for said in ("Population", "Who", "Whole number, people", "0 or more", "Personal data"):
        assert said in words
    assert page.select("a[href$='/dictionary.csv']")


def test_resource_page_draws_a_distribution_with_words(portal):
    profile = {"count": 4, "missing": 1, "examples": ["1", "2"], "minimum": 1, "maximum": 9}
    field = {"id": "a", "type": "int4", "profile": {**profile, "histogram": [3, 0, 1]}}
    resource = table(fields=[field], records=[])

    page = _page(portal.get(_room(resource)))

    drawing = _one(page, "svg.egov-sparkline")
    assert drawing["aria-label"] == "How the values spread from 1 to 9"
    assert len(drawing.select("rect")) == 3
    assert "25 % empty" in _one(page, ".egov-dictionary").text


def test_only_publishers_are_asked_to_describe_the_columns(portal, resource, headers):
    citizen = portal.get(_room(resource)).body
    publisher = portal.get(_room(resource), headers=headers).body

    assert "Describe the columns" in publisher
    assert "Describe the columns" not in citizen
    assert "Nobody has described these columns yet." in citizen
