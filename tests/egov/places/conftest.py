"""Datasets of a sector, a group and a region that the tests of this room look for."""

import uuid

import pytest
from ckan.tests.helpers import call_action


def unique(word):
    return f"{word}-{uuid.uuid4().hex[:10]}"


@pytest.fixture
def sysadmin_context():
    site_user = call_action("get_site_user", context={"ignore_auth": True})
    return {"user": site_user["name"], "ignore_auth": True}


@pytest.fixture
def body(sysadmin_context):
    name = unique("body")
    return call_action(
        "organization_create", context=dict(sysadmin_context), name=name, title=f"Body {name}",
        title_translated={"en": f"Body {name}"}, body_type="ministry",
    )  # fmt: skip


@pytest.fixture
def make_dataset(sysadmin_context, body):
    def make(**fields):
        name = unique("places")
        about = {"en": f"About {name}"}
        return call_action(
            "package_create",
            context=dict(sysadmin_context),
            **{
                "name": name,
                "title": about["en"],
                "title_translated": about,
                "notes": "Notes",
                "notes_translated": about,
                "license_id": "odc-odbl",
                "owner_org": body["id"],
            }
            | fields,
        )

    return make
