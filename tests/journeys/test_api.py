"""A developer walks through the API with stock tools."""

import ckanapi
import pytest


def test_reading_needs_no_key(address: str, budget: dict):
    anyone = ckanapi.RemoteCKAN(address)
    assert "ckan_version" not in anyone.call_action("status_show")
    found = anyone.call_action("package_search", {"q": budget["title_translated"]["uz"]})
    assert found["results"][0]["name"] == budget["name"]
    shown = anyone.call_action("package_show", {"id": budget["name"]})
    assert shown["license_id"] == "odc-odbl"
    assert shown["isopen"] is True
    table = anyone.call_action("datastore_search", {"resource_id": shown["resources"][0]["id"]})
    types = {field["id"]: field["type"] for field in table["fields"]}
    assert types["Yil"] in ("int4", "int8", "integer", "bigint")
    assert types["Tuman"] == "text"
    assert "numeric" in types.values()
    assert "date" in types.values()
    assert [row["Yil"] for row in table["records"]] == [2026, 2026, 2026]


def test_writing_without_a_key_is_refused(address: str, budget: dict):
    anyone = ckanapi.RemoteCKAN(address)
    with pytest.raises(ckanapi.NotAuthorized):
        anyone.call_action("package_patch", {"id": budget["id"], "name": "taken"})


def test_a_key_lets_an_official_write(portal: ckanapi.RemoteCKAN, budget: dict):
    made = portal.call_action("package_create", {
        "name": f"{budget['name']}-2",
        "title_translated": {"uz": "Ikkinchi"},
        "owner_org": budget["owner_org"],
        "license_id": "odc-odbl",
    })  # fmt: skip
    portal.call_action("package_patch", {"id": made["id"], "title_translated": {"uz": "Uchinchi"}})
    assert portal.action.package_show(id=made["id"])["title"] == "Uchinchi"
    portal.call_action("dataset_purge", {"id": made["id"]})
    with pytest.raises(ckanapi.NotFound):
        portal.action.package_show(id=made["id"])


def test_what_cannot_be_is_refused_with_words_for_the_field(
    portal: ckanapi.RemoteCKAN, budget: dict
):
    with pytest.raises(ckanapi.ValidationError) as refusal:
        portal.call_action("package_create", {
            "name": "Katta Harflar",
            "owner_org": budget["owner_org"],
            "license_id": "no-such-licence",
        })  # fmt: skip
    errors = refusal.value.error_dict
    assert {"name", "license_id"} <= set(errors)
