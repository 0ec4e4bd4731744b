"""Bodies: fields per language, hierarchy without circles."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories, helpers
from ckanext.egov.publishing.schemas import bodies

pytestmark = pytest.mark.usefixtures("database")


def call_action(action, **data):
    """Call an action as an administrator: changes are recorded under a name."""
    administrator = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return helpers.call_action(action, {"user": administrator["name"]}, **data)


def test_body_keeps_its_fields_and_fills_ckans_own():
    body = factories.Organization(
        title_translated={"uz": "Adliya vazirligi", "ru": "Министерство юстиции"},
        body_type="ministry",
        head={"uz": "A. Toshqulov"},
        address={"uz": "Toshkent"},
        phone="+998 71 233 13 05",
        email="info@example.uz",
        region="1726",
    )
    shown = call_action("organization_show", id=body["id"])
    assert shown["title"] == "Adliya vazirligi"
    assert shown["title_translated"]["ru"] == "Министерство юстиции"
    assert (shown["body_type"], shown["region"]) == ("ministry", "1726")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"body_type": "band"}, "body_type"),
        ({"phone": "call"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"region": "9"}, "region"),
        ({"parent": "no-such-body"}, "parent"),
    ],
)
def test_wrong_field_gets_its_own_message(fields, wrong):
    with pytest.raises(tk.ValidationError) as error:
        factories.Organization(**fields)
    assert set(error.value.error_dict) == {wrong}


def test_parent_is_shown_above_and_child_below():
    parent = factories.Organization()
    child = factories.Organization(parent=parent["name"])
    assert child["parent"] == parent["id"]
    assert bodies.above(child["id"])["id"] == parent["id"]
    assert [row["id"] for row in bodies.below(parent["id"])] == [child["id"]]


def test_client_that_knows_only_groups_sets_the_parent():
    parent = factories.Organization()
    child = factories.Organization(groups=[{"name": parent["name"]}])
    assert child["parent"] == parent["id"]


def test_parent_can_be_taken_away():
    child = factories.Organization(parent=factories.Organization()["name"])
    call_action("organization_patch", id=child["id"], parent="")
    assert bodies.above(child["id"]) is None


def test_patch_of_something_else_keeps_the_parent():
    parent = factories.Organization()
    child = factories.Organization(parent=parent["name"])
    call_action("organization_patch", id=child["id"], phone="+998 71 202 10 00")
    assert bodies.above(child["id"])["id"] == parent["id"]


def test_circle_of_bodies_is_refused():
    top = factories.Organization()
    middle = factories.Organization(parent=top["name"])
    bottom = factories.Organization(parent=middle["name"])
    with pytest.raises(tk.ValidationError) as error:
        call_action("organization_patch", id=top["id"], parent=bottom["name"])
    assert "parent" in error.value.error_dict
    assert bodies.above(top["id"]) is None


def test_body_page_links_up_and_down(portal):
    parent = factories.Organization(title="Vazirlik")
    child = factories.Organization(parent=parent["name"])
    assert f"/organization/{parent['name']}" in portal.get(f"/organization/{child['name']}").body
    assert f"/organization/{child['name']}" in portal.get(f"/organization/{parent['name']}").body


def test_about_page_shows_only_filled_fields(portal):
    body = factories.Organization(phone="+998 71 202 10 00")
    page = portal.get(f"/organization/about/{body['name']}").body
    assert "+998 71 202 10 00" in page
    assert "&nbsp;" not in page
