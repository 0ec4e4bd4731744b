"""The list of licences."""

import pytest
from ckan import model
from ckanext.egov.publishing.licence import register, rules

OPEN = {"odc-odbl", "cc-by", "odc-pddl", "odc-by", "cc-zero", "mit-license", "uk-ogl"}


def test_odbl_comes_first_and_is_open():
    assert register.licences()[0]["id"] == rules.DEFAULT_LICENCE == "odc-odbl"
    assert register.licences()[0]["od_conformance"] == "approved"


def test_named_open_licences_are_open_and_closed_ones_are_not():
    is_open = {row["id"]: rules.is_open(row) for row in register.licences()}
    assert all(is_open[name] for name in OPEN)
    assert not any(is_open[name] for name in ("other-closed", "notspecified", "cc-nc"))


@pytest.mark.parametrize("licence", register.licences(), ids=lambda row: row["id"])
def test_every_licence_is_explained_in_uzbek_russian_and_english(licence):
    assert {"uz", "ru", "en"} <= set(licence["title_translated"])
    for part in ("may", "must", "cannot"):
        assert licence["summary"][part]
        assert all({"uz", "ru", "en"} <= set(point) for point in licence["summary"][part])


@pytest.mark.usefixtures("portal")
def test_ckan_uses_this_list():
    ours = [row["id"] for row in register.licences()]
    assert model.Package.get_license_register().keys() == ours


def test_api_lists_the_licences_with_their_summary(portal):
    first = portal.get("/api/3/action/license_list").json["result"][0]
    assert first["id"] == "odc-odbl"
    assert first["summary"]["must"]


def test_page_explains_each_licence_at_its_anchor(portal):
    page = portal.get("/data/license").body
    assert "ODbL" in page
    for licence in register.licences():
        assert f'id="licence-{licence["id"]}"' in page
