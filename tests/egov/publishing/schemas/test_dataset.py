"""Datasets through CKAN's own actions: what is kept, what is refused and how."""

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from ckan.tests import factories, helpers

pytestmark = pytest.mark.usefixtures("database")


def call_action(action, **data):
    """Call an action as an administrator: changes are recorded under a name."""
    administrator = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return helpers.call_action(action, {"user": administrator["name"]}, **data)


TITLE = {"uz": "Davlat budjeti xarajatlari", "ru": "Расходы бюджета", "en": "Budget spending"}


@pytest.fixture(scope="module")
def body(database):
    return factories.Organization()


def _create(body, **fields):
    name = factories.Dataset.stub().name
    return call_action("package_create", name=name, owner_org=body["id"], **fields)


def _errors(body, **fields):
    with pytest.raises(tk.ValidationError) as error:
        _create(body, **{"title_translated": TITLE} | fields)
    return error.value.error_dict


def test_texts_per_language_come_back_as_they_went_in(body):
    dataset = _create(body, title_translated=TITLE, notes_translated={"ru": "Описание"})
    assert dataset["title_translated"] == TITLE
    assert dataset["notes_translated"] == {"ru": "Описание"}


def test_ckans_own_fields_hold_the_main_language(body):
    dataset = _create(body, title_translated=TITLE, notes_translated={"ru": "Описание"})
    assert (dataset["title"], dataset["notes"]) == (TITLE["uz"], "Описание")


def test_client_that_knows_only_plain_fields_is_understood(body):
    dataset = _create(body, title="Oddiy nom", notes="Oddiy tavsif")
    assert dataset["title_translated"] == {"uz": "Oddiy nom"}
    assert dataset["notes_translated"] == {"uz": "Oddiy tavsif"}


def test_keywords_become_tags(body):
    words = {"uz": ["budjet", "xarajat"], "ru": ["бюджет"]}
    dataset = _create(body, title_translated=TITLE, tags_translated=words)
    assert dataset["tags_translated"] == words
    assert {tag["name"] for tag in dataset["tags"]} == {"budjet", "xarajat", "бюджет"}


def test_changed_keywords_replace_the_tags(body):
    dataset = _create(body, title_translated=TITLE, tags_translated={"uz": ["eski", "qoladi"]})
    changed = call_action(
        "package_patch", id=dataset["id"], tags_translated={"uz": ["qoladi", "yangi"]}
    )
    assert {tag["name"] for tag in changed["tags"]} == {"qoladi", "yangi"}


def test_update_with_what_was_shown_changes_nothing(body):
    shown = _create(
        body,
        title_translated=TITLE,
        tags_translated={"uz": ["budjet"]},
        sectors=["health"],
        region="1726",
        frequency="monthly",
        realtime=True,
        declared_lag=15,
    )
    again = call_action("package_update", **shown)
    changing = {"metadata_modified"}
    assert {k: v for k, v in again.items() if k not in changing} == {
        k: v for k, v in shown.items() if k not in changing
    }


def test_codes_are_a_list_in_the_vocabularys_order(body):
    dataset = _create(body, title_translated=TITLE, sectors=["justice", "health"])
    assert dataset["sectors"] == ["health", "justice"]
    assert dataset["groups_in_need"] == []


def test_district_brings_its_region(body):
    assert _create(body, title_translated=TITLE, district="1726264")["region"] == "1726"


def test_next_update_is_counted_when_left_out(body):
    assert _create(body, title_translated=TITLE, frequency="annual")["next_update_due"]
    assert "next_update_due" not in _create(body, title_translated=TITLE, frequency="never")


@pytest.mark.parametrize(
    ("fields", "wrong", "says"),
    [
        ({"title_translated": {}, "title": ""}, "title_translated", "at least one language"),
        ({"title_translated": {"fr": "Titre"}}, "title_translated", "fr"),
        ({"title_translated": {"uz": ["x"]}}, "title_translated", "one text"),
        ({"tags_translated": {"uz": ["<b>"]}}, "tags_translated", "letters"),
        ({"tags_translated": {"uz": 5}}, "tags_translated", "list of keywords"),
        ({"sectors": ["magic"]}, "sectors", "magic"),
        ({"groups_in_need": "robots"}, "groups_in_need", "robots"),
        ({"region": "9999"}, "region", "9999"),
        ({"district": "9999999"}, "district", "SOATO"),
        ({"region": "1703", "district": "1726264"}, "district", "not in"),
        ({"district": "1710240", "temporal_end": "2019-12-31"}, "district", "time of the data"),
        ({"frequency": "sometimes"}, "frequency", "sometimes"),
        ({"temporal_start": "yesterday"}, "temporal_start", "YYYY-MM-DD"),
        (
            {"temporal_start": "2026-02-01", "temporal_end": "2026-01-01"},
            "temporal_end",
            "before the first",
        ),
        ({"fiscal_period": "2026-Q9"}, "fiscal_period", "2026-Q1"),
        ({"realtime": True}, "declared_lag", "minutes"),
        ({"realtime": True, "declared_lag": "soon"}, "declared_lag", "whole number"),
        ({"contact_email": "nobody"}, "contact_email", "valid format"),
        ({"contact_phone": "call"}, "contact_phone", "+998"),
        ({"spatial": "{}"}, "spatial", "GeoJSON"),
        ({"spatial": "{not json"}, "spatial", "GeoJSON"),
        ({"spatial": '{"type": "Point"}'}, "spatial", "no coordinates"),
    ],
)
def test_wrong_field_gets_its_own_message(body, fields, wrong, says):
    errors = _errors(body, **fields)
    assert says in errors[wrong][0]
    assert set(errors) == {wrong}


def test_facets_know_the_codes(body):
    dataset = _create(
        body, title_translated=TITLE, sectors=["health", "justice"], groups_in_need=["women"],
        region="1726",
    )  # fmt: skip
    found = call_action(
        "package_search",
        fq=f"id:{dataset['id']} vocab_sectors:justice vocab_region:1726",
        **{"facet.field": ["vocab_sectors", "vocab_groups_in_need", "license_id"]},
    )
    assert found["count"] == 1
    assert set(found["facets"]["vocab_sectors"]) == {"health", "justice"}
    assert set(found["facets"]["vocab_groups_in_need"]) == {"women"}
    assert found["results"][0]["title_translated"] == TITLE


class TestForm:
    """The form in a browser without scripts."""

    def _post(self, portal, body, **fields):
        token = factories.SysadminWithToken()["token"]
        typed = {"save": "", "_ckan_phase": "1", "owner_org": body["id"], "private": "False"}
        return portal.post(
            "/dataset/new",
            data=typed | fields,
            headers={"Authorization": token},
            follow_redirects=False,
        )

    def test_form_shows_three_languages_and_folds_the_others(self, portal):
        token = factories.SysadminWithToken()["token"]
        page = BeautifulSoup(
            portal.get("/dataset/new", headers={"Authorization": token}).body, "html.parser"
        )
        folded = {tag["name"] for tag in page.select("details [name^=title_translated]")}
        shown = {tag["name"] for tag in page.select("[name^=title_translated]")} - folded
        assert shown == {f"title_translated-{code}" for code in ("uz", "ru", "en")}
        assert folded == {"title_translated-uz_Cyrl", "title_translated-kaa"}
        assert page.select_one("select[name=license_id] option[selected]")["value"] == "odc-odbl"

    def test_filled_form_makes_a_dataset(self, portal, body):
        name = factories.Dataset.stub().name
        answer = self._post(
            portal, body, **{"title_translated-uz": "Sarlavha", "name": name, "sectors": "health"}
        )
        assert answer.status_code == 302
        dataset = call_action("package_show", id=name)
        assert (dataset["title_translated"], dataset["sectors"]) == ({"uz": "Sarlavha"}, ["health"])

    def test_refused_form_gives_back_what_was_typed_with_the_message_beside_it(self, portal, body):
        typed = {
            "title_translated-uz": "Yozilgan sarlavha",
            "title_translated-kaa": "Atama",
            "tags_translated-uz": "bir, ikki",
            "name": "Bad Name!",
            "region": "1703",
            "district": "1726264",
            "notes_translated-ru": "Описание",
        }
        page = BeautifulSoup(self._post(portal, body, **typed).body, "html.parser")
        assert page.select_one("[name=title_translated-uz]")["value"] == "Yozilgan sarlavha"
        assert page.select_one("[name=title_translated-kaa]")["value"] == "Atama"
        assert page.select_one("[name=tags_translated-uz]")["value"] == "bir, ikki"
        assert page.select_one("[name=notes_translated-ru]").text == "Описание"
        assert page.select_one("#field-district-error")
        assert "field-name-error" in page.select_one("#field-name")["aria-describedby"]

    def test_dataset_page_has_no_empty_rows(self, portal, body):
        dataset = _create(body, title_translated=TITLE, region="1726", sectors=["health"])
        page = BeautifulSoup(portal.get(f"/dataset/{dataset['name']}").body, "html.parser")
        cells = page.select("dl.egov-facts dd, .additional-info td")
        assert cells
        assert all(cell.get_text(strip=True) for cell in cells)
